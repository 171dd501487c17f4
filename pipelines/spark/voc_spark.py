"""Runs a voc pipeline on Apache Spark (PySpark 4 or newer): the same report as on one machine.

Spark schedules, retries and stores; voc cuts (`parts`), scores (`map`), adds up (`merge`) and
reports. Here is only what lies between: no record is read and no figure is made in this file.

    spark-submit voc_spark.py --archive voc.tar.gz --pipeline /shared/p.yml --out /shared/out

README.md in this folder tells the rest.
"""
import argparse
import glob
import json
import os
import shutil
import tempfile
import uuid

import numpy as np
import pyarrow as pa
from pyarrow import dataset, parquet
from pyspark import TaskContext
from pyspark.sql import SparkSession, functions as F

from voc_binary import PIPELINE, Voc, lines_in

# voc looks at so much of a dump's beginning to learn how its records are read.
HEAD = 1 << 18
# Items of a row group of Parquet.
ROWS = 1 << 16
# Partials that one task, or the driver, adds up: with copies each may hold a sample of texts of 64 MB.
GROUP = 16
# A key of an item as voc writes it: 32 hexadecimal digits and a line feed. Buckets are by its first two digits.
KEY, BUCKETS = "S33", [f"{number:02x}".encode() for number in range(256)]


def scored(voc, number, part, told, options, expected, folder):
    """A part's row: its number, the file of `folder` that has its items, if they are asked for, and its partial."""
    def take(stream):
        if not folder:
            return None, 0, stream.read()
        # Each attempt has a file of its own.
        name, held, count = f"part-{number:05}-{uuid.uuid4().hex}.parquet", [], 0
        with pa.ipc.open_stream(stream) as batches, parquet.ParquetWriter(f"{folder}/{name}", batches.schema) as file:
            for batch in batches:
                held, count = [*held, batch], count + len(batch)
                if sum(map(len, held)) >= ROWS:
                    file.write_table(pa.Table.from_batches(held))
                    held = []
            file.write_table(pa.Table.from_batches(held, batches.schema))
        # The partial stands on a line of its own.
        stream.readline()
        return name, count, stream.read()
    name, partial = voc.map(part, told, [*options, "--items", "arrow" if folder else "none"], expected, take)
    return pa.RecordBatch.from_arrays(
        [pa.array([number], pa.int32()), pa.array([name], pa.string()), pa.array([packed(partial)])], ["part", "items", "partial"])


def map_parts(voc, options, seen, folder):
    """A task that lets voc read path and byte range by itself."""
    def task(tables):
        for number, part in each(tables):
            with tempfile.NamedTemporaryFile() as keys:
                for path in glob.glob(f"{seen}/part={number}/*.txt") if seen else []:
                    with open(path, "rb") as file:
                        keys.write(file.read())
                keys.flush()
                more = ["--seen", keys.name] if seen else []
                yield scored(voc, number, part, told(number, part), [*options, *more], lines_in(part), folder)
    return task


def packed(partial):
    """A fifth of it, where it holds texts: what goes through the JVM costs most."""
    return pa.compress(partial, "zstd", asbytes=True)


def unpacked(partials):
    return b"".join(pa.input_stream(pa.py_buffer(partial), compression="zstd").read() for partial in partials)


def each(tables):
    for row in (row for table in tables for row in table.to_pylist()):
        yield row["number"], json.loads(row["part"])


def told(number, part):
    return f"part {number}, {part['paths'][0]} {part.get('range', '')}"


def map_keys(voc):
    """A task that lists the keys of the items of parts, in buckets."""
    def take(stream):
        lines = stream.read()
        end = lines.rfind(b"\n", 0, -1) + 1
        return lines[:end], lines.count(b"\n", 0, end), lines[end:]

    def task(tables):
        for number, part in each(tables):
            keys, _ = voc.map(part, told(number, part), ["--items", "keys"], lines_in(part), take)
            keys = np.sort(np.frombuffer(keys, KEY))
            stretches = np.split(keys, np.searchsorted(keys, BUCKETS[1:]))
            found = [(number, bucket, keys.tobytes()) for bucket, keys in enumerate(stretches) if len(keys)]
            yield pa.RecordBatch.from_pylist(
                [dict(part=part, bucket=bucket, keys=keys) for part, bucket, keys in found],
                pa.schema([("part", pa.int32()), ("bucket", pa.int32()), ("keys", pa.binary())]))
    return task


def seen_keys(batch):
    """For a bucket: which keys of the batch's parts an earlier part or batch has."""
    def task(table):
        table = table.sort_by([("batch", "ascending"), ("part", "ascending")])
        keys = [np.frombuffer(keys, KEY) for keys in table["keys"].to_pylist()]
        again = np.ones(sum(map(len, keys)), bool)
        again[np.unique(np.concatenate(keys), return_index=True)[1]] = False
        masks = np.split(again, np.cumsum([len(part) for part in keys])[:-1])
        rows = [(part, keys[mask].tobytes().decode()) for of, part, keys, mask
                in zip(table["batch"].to_pylist(), table["part"].to_pylist(), keys, masks) if of == batch and mask.any()]
        return pa.table([[part for part, _ in rows], [keys for _, keys in rows]],
                        schema=pa.schema([("part", pa.int32()), ("keys", pa.string())]))
    return task


def map_lines(voc, options, part, name, head, folder):
    """A task over raw lines from any store: a local file of the dump's head and these lines, of which voc reads these."""
    def task(tables):
        fed, number = 0, TaskContext.get().partitionId()
        with tempfile.TemporaryDirectory() as own, open(f"{own}/{name}", "wb") as file:
            file.write(head)
            for table in tables:
                file.write(b"".join(line + b"\n" for line in table.column(0).to_pylist()))
                fed += table.num_rows
            file.flush()
            mine = dict(part, paths=[file.name], range=[len(head), file.tell()])
            yield scored(voc, number, mine, f"partition {number} of {name}", options, fed, folder)
    return task


def merge(voc):
    def task(tables):
        rows = [row for table in tables for row in table.to_pylist()]
        if rows:
            whole = voc.run("merge", "-", feed=unpacked(row["partial"] for row in rows))
            yield pa.record_batch([[packed(whole)], [sum(row["of"] for row in rows)]], ["partial", "of"])
    return task


def partials(folder, *columns):
    """Columns of the partials that Spark wrote, read without it: texts may not fit into the heap of the driver."""
    return dataset.dataset(folder, format="parquet", partitioning="hive").to_table(list(columns)).to_pydict()


def store(work, task, out, batch, expected, items):
    """Partials through Spark's commit: a task that is tried again, or a batch that is done again, counts once. Tasks write items
    into a folder of this run; the files that committed rows name get their place, all at once, and other attempts' go."""
    place, folder = f"{out}/items/batch={batch}", f"{out}/items/_{batch}-{uuid.uuid4().hex}"
    for old in [place, *glob.glob(f"{out}/items/_{batch}-*")]:
        shutil.rmtree(old, ignore_errors=True)
    if items:
        os.makedirs(f"{folder}/counted")
    try:
        work.mapInArrow(task(folder if items else None), "part int, items string, partial binary") \
            .write.mode("overwrite").parquet(f"{out}/scored/batch={batch}")
        rows = partials(f"{out}/scored/batch={batch}", "part", "items")
        if sorted(rows["part"]) != list(range(expected)):
            raise RuntimeError(f"{len(rows['part'])} partials are stored of {expected} parts")
        for name in rows["items"] if items else []:
            os.rename(f"{folder}/{name}", f"{folder}/counted/{name}")
        if items:
            os.rename(f"{folder}/counted", place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def score(spark, voc, parts, out, options, batch=0, unique=False, items=False):
    """Scores parts into `out`/scored/batch=N; with `unique`, items that an earlier part or batch has count as duplicates."""
    table = [(number, json.dumps(part)) for number, part in enumerate(parts)]
    work = spark.sparkContext.parallelize(table, len(table)).toDF("number int, part string")
    seen = None
    if unique:
        work.mapInArrow(map_keys(voc), "part int, bucket int, keys binary").write.mode("overwrite").parquet(f"{out}/keys/batch={batch}")
        keys = spark.read.parquet(f"{out}/keys").where(F.col("batch") <= batch)
        seen = f"{out}/seen/batch={batch}"
        keys.groupBy("bucket").applyInArrow(seen_keys(batch), "part int, keys string") \
            .write.partitionBy("part").mode("overwrite").text(seen)
    store(work, lambda folder: map_parts(voc, options, seen, folder), out, batch, len(parts), items)


def score_lines(spark, voc, dump, number, out, options, partitions=None, items=False):
    """Scores NDJSON that tasks cannot open by path: any store that Spark reads."""
    lines = spark.read.text(dump, lineSep="\n").select(F.col("value").cast("binary"))
    first = spark.read.text(sorted(lines.inputFiles())[0], lineSep="\n").select(F.col("value").cast("binary"))
    head = b""
    for row in first.head(2000):
        head += bytes(row[0]) + b"\n" if len(head) < HEAD else b""
    # No line of a part may fall into what is looked at.
    head = head.ljust(HEAD, b"\n")
    part = dict(voc.common(), input=number, bytes=0)
    lines = lines.repartition(partitions) if partitions else lines
    name = os.path.basename(dump.rstrip("/")).replace("*", "_")
    store(lines, lambda folder: map_lines(voc, options, part, name, head, folder), out, 0, lines.rdd.getNumPartitions(), items)


def nightly(spark, voc, watch, out, megabytes, options, unique, items):
    """Scores the files that are new since the last night; killed anywhere and started again, each counts once."""
    def night(files, batch):
        new = {row.path.removeprefix("file:").replace("///", "/") for row in files.select("path").collect()}
        parts = [part for part in voc.parts(megabytes) if new.intersection(part["paths"])]
        if any(len(part["paths"]) > 1 for part in parts):
            raise RuntimeError("an input whose newest editions count is read as a whole, not night by night")
        lost = new.difference(*(part["paths"] for part in parts))
        if lost:
            raise RuntimeError(f"no input of the pipeline reads {sorted(lost)[0]}, or another does not match its name")
        score(spark, voc, parts, out, options, batch, unique, items)
    columns = "path string, modificationTime timestamp, length bigint, content binary"
    # Only names are asked for: contents are not read.
    stream = spark.readStream.format("binaryFile").schema(columns).load(watch).select("path")
    stream.writeStream.foreachBatch(night).option("checkpointLocation", f"{out}/checkpoint") \
        .trigger(availableNow=True).start().awaitTermination()


def report(spark, voc, out, options=()):
    """Adds up all partials and writes `out`/whole and `out`/report."""
    folder = f"{out}/scored"
    count = expected = len(partials(folder, "part")["part"])
    found = spark.read.parquet(folder).select("partial", F.lit(1).cast("long").alias("of"))
    while count > GROUP:
        count, folder = -(-count // GROUP), f"{out}/merged/{-(-count // GROUP)}"
        found.repartition(count).mapInArrow(merge(voc), "partial binary, of long").write.mode("overwrite").parquet(folder)
        found = spark.read.parquet(folder).select("partial", "of")
        if (added := sum(partials(folder, "of")["of"])) != expected:
            raise RuntimeError(f"{added} of {expected} partials are added up")
    whole = voc.run("merge", "-", feed=unpacked(partials(folder, "partial")["partial"]))
    with open(f"{out}/whole", "wb") as file:
        file.write(whole)
    voc.run("report", f"{out}/whole", "--pipeline", PIPELINE, "--out", f"{out}/report", *options)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--archive", help="what pack made: sent to every machine")
    place.add_argument("--root", help="the same, unpacked in a folder that every machine sees")
    parser.add_argument("--pipeline", required=True, help="on a path that every machine sees, or relative: in the archive")
    parser.add_argument("--out", required=True, help="on a path that every machine sees")
    parser.add_argument("--megabytes", type=int, default=128, help="of an NDJSON file for one task")
    parser.add_argument("--items", choices=["all", "none"], default="none", help="store scored items as Parquet")
    parser.add_argument("--unique", action="store_true", help="the same source and id counts once, as in voc run")
    parser.add_argument("--copies", action="store_true", help="look for copied texts, as in voc run")
    parser.add_argument("--watch", help="nightly: a folder or pattern; score only files that are new in it")
    parser.add_argument("--lines", help="NDJSON in a store that tasks cannot open by path, such as s3a://bucket/dump")
    parser.add_argument("--input", type=int, default=1, help="the pipeline's input that --lines belongs to")
    parser.add_argument("--as-of", help="the day the report speaks of")
    asked = parser.parse_args()
    # Tasks have folders of their own.
    out, items = os.path.abspath(asked.out), asked.items == "all"
    spark = SparkSession.builder.appName("voc").getOrCreate()
    spark.sparkContext.addPyFile(f"{os.path.dirname(os.path.abspath(__file__))}/voc_binary.py")
    if asked.archive:
        spark.sparkContext.addArchive(f"{asked.archive}#voc")
    voc = Voc(asked.root, asked.pipeline)
    options = ["--copies"] if asked.copies else []
    if asked.lines:
        score_lines(spark, voc, asked.lines, asked.input, out, options, items=items)
    elif asked.watch:
        nightly(spark, voc, asked.watch, out, asked.megabytes, options, asked.unique, items)
    else:
        score(spark, voc, voc.parts(asked.megabytes), out, options, unique=asked.unique, items=items)
    report(spark, voc, out, ["--as-of", asked.as_of] if asked.as_of else [])
    spark.stop()


if __name__ == "__main__":
    main()
