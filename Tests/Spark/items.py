"""Items as the cluster stores them, beside those of `voc run`."""
import json
from datetime import datetime

from pyarrow import dataset
from pyspark.sql.types import StructType


def stored(out):
    return dataset.dataset(f"{out}/items", format="parquet", partitioning="hive")


def count(out):
    return stored(out).count_rows()


def accepted(out):
    with open(f"{out}/whole") as file:
        return json.load(file)["accepted"]


def row(line, attributes):
    """A line of items.ndjson in the columns of items.ddl, but for the place in the file, which counts from the part."""
    item = json.loads(line)
    item.pop("cluster", None)
    if item["receivedAt"]:
        item["receivedAt"] = datetime.fromisoformat(item["receivedAt"])
    if item["rating"] is not None and not isinstance(item["rating"], str):
        item["rating"] = f"{item['rating']:g}"
    given = item.get("attributes", {})
    item["attributes"] = [(name, given[name]) for name in attributes if name in given]
    item["origin"] = item["origin"]["file"].rpartition("/")[2]
    return {"thread": None, "setAside": None, **item}


def same(one, out, attributes):
    """Raises unless the items of all batches are those of a run, field by field, none twice; returns their number."""
    with open(f"{one}/items.ndjson") as file:
        expected = {(item["source"], item["id"]): item for item in (row(line, attributes) for line in file)}
    known = 0
    for batch in stored(out).to_batches():
        for item in batch.to_pylist():
            item.pop("batch")
            item["origin"] = item["origin"]["file"].rpartition("/")[2]
            twin = expected.pop((item["source"], item["id"]), None)
            if item != twin:
                raise AssertionError(f"an item of the cluster is not that of voc run: {item} {twin}")
            known += 1
    if expected:
        raise AssertionError(f"{len(expected)} items of voc run are not stored")
    return known


def documented(spark, out, root):
    """Raises unless the stored columns are those of items.ddl, which are those of the schema."""
    with open(f"{root}/pipelines/spark/items.ddl") as file:
        columns = StructType.fromDDL(file.read())
    found = spark.read.parquet(f"{out}/items").drop("batch").schema
    if found.simpleString() != columns.simpleString():
        raise AssertionError(f"items.ddl is not what is stored: {found.simpleString()}")
    with open(f"{root}/pipelines/schema/item.json") as file:
        known = set(json.load(file)["properties"]) - {"author", "title", "text", "whole", "sentences", "cluster"}
    if set(columns.names) != known:
        raise AssertionError("items.ddl is not what item.json says")
