"""Starts voc, on the driver and in tasks, and holds what it hands back against what it was given."""
import json
import os
import subprocess
import tempfile

import pyarrow as pa
from pyspark import SparkFiles

# Stands for the pipeline's path, which each machine knows.
PIPELINE = "{pipeline}"


class Voc:
    """Starts the binary, on the driver and in tasks. `root` is a shared folder; without one Spark
    unpacks the archive on every machine. A relative path of a pipeline is in there."""

    def __init__(self, root, pipeline):
        self.root, self.pipeline = root, pipeline

    def start(self, word, *words, **streams):
        root = self.root or SparkFiles.get("voc")
        words = [word, *(os.path.join(root, self.pipeline) if word == PIPELINE else word for word in words)]
        env = dict(os.environ, VOC_HOME=f"{root}/share/voc", LD_LIBRARY_PATH=f"{root}/lib")
        env.setdefault("VOC_CACHE", f"{root}/cache")
        try:
            return subprocess.Popen([f"{root}/bin/voc", *words], env=env, **streams)
        except OSError as error:
            raise RuntimeError(f"voc cannot be started here: {error}") from None

    def run(self, *words, feed=b""):
        child = self.start(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, errors = child.communicate(feed)
        if child.returncode:
            raise RuntimeError(f"voc {words[0]} exited with {child.returncode}: {errors.decode()[-2000:]}")
        return out

    def parts(self, megabytes):
        """What there is to do. Fails before anything is scheduled if voc, configuration or a file is missing."""
        parts = [json.loads(line) for line in self.run("parts", PIPELINE, "--megabytes", str(megabytes)).splitlines()]
        return [dict(part, paths=[os.path.abspath(path) for path in part["paths"]]) for part in parts]

    def common(self):
        """What all parts have in common, with no look at files."""
        return json.loads(self.run("parts", PIPELINE, "--config"))

    def map(self, part, told, options, expected, take):
        """What `take` made of all that voc map wrote before the partial, and the partial; raises unless all counts are right.
        `take` gets the output; it returns how many items that was and the rest as well."""
        with tempfile.TemporaryFile() as errors:
            child = self.start("map", "--pipeline", PIPELINE, "--part", json.dumps(part), "--jobs", "1", *options,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)
            try:
                taken, count, rest = take(child.stdout)
            except (pa.ArrowInvalid, OSError) as error:
                # Items that are cut, or find no place. How voc ends may say more.
                taken, count, rest = error, 0, b""
                while child.stdout.read(1 << 20):
                    pass
            except BaseException:
                child.kill()
                raise
            finally:
                status = child.wait()
                child.stdout.close()
            errors.seek(0)
            if status:
                raise RuntimeError(f"voc map exited with {status} on {told}: {errors.read().decode()[-2000:]}")
        try:
            trailer = json.loads(rest)
            counts = trailer["configHash"], trailer["emitted"], trailer["linesIn"], trailer["checksum"]
        except (ValueError, KeyError, TypeError):
            broken = f"items cannot be kept: {taken}" if isinstance(taken, Exception) else f"after {count} items"
            raise RuntimeError(f"voc map ended without its trailer on {told}, {broken}") from None
        if "keys" not in options and counts[0] != part["configHash"]:
            raise RuntimeError(f"voc map has another configuration than the driver on {told}")
        if counts[1] != count:
            raise RuntimeError(f"voc map says it wrote {counts[1]} items on {told}, {count} came")
        if expected is not None and counts[2] != expected:
            raise RuntimeError(f"voc map read {counts[2]} of {expected} lines on {told}")
        return taken, rest


def lines_in(part):
    """How many lines start in the part's bytes, counted without voc; None for whole files."""
    if "range" not in part:
        return None
    (low, high), count = part["range"], 0
    with open(part["paths"][0], "rb") as file:
        file.seek(max(0, low - 1))
        left = high - 1 - file.tell()
        while left > 0 and (block := file.read(min(left, 1 << 20))):
            count, left = count + block.count(b"\n"), left - len(block)
    return count + (low == 0)
