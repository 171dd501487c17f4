"""Writes models.c from the texts that ./names prints: see README.md."""

import collections
import math
import re
import subprocess
import sys
import unicodedata

SCRIPTS = {
    "CYRILLIC": "ru bg uk sr mk be", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar fa", "THAI": "th",
    "LATIN": "tr pl cs sk hu ro hr sl et lv lt vi de fr es pt it nl da sv no fi is en",
}
CHARACTERS = ["ja", "zh", "zh_Hant", "ko"]


def texts(locale):
    done = subprocess.run([sys.argv[1], locale], capture_output=True, check=True)
    return re.sub(r"\{\d\}", "", done.stdout.decode("utf-8"))


def literal(text, indent="     ", width=232):
    """`text` as C string literals of at most `width` bytes a line."""
    lines, line = [], ""
    for character in text:
        if len((line + character).encode()) > width:
            lines.append(line)
            line = ""
        line += character
    return "\n".join(f'{indent}"{part}"' for part in lines + [line])


def level(logarithm):
    """A logarithm as one printable character: '@' is 0, each next one a fifth less; the backslash is left out."""
    value = min(61, round(-logarithm * 5))
    return chr(64 + value + (value >= 28))


def spelled(locale):
    """The texts in lower case; Vietnamese as windows-1258 spells it, with the tones behind their letters."""
    text = texts(locale).lower()
    if locale != "vi":
        return text
    split = unicodedata.normalize("NFD", text)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    # Normal form puts the dot below before other marks: the tone goes last.
    split = re.sub(f"([{tones}])([^\\W\\d_]?[\u0302\u0306\u031b])", r"\2\1", split)
    return re.sub(f"[^{tones}]+", lambda part: unicodedata.normalize("NFC", part.group()), split)


def words_of(text):
    word = ""
    for character in text:
        if unicodedata.category(character)[0] in "LM" or (word and character in "'’"):
            word += character
        elif word:
            yield word.rstrip("'’")
            word = ""


def pairs(locale, script):
    words = collections.Counter(words_of(spelled(locale)))
    pair, single = collections.Counter(), collections.Counter()
    for word, count in words.items():
        weight, before = min(count, 4) ** 0.5, " "
        for letter in word + " ":
            pair[before, letter] += weight
            single[letter] += weight
            before = letter
    own = {c: n for c, n in single.items() if unicodedata.name(c, "").startswith(script) or unicodedata.combining(c)}
    least = sum(own.values()) * (0.0001 if locale in ("th", "vi") else 0.0003)
    letters = {c for c, n in own.items() if n > least}
    if script == "LATIN":
        letters |= set("abcdefghijklmnopqrstuvwxyz")
    order = sorted(letters)
    place = {letter: index + 1 for index, letter in enumerate(order)}
    size = len(order) + 1
    table = [[0.3] * size for _ in range(size)]
    for (before, letter), count in pair.items():
        table[place.get(before, 0)][place.get(letter, 0)] += count
    table[0][0] = 0
    rows = ""
    for index, row in enumerate(table):
        total = sum(row) / (0.8 if index == 0 else 1)
        row[0] = 0.2 * total if index == 0 else row[0]
        rows += "".join(level(math.log(count / total)) for count in row)
    return "".join(order), rows


def main():
    print("// Made by generate/models.py; see generate/README.md. Not to be edited.")
    print('#include "ctables.h"\n')
    print("static const ctables_language languages[] = {")
    for script, locales in SCRIPTS.items():
        for locale in locales.split():
            letters, rows = pairs(locale, script)
            print(f'    {{"{locale}", {int(script == "LATIN")},\n{literal(letters)},\n{literal(rows)}}},')
    print("    {0, 0, 0, 0},\n};\n")
    print("static const ctables_characters characters[] = {")
    for locale in CHARACTERS:
        found = collections.Counter(c for c in texts(locale) if ord(c) > 0x2E7F and c.isalpha())
        order = "".join(c for c, _ in found.most_common(1500))
        print(f'    {{"{locale}",\n{literal(order)}}},')
    print("    {0, 0},\n};\n")
    print("ctables_language ctables_language_at(size_t index) { return languages[index]; }")
    print("ctables_characters ctables_characters_at(size_t index) { return characters[index]; }")


main()
