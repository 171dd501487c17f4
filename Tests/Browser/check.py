"""Looks at voc's pages in headless Chromium. See `browser`."""

import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

VOC = os.environ["VOC_BINARY"]
AXE = pathlib.Path(sys.argv[1]).read_text()

# Each would run, or break out of its place, where it is not kept text.
HOSTILE = [
    "<script>document.title='run'</script>",
    "\"><img src=x onerror=document.title='run'>",
    "</title></style><svg onload=document.title='run'>",
    "' onmouseover='document.title=1",
    "https://example.invalid/pixel.gif",
    "{{7*7}} [x](javascript:document.title=1)",
]

passed, failed = 0, 0


def check(what, holds, detail=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}: {detail}"[:2000])


def chromium(*arguments, size=(1280, 1000), dark=False):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
               "--disable-background-networking", "--disable-component-update", "--disable-sync",
               # Whatever the browser would ask for of its own accord stays on this machine.
               "--host-resolver-rules=MAP * ~NOTFOUND",
               f"--window-size={size[0]},{size[1]}",
               f"--blink-settings=preferredColorScheme={0 if dark else 1}"]
    return subprocess.run(command + list(arguments), capture_output=True, text=True, timeout=180)


def asked(page, folder, script, **how):
    """What `script` says of the page, run in a copy of it: the page itself lets no script run."""
    copy = folder / "asked.html"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
    code = script.replace("</script>", "<\\/script>")
    answer = ("<script>(async()=>{const say=r=>{const p=document.createElement('pre');p.id='answer';"
              "p.textContent=JSON.stringify(r);document.body.appendChild(p)};"
              "try{say(await (async()=>{" + code + "})())}catch(e){say({error:String(e)})}})()</script>")
    # The last one is the page's own: a text may hold the tag, too.
    before, body, after = text.rpartition("</body>")
    copy.write_text(before + answer + body + after if body else text + answer)
    out = chromium("--virtual-time-budget=90000", "--dump-dom", copy.as_uri(), **how).stdout
    found = re.search(r'<pre id="answer">(.*?)</pre>', out, re.S)
    return json.loads(html.unescape(found.group(1))) if found else {"error": out[-500:]}


def requests(log):
    """What pages asked for: what the browser asks for itself has no origin."""
    asked_for = re.findall(r'"initiator":"([^"]*)"[^\n]*?"url":"([^"]*)"', log.read_text())
    return {url for who, url in asked_for if who != "not an origin" and not url.startswith("file:")}


def quiet(page, folder):
    """Opens the page as it is: no request but for itself, nothing on the console."""
    log = folder / "net.json"
    opened = chromium("--enable-logging=stderr", f"--log-net-log={log}", "--virtual-time-budget=5000",
                      "--dump-dom", page.as_uri())
    console = [line for line in opened.stderr.splitlines() if "CONSOLE" in line]
    check(f"{page.name}: console is empty", not console, console[:3])
    check(f"{page.name}: no request", not requests(log), requests(log))


def loud(folder):
    """A page that asks and complains is told from one that does not: the checks can fail."""
    page, log = folder / "loud.html", folder / "loud.json"
    page.write_text("<!doctype html><title>x</title><img src='http://127.0.0.1:59999/a.png'><script>console.error('oh')</script>")
    opened = chromium("--enable-logging=stderr", f"--log-net-log={log}", "--virtual-time-budget=5000",
                      "--dump-dom", page.as_uri())
    check("control: a request is seen", requests(log) == {"http://127.0.0.1:59999/a.png"}, requests(log))
    check("control: a console error is seen", "CONSOLE" in opened.stderr)
    answer = asked(page, folder, AXE + ";return (await axe.run(document)).violations.map(v => v.id);")
    check("control: axe finds what is wrong", "image-alt" in answer and "html-has-lang" in answer, answer)


def accessible(page, folder):
    script = AXE + """;
        document.querySelectorAll("details").forEach(d => d.open = true);
        const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        const r = await axe.run(document, {resultTypes: ["violations"]});
        return {rules: r.passes.length, wide, found: r.violations.map(v =>
            ({id: v.id, impact: v.impact, n: v.nodes.length, at: v.nodes[0].target.join(" ")}))};"""
    for width, dark in [(1280, False), (390, True)]:
        answer = asked(page, folder, script, size=(width, 900), dark=dark)
        name = f"{page.name} at {width}, {'dark' if dark else 'light'}"
        check(f"{name}: axe ran", answer.get("rules", 0) > 10, answer)
        serious = [v for v in answer.get("found", []) if v["impact"] in ("serious", "critical")]
        check(f"{name}: axe finds nothing serious", not serious, serious)
        check(f"{name}: no sideways scrolling", answer.get("wide", 1) <= 0, answer.get("wide"))


def run(*arguments):
    done = subprocess.run([VOC, *arguments], capture_output=True, text=True)
    check(f"voc {arguments[0]}", done.returncode == 0, done.stderr)


def hostile(folder):
    """Hostile strings as text, author, source, attribute, theme and file name."""
    pack = folder / "packs/themes/hostile"
    pack.mkdir(parents=True)
    (pack / "pack.yml").write_text(
        "id: hostile\nversion: 0.1.0\nlanguage: en\nlicence: Apache-2.0\nsource: own\ndescription: names that are markup\n")
    for n, text in enumerate(HOSTILE):
        (pack / f"t{n}.yml").write_text(
            f"theme: t{n}\nname: {json.dumps(text)}\ndescription: {json.dumps(text)}\nmatch:\n  - bad{n}\n")
    rows = []
    for day in range(1, 29):
        for n, text in enumerate(HOSTILE):
            for copy in range(3):
                rows.append(json.dumps({
                    "id": f"{text}{day}.{copy}", "receivedAt": f"2026-09-{day:02}T10:00:00Z",
                    "source": text, "author": text, "region": text,
                    "text": f"The lamp is bad and bad{n}, {text} number {day * 7 + copy}."}))
    dump = folder / "a<b>&'c.ndjson"
    dump.write_text("\n".join(rows) + "\n")
    pipeline = folder / "hostile.yml"
    pipeline.write_text(f"""version: 1
title: {json.dumps(HOSTILE[0])}
lexicons: [packs]
analysis: {{ lexicon: en/general, themes: [hostile], intents: default }}
inputs:
  - {{ files: {json.dumps(dump.name)}, source: generic, fields: {{ id: id, text: text, receivedAt: receivedAt, author: author }}, attributes: {{ Region: region }} }}
""")
    out = folder / "hostile"
    run("run", str(pipeline), "--out", str(out))
    return out / "report.html"


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    run("demo", "--out", str(folder / "demo"))
    report, digest = folder / "demo/report.html", folder / "demo/digest.html"
    loud(folder)
    quiet(report, folder)
    quiet(digest, folder)
    accessible(report, folder)
    page = hostile(folder)
    quiet(page, folder)
    answer = asked(page, folder, """return {title: document.title, scripts: document.scripts.length,
        images: document.images.length, frames: document.querySelectorAll("iframe,object,embed,form").length,
        handlers: [...document.querySelectorAll("*")].filter(e => e.getAttributeNames().some(a => a.startsWith("on"))).length,
        text: document.body.textContent};""")
    check("hostile: nothing ran", answer.get("title") == HOSTILE[0], answer.get("title"))
    check("hostile: one script, which is ours", answer.get("scripts") == 1, answer.get("scripts"))
    for what in ["images", "frames", "handlers"]:
        check(f"hostile: no {what}", answer.get(what) == 0, answer.get(what))
    for text in HOSTILE:
        check("hostile: it is there as text", text in answer.get("text", ""), text)

print(f"browser: {passed} checks passed, {failed} failed")
sys.exit(1 if failed else 0)
