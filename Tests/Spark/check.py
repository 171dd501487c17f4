"""The cluster's promises, checked on a real one: what `Tests/Spark/spark` runs."""
import filecmp
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import cluster as machines
import dumps
import items
from cluster import wait

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DRIVER = f"{ROOT}/pipelines/spark/voc_spark.py"
BEGAN = time.monotonic()
done = 0


def passed(text):
    global done
    done += 1
    print(f"  passed after {time.monotonic() - BEGAN:5.1f} s: {text}", flush=True)


def require(holds, text):
    if not holds:
        raise AssertionError(text)


def tool(folder, *words, feed=b""):
    """voc as it runs on one machine, from the archive's folder."""
    root = f"{folder}/root"
    environment = dict(os.environ, VOC_HOME=f"{root}/share/voc", LD_LIBRARY_PATH=f"{root}/lib", VOC_CACHE=f"{root}/cache")
    result = subprocess.run([f"{root}/bin/voc", *words], input=feed, capture_output=True, env=environment)
    require(result.returncode == 0, f"voc {words[0]}: {result.stderr.decode()}")
    return result.stdout


def same_report(one, other, what):
    """Every file of a report, byte for byte."""
    names = sorted(name for name in os.listdir(other) if not os.path.isdir(f"{other}/{name}"))
    require("report.html" in names and "trends.csv" in names, f"{what}: there is no report")
    for name in names:
        require(filecmp.cmp(f"{one}/{name}", f"{other}/{name}", shallow=False), f"{what}: {name} is not that of one machine")


def cut(parts, count):
    """The same parts, with each range or NDJSON file in `count` stretches at any bytes."""
    chance, result = random.Random(count), []
    for part in parts:
        if count == 1 or not part["paths"][0].endswith(".ndjson"):
            result.append(part)
            continue
        borders = sorted(chance.randrange(part["bytes"]) for _ in range(count - 1))
        for low, high in zip([0, *borders], [*borders, part["bytes"]]):
            result.append(dict(part, range=[low, high]))
    return result


def identical(spark, voc_spark, folder):
    """Paths and byte ranges, all formats, against `voc run`; raw lines, shuffled, against `voc map`."""
    data = f"{folder}/data"
    os.makedirs(data)
    dumps.put(data)
    with open(f"{folder}/p.yml", "w") as file:
        file.write(dumps.PIPELINE.format(more=dumps.MORE))
    with open(f"{folder}/lines.yml", "w") as file:
        file.write(dumps.PIPELINE.format(more=""))
    tool(folder, "run", f"{folder}/p.yml", "--out", f"{folder}/one")
    with open(f"{folder}/one/run.json") as file:
        counts = json.load(file)
    print("  one machine:", counts["accounting"], flush=True)
    voc = voc_spark.Voc(f"{folder}/root", f"{folder}/p.yml")
    for count in [1, 2, 7, 64]:
        out = f"{folder}/paths-{count}"
        parts = cut(voc.parts(128), count)
        voc_spark.score(spark, voc, parts, out, ["--copies"], unique=True, items=count == 7)
        voc_spark.report(spark, voc, out)
        same_report(f"{folder}/one", f"{out}/report", f"{count} parts by path")
        passed(f"{count} part(s) of each NDJSON file, CSV, XML, gz and mail whole: {len(parts)} tasks, the report of voc run")
    count = items.same(f"{folder}/one", f"{folder}/paths-7", ["Plan"])
    items.documented(spark, f"{folder}/paths-7", ROOT)
    passed(f"{count} items as Parquet are those of voc run, in the documented columns")

    for name in ["a", "b"]:
        part = dict(configHash=json.loads(tool(folder, "parts", f"{folder}/lines.yml", "--config"))["configHash"],
                    input=1, paths=[f"{data}/{name}.ndjson"], bytes=0)
        with open(f"{folder}/{name}.part", "wb") as file:
            file.write(tool(folder, "map", "--pipeline", f"{folder}/lines.yml", "--items", "none", "--copies", "--part", json.dumps(part)))
    tool(folder, "report", f"{folder}/a.part", f"{folder}/b.part", "--pipeline", f"{folder}/lines.yml", "--out", f"{folder}/lines")
    voc = voc_spark.Voc(f"{folder}/root", f"{folder}/lines.yml")
    for count in [1, 2, 7, 64]:
        out = f"{folder}/lines-{count}"
        voc_spark.score_lines(spark, voc, f"{data}/*.ndjson", 1, out, ["--copies"], count, items=count == 7)
        voc_spark.report(spark, voc, out)
        same_report(f"{folder}/lines", f"{out}/report", f"{count} partitions of raw lines")
        if count == 7:
            require(items.count(out) == items.accepted(out), "items of raw lines are not as many as were counted")
        passed(f"{count} partition(s) of raw lines, shuffled by Spark")


def killed(spark, voc_spark, folder, cluster, log):
    """kill -9 of an executor and of a worker while a voc of theirs runs."""
    os.makedirs(f"{folder}/big/data")
    shutil.copy(f"{folder}/lines.yml", f"{folder}/big/p.yml")
    dumps.ndjson(f"{folder}/big/data/big.ndjson", 7, 120_000, dirt=False)
    tool(folder, "run", f"{folder}/big/p.yml", "--out", f"{folder}/big/one")
    voc = voc_spark.Voc(f"{folder}/root", f"{folder}/big/p.yml")
    for target in ["executor", "worker"]:
        out, read = f"{folder}/big/{target}", len(cluster.read(log))
        parts, hit = cut(voc.parts(128), 6), {}

        def strike():
            def struck():
                for worker, executor in cluster.executors():
                    for child in cluster.voices(executor):
                        said = machines.command(child)
                        number = [json.dumps(part) in said for part in parts].index(True)
                        begun = glob.glob(f"{out}/items/_0-*/part-{number:05}-*")
                        if "--items arrow" not in said or not begun:
                            continue
                        try:
                            with open(f"/proc/{child}/stat") as file:
                                state = file.read().rpartition(")")[2].split()[0]
                        except OSError:
                            continue  # It has ended by itself: another one will do.
                        if state in "RSD":
                            os.kill(worker.pid if target == "worker" else executor, signal.SIGKILL)
                            hit.update(begun=os.path.basename(begun[0]))
                            return child
            try:
                hit.update(live=True, child=wait("a running voc", 180, struck))
            except (AssertionError, OSError) as error:
                hit.update(error=error)
        thread = threading.Thread(target=strike)
        thread.start()
        voc_spark.score(spark, voc, parts, out, ["--copies"], unique=target == "executor", items=True)
        voc_spark.report(spark, voc, out)
        thread.join()
        require(hit.get("live"), f"the kill of the {target} hit no live voc: {hit}")
        wait("Spark to log the loss", 30, lambda: "Lost executor" in cluster.read(log)[read:])
        same_report(f"{folder}/big/one", f"{out}/report", f"after kill -9 of the {target}")
        items.same(f"{folder}/big/one", out, ["Plan"])
        kept = os.listdir(f"{out}/items/batch=0")
        require(os.listdir(f"{out}/items") == ["batch=0"] and len(kept) == len(parts), f"files are left over: {kept}")
        require(target == "worker" or hit["begun"] not in kept, "the file of the killed attempt is kept")
        if target == "worker":
            cluster.workers.append(cluster.worker())
        passed(f"kill -9 of the {target} while its voc {hit['child']} wrote items: Spark lost the executor, report and items are those of one machine")


BAD = {
    "exits 0 early": ("echo '{\"id\":1}'; exit 0", "ended without its trailer"),
    "exits 70": ("echo broken >&2; exit 70", "exited with 70"),
    "writes no trailer": ("\"$real\" \"$@\" | head -n -1; exit 0", "ended without its trailer"),
    "cuts its trailer": ("\"$real\" \"$@\" | head -c -40; exit 0", "ended without its trailer"),
    "cuts its items": ("\"$real\" \"$@\" | head -c 50000; exit 0", "ended without its trailer"),
    "loses items": ("\"$real\" \"$@\" | LC_ALL=C sed 's/\"emitted\":/&1/'; exit 0", "items on part"),
    "reads less": ("exec \"$real\" \"${@/\\\"range\\\": \\[0, [0-9]*\\]/\\\"range\\\": [0, 9000]}\"", "lines on part"),
}


def failing(spark, voc_spark, folder):
    """A voc that does not do its work: the job fails and says so."""
    good = voc_spark.Voc(f"{folder}/root", f"{folder}/lines.yml")
    parts = cut(good.parts(128)[:1], 2)
    expected = dict(BAD)
    expected["is missing"] = (None, "voc cannot be started")
    expected["has another configuration"] = ("exec \"$real\" \"$@\"", "another configuration")
    for name, (script, message) in expected.items():
        root = f"{folder}/bad-{name.replace(' ', '-')}"
        os.makedirs(f"{root}/bin")
        shutil.copytree(f"{folder}/root/share", f"{root}/share")
        os.symlink(f"{folder}/root/lib", f"{root}/lib")
        if script:
            with open(f"{root}/bin/voc", "w") as file:
                file.write(f"#!/bin/bash\nreal={folder}/root/bin/voc\n{script}\n")
            os.chmod(f"{root}/bin/voc", 0o755)
        if "configuration" in name:
            with open(f"{root}/share/voc/lexicons/en/general/terms.tsv", "ab") as file:
                file.write(b"\n# another\n")
        try:
            voc_spark.score(spark, voc_spark.Voc(root, good.pipeline), parts, f"{root}/out", [], items=True)
            told = "nothing: the job ended well"
        except Exception as error:  # What comes out of the JVM has several classes.
            told = str(error)
        require(message in told, f"a voc that {name}: expected '{message}', was told {told[-3000:]}")
        require(not os.path.exists(f"{root}/out/scored/batch=0/_SUCCESS"), f"a voc that {name}: its partials were committed")
        require(not os.path.exists(f"{root}/out/items") or not os.listdir(f"{root}/out/items"), f"a voc that {name}: items are left")
        passed(f"a voc that {name}: '… {message} …'")


def nightly(cluster, folder):
    """Two nights of a stream; the driver of the first is killed while its voc runs."""
    home = f"{folder}/nights"
    os.makedirs(f"{home}/data")
    shutil.copy(f"{folder}/lines.yml", f"{home}/p.yml")
    shutil.copy(f"{folder}/big/data/big.ndjson", f"{home}/data/1.ndjson")
    shutil.copy(f"{folder}/data/a.ndjson", f"{home}/data/2.ndjson")
    words = [sys.executable, DRIVER, "--root", f"{folder}/root", "--pipeline", f"{home}/p.yml", "--out", f"{home}/out",
             "--watch", f"{home}/data", "--megabytes", "4", "--unique", "--copies", "--items", "all"]

    def start(log):
        with open(f"{home}/{log}.log", "wb") as file:
            return subprocess.Popen(words, env=cluster.environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                                    start_new_session=True)

    def busy():
        require(driver.poll() is None, cluster.read(f"{home}/killed.log")[-3000:])
        return [child for _, executor in cluster.executors() for child in cluster.voices(executor)
                if "--items arrow" in machines.command(child)]
    driver = start("killed")
    try:
        wait("a night's voc", 240, busy)
        time.sleep(0.3)
    finally:
        mine = [driver.pid, *machines.children(driver.pid)]
        for process in mine:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        driver.wait()
    require(not os.path.exists(f"{home}/out/report"), "the driver was done before it was killed")
    wait("the executors of the killed driver to end", 60, lambda: not cluster.executors())
    for log in ["again", "second"]:
        if log == "second":
            shutil.copy(f"{folder}/data/b.ndjson", f"{home}/data/3.ndjson")
        driver = start(log)
        try:
            require(driver.wait(240) == 0, cluster.read(f"{home}/{log}.log")[-3000:])
        finally:
            if driver.poll() is None:
                os.killpg(driver.pid, signal.SIGKILL)
        tool(folder, "run", f"{home}/p.yml", "--out", f"{home}/one-{log}")
        same_report(f"{home}/one-{log}", f"{home}/out/report", f"nightly, {log}")
        items.same(f"{home}/one-{log}", f"{home}/out", ["Plan"])
        passed(f"nightly: {'killed driver, started again' if log == 'again' else 'another file, which repeats the one before'}")
    require(sorted(os.listdir(f"{home}/out/scored")) == ["batch=0", "batch=1"], "the nights are not two batches")
    require(sorted(os.listdir(f"{home}/out/items")) == ["batch=0", "batch=1"], "items of a killed night are left")


def main():
    folder = tempfile.mkdtemp(prefix="voc-spark-")
    cluster = None
    # Ended from outside, it still ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    try:
        subprocess.run([f"{ROOT}/pipelines/spark/pack", f"{folder}/voc.tar.gz"], check=True, stdin=subprocess.DEVNULL)
        os.makedirs(f"{folder}/root")
        subprocess.run(["tar", "-C", f"{folder}/root", "-xzf", f"{folder}/voc.tar.gz"], check=True)
        cluster = machines.Cluster(folder)
        passed(f"a master and two workers at {cluster.url}")
        os.environ.update(cluster.environment)
        log = f"{folder}/driver.log"
        kept = os.dup(2)
        with open(log, "wb") as file:
            os.dup2(file.fileno(), 2)
        sys.path.insert(0, os.path.dirname(DRIVER))
        import voc_spark
        spark = voc_spark.SparkSession.builder.appName("check").getOrCreate()
        try:
            for name in ["voc_spark.py", "voc_binary.py"]:
                spark.sparkContext.addPyFile(f"{os.path.dirname(DRIVER)}/{name}")
            spark.sparkContext.addArchive(f"{folder}/voc.tar.gz#voc")
            identical(spark, voc_spark, folder)
            failing(spark, voc_spark, folder)
            killed(spark, voc_spark, folder, cluster, log)
        finally:
            spark.stop()
            os.dup2(kept, 2)
        wait("the executors to end", 60, lambda: not cluster.executors())
        nightly(cluster, folder)
    finally:
        if cluster:
            cluster.stop()
        if os.environ.get("VOC_SPARK_KEEP") is None:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print("  left in", folder)
    print(f"spark: {done} checks passed in {time.monotonic() - BEGAN:.0f} s")


if __name__ == "__main__":
    main()
