"""Dumps and pipelines for the cluster to read: made from a seed, with what dumps have of dirt."""
import gzip
import json
import random
from datetime import date, timedelta

SAID = ["The parcel came two days late and nobody told me", "Lovely shop, very friendly staff",
        "I was charged twice for one order, please refund me", "The app logs me out every morning",
        "Quick delivery and the lamp looks great", "Support never answered my three mails",
        "The zip broke after a week, poor quality", "Good value, I would buy here again",
        "Checkout kept failing with my card", "It is fine, nothing special", "I will cancel and never come back"]

PIPELINE = """version: 1
title: Cluster
inputs:
  - {{ files: data/*.ndjson, source: generic, name: app, format: ndjson, encoding: utf-8, attributes: [Plan], rating: {{ scale: 1..5, metric: csat }} }}
{more}
"""
MORE = """  - { files: data/*.csv, source: generic, name: shop, rating: { scale: 1..5, metric: csat } }
  - { files: data/*.xml, source: generic, name: survey }
  - { files: data/*.csv.gz, source: generic, name: archive }
  - { files: data/*.mbox, source: mail, name: mail }
"""


def words(random, number):
    return f"{random.choice(SAID)}. {random.choice(SAID)}, order {number}."


def day(random):
    return (date(2026, 9, 7) + timedelta(days=random.randrange(70))).isoformat()


def ndjson(path, seed, count, dirt=True):
    """`count` records; with dirt also blank lines, an invalid byte, a lone CR, cut records, repeated ids, no last line feed."""
    chance, lines = random.Random(seed), []
    for number in range(count):
        repeated = dirt and number % 97 == 96
        record = {"id": f"{seed}-{number - 50 if repeated else number}", "text": words(chance, number),
                  "receivedAt": day(chance) + "T09:00:00Z", "rating": chance.randint(1, 5), "Plan": chance.choice("abc")}
        line = json.dumps(record).encode()
        if dirt and number % 211 == 5:
            line = line.replace(b"order", b"ord\xffer", 1)
        if dirt and number % 211 == 9:
            line = line.replace(b'", "receivedAt"', b' one\\u000dtwo", \r"receivedAt"', 1)
        lines.append(line)
        if dirt and number % 101 == 7:
            lines.append(b"" if number % 2 else b" \t\r")
        if dirt and number % 503 == 11:
            lines.append(line[:60])
    with open(path, "wb") as file:
        file.write(b"\n".join(lines) + (b"" if dirt else b"\n"))


def csv(seed, count):
    chance, lines = random.Random(seed), ["id,text,receivedAt,rating"]
    for number in range(count):
        text = words(chance, number).replace(", ", ",\n" if number % 9 == 0 else ", ")
        lines.append(f'{seed}-{number % (count - 5)},"{text}",{day(chance)},{chance.randint(1, 5)}')
        if number % 40 == 7:
            lines.append("")
    data = "\r\n".join(lines).encode()
    return data.replace(b"lamp", b"lam\xe9p").replace(b"friendly", b"friend\rly", 3)


def put(folder):
    """All formats; the files of one input share some ids."""
    ndjson(f"{folder}/a.ndjson", 1, 3000)
    ndjson(f"{folder}/b.ndjson", 1, 400)
    for name, seed in [("one", 2), ("two", 2)]:
        with open(f"{folder}/{name}.csv", "wb") as file:
            file.write(csv(seed, 300))
    with open(f"{folder}/old.csv.gz", "wb") as file:
        file.write(gzip.compress(csv(4, 300), mtime=0))
    chance = random.Random(3)
    with open(f"{folder}/survey.xml", "wb") as file:
        file.write(b"<responses>\n\n")
        for number in range(200):
            file.write(f"<response><id>x{number % 190}</id><text>{words(chance, number)}\r\n</text>"
                       f"<receivedAt>{day(chance)}</receivedAt></response>\n\n".encode())
        file.write(b"</responses>\n")
    with open(f"{folder}/post.mbox", "wb") as file:
        for number in range(120):
            when = date(2026, 10, 1) + timedelta(days=number % 30)
            file.write(f"From a@b.example {when:%a %b %d} 09:00:00 2026\nFrom: a{number}@b.example\nMessage-ID: <{number % 110}@b.example>\n"
                       f"Date: {when:%a, %d %b %Y} 09:00:00 +0000\nSubject: Order {number}\nContent-Type: text/plain; charset=utf-8\n\n"
                       f"{words(chance, number)}\n\n".encode())
            file.write(b"caf\xe9 \r one\n\n" if number % 20 == 3 else b"\n")
