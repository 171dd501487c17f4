#!/usr/bin/env python3
"""The table of Comparison.md: voc beside other tools, on labelled feedback, by one and the same count.

  compare.py --gold FOLDER [--voc PATH] [--split test] [--hu-liu FOLDER] [--learned [--train train]]

Reads every .jsonl of FOLDER ({id, text, label: pos|neu|neg, split}). Tools that are not installed are printed as SKIPPED:
pip install vaderSentiment textblob afinn scikit-learn. The opinion lexicon of Hu and Liu is read from FOLDER (positive-words.txt, negative-words.txt,
as its authors publish it), or else through nltk, where its data is there.
Means are unweighted over sets; macro-F1 and F1 of negative over sets with enough neutral texts (2 % and 20).
"""
import argparse, json, os, re, subprocess, sys, time
from collections import Counter


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def f1s(pairs, classes):
    right, answered, there = Counter(), Counter(), Counter()
    for truth, answer in pairs:
        there[truth] += 1
        answered[answer] += 1
        right[truth] += truth == answer
    return [2 * right[c] / (answered[c] + there[c]) if right[c] else 0.0 for c in classes]


def mean(values):
    return sum(values) / len(values) if values else 0.0


def figures(gold, answers):
    """(macro-F1, F1 of negative) or None without neutral texts, then strict and forced."""
    pairs = [(g["label"], a[0]) for g, a in zip(gold, answers)]
    signs = [(g["label"], "pos" if a[1] > 0 else "neg" if a[1] < 0 else "zero") for g, a in zip(gold, answers)]
    classes = sorted({truth for truth, _ in pairs})
    polar = [c for c in ("pos", "neg") if c in classes]
    neutral = sum(truth == "neu" for truth, _ in pairs)
    three = None
    if len(classes) == 3 and neutral >= max(20, 0.02 * len(pairs)):
        by_class = f1s(pairs, classes)
        three = (mean(by_class), by_class[classes.index("neg")])
    strict = mean(f1s([p for p in pairs if p[0] != "neu"], polar))
    forced = mean(f1s([p for p in signs if p[0] != "neu"], polar))
    return three, strict, forced


def label(score, band):
    return "pos" if score >= band else "neg" if score <= -band else "neu"


def vader():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    tool = SentimentIntensityAnalyzer()
    return lambda text: (lambda s: (label(s, 0.05), s))(tool.polarity_scores(text)["compound"])


def textblob():
    from textblob import TextBlob
    return lambda text: (lambda s: (label(s, 0.05), s))(TextBlob(text).sentiment.polarity)


def afinn():
    from afinn import Afinn
    tool = Afinn(emoticons=True)
    return lambda text: (lambda s: (label(s, 1), s))(tool.score(text))


def words_of(path):
    with open(path, encoding="latin-1") as file:
        return {line.strip() for line in file if line.strip() and not line.startswith(";")}


def hu_liu(folder):
    if folder:
        good, bad = (words_of(os.path.join(folder, f"{side}-words.txt")) for side in ("positive", "negative"))
    else:
        from nltk.corpus import opinion_lexicon
        good, bad = set(opinion_lexicon.positive()), set(opinion_lexicon.negative())

    def answer(text):
        words = re.findall(r"[a-z'+-]+", text.lower())
        score = sum(w in good for w in words) - sum(w in bad for w in words)
        return label(score, 1), score
    return answer


def tf_idf(train):
    """Words and pairs of words, logistic regression, learned on the train rows of the other sets."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    cut = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=60000, sublinear_tf=True)
    model = LogisticRegression(C=4, max_iter=300, class_weight="balanced")
    model.fit(cut.fit_transform([r["text"] for r in train]), [r["label"] for r in train])
    names = list(model.classes_)

    def answers(texts):
        for chances in model.predict_proba(cut.transform(texts)):
            by = dict(zip(names, chances))
            yield max(by, key=by.get), by.get("pos", 0) - by.get("neg", 0)
    return answers


def voc(binary, path, gold):
    """Answers of `voc score`; neutral where it does not score."""
    done = subprocess.run([binary, "score", "--themes", "none", "--intents", "none", path], capture_output=True, check=True)
    short = {"positive": "pos", "negative": "neg"}
    found = {}
    for line in done.stdout.splitlines():
        item = json.loads(line)
        found[item["id"]] = (short.get(item["sentiment"]["label"], "neu"), item["sentiment"]["score"] or 0)
    return [found.get(g["id"], ("neu", 0)) for g in gold]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", required=True)
    options.add_argument("--voc", default="./voc")
    options.add_argument("--split", default="test")
    options.add_argument("--train", default="train")
    options.add_argument("--hu-liu", help="a folder with positive-words.txt and negative-words.txt")
    options.add_argument("--learned", action="store_true", help="also TF-IDF + logistic regression, two fits a set: takes long")
    options = options.parse_args()
    files = {f[:-6]: os.path.join(options.gold, f) for f in sorted(os.listdir(options.gold)) if f.endswith(".jsonl")}
    everything = {name: rows(path) for name, path in files.items()}
    gold = {name: [r for r in all if r.get("split") == options.split] for name, all in everything.items()}
    train = {name: [r for r in all if r.get("split") == options.train][:4000] for name, all in everything.items()}
    table = {"voc": {name: figures(gold[name], voc(options.voc, path, gold[name])) for name, path in files.items()}}
    for name, make in (("vaderSentiment", vader), ("TextBlob", textblob), ("AFINN", afinn), ("Hu & Liu", lambda: hu_liu(options.hu_liu))):
        try:
            answer = make()
        except (ImportError, LookupError, OSError) as error:
            print(f"SKIPPED: {name}: {type(error).__name__}", flush=True)
            continue
        start = time.time()
        table[name] = {s: figures(gold[s], [answer(r["text"]) for r in gold[s]]) for s in files}
        print(f"{name}: {sum(map(len, gold.values())) / (time.time() - start):.0f} texts a second, one thread", file=sys.stderr)
    try:
        same, other = {}, {}
        for s in files if options.learned else []:
            texts = [r["text"] for r in gold[s]]
            same[s] = figures(gold[s], list(tf_idf(train[s])(texts)))
            other[s] = figures(gold[s], list(tf_idf([r for t in files if t != s for r in train[t][:1500]])(texts)))
        if options.learned:
            table["TF-IDF + LR, other sets"], table["TF-IDF + LR, same set"] = other, same
    except ImportError:
        print("SKIPPED: TF-IDF + logistic regression: scikit-learn is not there")
    print("| method | macro-F1 | F1 negative | strict | forced |\n|---|--:|--:|--:|--:|")
    for name, by_set in table.items():
        three = [r[0] for r in by_set.values() if r[0]]
        cells = [mean([t[0] for t in three]), mean([t[1] for t in three]), mean([r[1] for r in by_set.values()]), mean([r[2] for r in by_set.values()])]
        print(f"| {name} | " + " | ".join(f"{c:.3f}" for c in cells) + " |")
    print("\nstrict, by set\n\n| set | " + " | ".join(table) + " |\n|---|" + "--:|" * len(table))
    for s in files:
        print(f"| {s} | " + " | ".join(f"{by_set[s][1]:.3f}" for by_set in table.values()) + " |")


main()
