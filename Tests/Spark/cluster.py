"""A standalone Spark cluster on loopback, whose processes are ours and end with us."""
import os
import re
import signal
import subprocess
import sys
import time

import pyspark

HOME = os.path.dirname(pyspark.__file__)
# For JVMs that live for a minute: compiling their code well would cost more than it gains.
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def wait(what, seconds, found):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if (result := found()):
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


def children(process):
    """The ids of all processes below one, from /proc."""
    below = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    below.setdefault(int(file.read().rpartition(")")[2].split()[1]), []).append(int(entry))
            except OSError:
                pass
    found = [process]
    for parent in found:
        found += below.get(parent, [])
    return found[1:]


def command(process):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return file.read().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


class Cluster:
    def __init__(self, folder, java=BRIEF):
        self.folder, self.processes = folder, []
        self.environment = dict(
            os.environ, SPARK_HOME=HOME, SPARK_LOCAL_IP="127.0.0.1", SPARK_DAEMON_MEMORY="192m", SPARK_DAEMON_JAVA_OPTS=java, SPARK_NO_DAEMONIZE="1",
            SPARK_WORKER_DIR=f"{folder}/work", SPARK_CONF_DIR=f"{folder}/conf", PYSPARK_PYTHON=sys.executable, TZ="UTC")
        os.makedirs(f"{folder}/conf")
        log = self.launch("master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        self.url = wait("the master", 60, lambda: re.search(r"Starting Spark master at (spark://\S+)", self.read(log)))[1]
        with open(f"{folder}/conf/spark-defaults.conf", "w") as file:
            for line in [f"spark.master {self.url}", "spark.executor.memory 512m", "spark.executor.cores 1", "spark.driver.memory 512m",
                         "spark.driver.bindAddress 127.0.0.1", "spark.driver.host 127.0.0.1", "spark.ui.enabled false", "spark.ui.showConsoleProgress false",
                         "spark.sql.shuffle.partitions 2", f"spark.local.dir {folder}/local", "spark.sql.session.timeZone UTC",
                         f"spark.sql.warehouse.dir {folder}/warehouse", f"spark.driver.extraJavaOptions {java}",
                         f"spark.executor.extraJavaOptions {java}", f"spark.executorEnv.VOC_CACHE {folder}/cache", "spark.task.maxFailures 3"]:
                file.write(line + "\n")
        self.workers = [self.worker(), self.worker()]

    def launch(self, name, *words):
        log = f"{self.folder}/{name}-{len(self.processes)}.log"
        environment = dict(self.environment, SPARK_MASTER_OPTS="-Dspark.master.rest.enabled=false")
        with open(log, "wb") as file:
            self.processes.append(subprocess.Popen(
                [f"{HOME}/bin/spark-class", f"org.apache.spark.deploy.{name}", *words], env=environment,
                stdin=subprocess.DEVNULL, stdout=file, stderr=file))
        return log

    def worker(self):
        log = self.launch("worker.Worker", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0", "--cores", "1",
                          "--memory", "600m", self.url)
        process = self.processes[-1]
        wait("a worker", 60, lambda: "Successfully registered" in self.read(log))
        return process

    @staticmethod
    def read(path):
        try:
            with open(path, errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def executors(self):
        return [(worker, executor) for worker in self.workers if worker.poll() is None for executor in children(worker.pid)
                if "CoarseGrainedExecutorBackend" in command(executor)]

    def voices(self, above):
        """The running `voc map` processes below a process."""
        return [child for child in children(above) if "/bin/voc map " in command(child)]

    def stop(self):
        """Ends every process that this cluster started, and says which had to be killed."""
        mine = [process for parent in self.processes for process in children(parent.pid)]
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for process in mine:
            if "spark" in command(process) or "voc" in command(process):
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
