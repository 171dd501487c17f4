"""How long a million items take on two workers of this machine, against `voc run --jobs 2` and `voc map --jobs 2`.

    VOC_BINARY=.build/release/voc ~/.cache/voc-spark/4.3.0/bin/python Tests/Spark/measure.py [ITEMS [ROUNDS]]

The cluster is up and has read once before the clock starts, as a cluster that somebody has does. CPU seconds are those of all
processes, the driver's, workers' and executors' with all that they start: they tell the overhead on a busy machine as well.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import cluster as machines
import dumps
from check import DRIVER, ROOT, cut, tool


def cpu():
    """CPU seconds of this process and all below it, also of those that have ended."""
    spent = 0
    for process in [os.getpid(), *machines.children(os.getpid())]:
        try:
            with open(f"/proc/{process}/stat") as file:
                spent += sum(int(word) for word in file.read().rpartition(")")[2].split()[11:15])
        except OSError:
            pass
    return spent / os.sysconf("SC_CLK_TCK")


def timed(name, work):
    began, spent = time.monotonic(), cpu()
    work()
    print(f"{name:44} {time.monotonic() - began:7.1f} s {cpu() - spent:7.1f} CPU s", flush=True)


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
        cluster = machines.Cluster(folder, java="-XX:+UseSerialGC")
        os.environ.update(cluster.environment)
        sys.path.insert(0, os.path.dirname(DRIVER))
        import voc_spark
        spark = voc_spark.SparkSession.builder.appName("measure").config("spark.driver.memory", "3g").getOrCreate()
        try:
            for name in ["voc_spark.py", "voc_items.py"]:
                spark.sparkContext.addPyFile(f"{os.path.dirname(DRIVER)}/{name}")
            voc = voc_spark.Voc(f"{folder}/root", f"{folder}/p.yml")
            parts = voc.parts(16)
            voc_spark.score(spark, voc, cut(parts[:1], 2), f"{folder}/warm", ["--items", "none"])

            def on_spark(name, options, unique):
                def work():
                    voc_spark.score(spark, voc, parts, f"{folder}/{name}", options, unique=unique)
                    voc_spark.report(spark, voc, f"{folder}/{name}")
                timed(f"Spark, 2 workers: {name}", work)
            whole = [f"{folder}/p.yml", "--jobs", "2", "--out"]
            for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 2):
                round = f"round {number + 1}"
                timed("voc run --jobs 2", lambda: tool(folder, "run", *whole, f"{folder}/one-{number}"))
                timed("voc map --jobs 2 --items none", lambda: tool(
                    folder, "map", "--jobs", "2", "--items", "none", "--pipeline", f"{folder}/p.yml", f"{folder}/data/all.ndjson"))
                on_spark(f"partials, {round}", ["--items", "none"], False)
                on_spark(f"--unique --copies, {round}", ["--items", "none", "--copies"], True)
                on_spark(f"--unique --copies --items all, {round}", ["--items", "all", "--copies"], True)
        finally:
            spark.stop()
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
