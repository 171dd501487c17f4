"""Scored items and partials as Arrow, in the columns of items.ddl: what the tasks of voc_spark.py hand to Spark."""
import io
import os
import re

import numpy as np
import pyarrow as pa
from pyarrow import json as arrow_json
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType


class Rows:
    """What a part comes to, as Arrow: an item a row, in the columns of items.ddl, and a last row with the partial."""

    def __init__(self, options, attributes):
        self.ddl, self.schema, self.attributes = "part int, kind string, partial string", None, attributes
        if "all" in options:
            with open(f"{os.path.dirname(os.path.abspath(__file__))}/items.ddl") as file:
                items = file.read()
            self.ddl += ", " + items
            self.schema = to_arrow_schema(StructType.fromDDL(items), timezone="UTC")

    def of(self, number, results):
        names = ["part", "kind", "partial"] + (self.schema.names if self.schema else [])
        types = [pa.int32(), pa.string(), pa.string()] + (self.schema.types if self.schema else [])
        for result in results:
            is_last = isinstance(result, str)
            items = [] if is_last or not self.schema else self.items(result)
            count = 1 if is_last else len(items[0])
            columns = [[number] * count, ["partial" if is_last else "item"] * count, [result if is_last else None] * count]
            columns += items or [[None] * count for _ in names[3:]]
            yield pa.RecordBatch.from_arrays([pa.array(c, t) if isinstance(c, list) else c for c, t in zip(columns, types)], names)

    def items(self, lines):
        """The columns of a block of items."""
        place, strings = self.schema.get_field_index("attributes"), [(name, pa.string()) for name in self.attributes]
        known = self.schema.set(place, pa.field("attributes", pa.struct(strings)))
        # A rating is text, for it may be a word; a name is never followed by a bare number within a string.
        lines = re.sub(rb'"rating":([^",n][^,]*)', rb'"rating":"\1"', lines)
        table = arrow_json.read_json(
            io.BytesIO(lines), arrow_json.ReadOptions(use_threads=False, block_size=len(lines)),
            arrow_json.ParseOptions(explicit_schema=known, unexpected_field_behavior="error"))
        columns = [column.combine_chunks() for column in table.columns]
        columns[place] = self.as_map(columns[place], self.schema.field(place).type)
        return columns

    @staticmethod
    def as_map(rows, kind):
        """Fields that are given as a map, row by row."""
        fields = rows.flatten()
        if not fields:
            return pa.nulls(len(rows), kind)
        given = np.column_stack([field.is_valid().to_numpy(zero_copy_only=False) for field in fields])
        row, column = np.nonzero(given)
        keys = pa.array([field.name for field in rows.type]).take(pa.array(column))
        values = pa.concat_arrays(fields).take(pa.array(column * len(rows) + row))
        return pa.MapArray.from_arrays(np.cumsum([0, *given.sum(1)]).astype(np.int32), keys, values).cast(kind)
