"""How long a million items take on two workers of this machine, against `voc run --jobs 2`.

    VOC_BINARY=.build/release/voc ~/.cache/voc-spark/4.3.0/bin/python Tests/Spark/measure.py [ITEMS [ROUNDS]]

The cluster is up and has read once before the clock starts, as a cluster that somebody has does. CPU seconds are those of all
processes, the driver's, workers' and executors' with all that they start: they tell the overhead on a busy machine as well.
What Java needs to start and to compile its own code is a cost once for a cluster and session; later rounds have less of it.
Java compiles briefly (-XX:TieredStopAtLevel=1), as README.md of pipelines/spark advises.
"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import cluster as machines
import dumps
from check import DRIVER, ROOT, cut, tool


def cpu():
    """CPU seconds of this process and all below it, also of those that have ended, by what they run."""
    spent = dict.fromkeys(["Java", "Python", "voc"], 0)
    for process in [os.getpid(), *machines.children(os.getpid())]:
        try:
            with open(f"/proc/{process}/stat") as file:
                name, _, rest = file.read().partition("(")[2].rpartition(")")
        except OSError:
            continue
        words = [int(word) for word in rest.split()[11:15]]
        kind = {"java": "Java", "voc": "voc"}.get(name, "Python")
        spent[kind] += sum(words[:2])
        # What Python started and saw ending is voc.
        spent["voc" if kind == "Python" else kind] += sum(words[2:])
    return {kind: ticks / os.sysconf("SC_CLK_TCK") for kind, ticks in spent.items()}


def alone():
    """CPU seconds of what this process started and saw ending: idle workers that Spark ends meanwhile do not disturb."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"voc": spent.ru_utime + spent.ru_stime}


def timed(name, work, cpu=cpu):
    began, before = time.monotonic(), cpu()
    work()
    spent = {kind: seconds - before[kind] for kind, seconds in cpu().items()}
    parts = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in spent.items())
    print(f"{name:58} {time.monotonic() - began:6.1f} s {sum(spent.values()):6.1f} CPU s ({parts}), load {os.getloadavg()[0]:.1f}", flush=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = tempfile.mkdtemp(prefix="voc-spark-")
    cluster = None
    try:
        subprocess.run([f"{ROOT}/pipelines/spark/pack", f"{folder}/voc.tar.gz"], check=True, stdin=subprocess.DEVNULL)
        os.makedirs(f"{folder}/root")
        subprocess.run(["tar", "-C", f"{folder}/root", "-xzf", f"{folder}/voc.tar.gz"], check=True)
        os.makedirs(f"{folder}/data")
        dumps.ndjson(f"{folder}/data/all.ndjson", 1, count, dirt=False)
        with open(f"{folder}/p.yml", "w") as file:
            file.write(dumps.PIPELINE.format(more=""))
        print(f"{count} items, {os.path.getsize(f'{folder}/data/all.ndjson') >> 20} MiB of NDJSON")
        cluster = machines.Cluster(folder)
        os.environ.update(cluster.environment)
        sys.path.insert(0, os.path.dirname(DRIVER))
        import voc_spark
        started = []

        def start():
            started.append(voc_spark.SparkSession.builder.appName("measure").getOrCreate())
            started[0].range(0, 2, 1, 2).mapInArrow(lambda tables: tables, "id long").collect()
        timed("Spark's start: driver, executors, Python in them", start)
        spark = started[0]
        try:
            for name in ["voc_spark.py", "voc_binary.py"]:
                spark.sparkContext.addPyFile(f"{os.path.dirname(DRIVER)}/{name}")
            voc = voc_spark.Voc(f"{folder}/root", f"{folder}/p.yml")
            parts = voc.parts(16)
            voc_spark.score(spark, voc, cut(parts[:1], 2), f"{folder}/warm", [])

            def on_spark(name, options, **more):
                def work():
                    voc_spark.score(spark, voc, parts, f"{folder}/{name}", options, **more)
                    voc_spark.report(spark, voc, f"{folder}/{name}")
                timed(f"Spark, 2 workers: {name}", work)
            whole = [f"{folder}/p.yml", "--jobs", "2", "--out"]
            for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 2):
                round = f"round {number + 1}"
                timed("voc run --jobs 2", lambda: tool(folder, "run", *whole, f"{folder}/one-{number}"), alone)
                on_spark(f"the same outputs, {round}", ["--copies"], unique=True, items=True)
                on_spark(f"without items, {round}", ["--copies"], unique=True)
        finally:
            spark.stop()
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
