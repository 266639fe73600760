"""The example of docs/command-line.md for a Slurm array, on a cluster of one node that this script starts and ends: the
parts have every page once, and a task that is terminated is queued again and goes on.

Needs munge and slurm-wlm (section [cluster] of tools/packages.txt). Nothing of an installed Slurm is used or changed but
its programs: key, configuration, state and ports are this run's own.

usage: slurm_array.py PROGRAM SOURCE_FOLDER
"""

import contextlib
import hashlib
import json
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "app"))
import documented_commands  # noqa: E402

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
TASKS = 4  # in place of the documented 64
IDS = [f"letter {i}" for i in range(8)]  # of two pages each
DIGESTS = [hashlib.sha256(name.encode()).digest() for name in IDS]
START_TIMEOUT_S = 60
JOB_TIMEOUT_S = 900

# No cgroups, no accounting: what a container lets everybody have. Credentials expire soon, because a task that is queued
# again waits for that.
SLURM_CONF = """\
ClusterName=palimpsest
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
GresTypes=gpu
SchedulerParameters=sched_interval=1,bf_interval=1
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} Gres=gpu:{tasks} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def part_of(digest):
    """As docs/command-line.md says: the first 64 bits of the id's SHA-256, divided by the number of parts."""
    return int.from_bytes(digest[:8], "big") % TASKS + 1


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(condition, timeout_s, what):
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise TimeoutError(what)


class Cluster:
    """One node, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("SLURM_")}
        self.environment |= {"SLURM_CONF": str(folder / "slurm.conf"), "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"}
        self.processes = []

    def start(self, *words):
        with open(self.folder / f"{words[0]}.log", "w", encoding="utf-8") as log:
            self.processes.append(subprocess.Popen(words, stdout=log, stderr=log, env=self.environment))

    def run(self, *words, **options):
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=True, **options).stdout

    def __enter__(self):
        os.chmod(self.folder, 0o755)  # munged wants to know that nobody else can change it, and anybody find it
        host = socket.gethostname().split(".")[0]
        controller_port, node_port = free_ports(2)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        for i in range(TASKS):  # graphics cards in name only: the program is not told of them, and takes the processor
            (self.folder / f"gpu{i}").touch()
        (self.folder / "gres.conf").write_text(f"Name=gpu File={self.folder}/gpu[0-{TASKS - 1}] Flags=no_gpu_env\n")
        (self.folder / "slurm.conf").write_text(SLURM_CONF.format(
            host=host, user=pwd.getpwuid(os.getuid()).pw_name, folder=self.folder, cpus=os.cpu_count(), tasks=TASKS,
            controller_port=controller_port, node_port=node_port))
        self.start("munged", "--foreground", f"--key-file={key}", f"--socket={self.folder}/munge.socket",
                   f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munged.seed",
                   f"--log-file={self.folder}/munged.log", "--force")
        wait_for((self.folder / "munge.socket").exists, START_TIMEOUT_S, "munged does not start")
        self.start("slurmctld", "-D", "-f", str(self.folder / "slurm.conf"))
        self.start("slurmd", "-D", "-f", str(self.folder / "slurm.conf"), "-N", host)
        try:
            wait_for(self.is_idle, START_TIMEOUT_S, "the node does not come up")
        except TimeoutError:
            self.__exit__()
            raise
        return self

    def is_idle(self):
        asked = subprocess.run(["sinfo", "-h", "-o", "%t"], env=self.environment, capture_output=True, text=True,
                               check=False)
        return asked.stdout.strip() == "idle"

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def job(self, job_id):
        """What Slurm knows of a task of an array, as words."""
        shown = self.run("scontrol", "show", "job", job_id)
        return dict(re.findall(r"(\w+)=(\S*)", shown))


class SlurmArray(unittest.TestCase):
    def test_the_documented_script(self):
        script = documented_commands.block(SOURCE, "A Slurm array; a task")
        self.assertIn("#SBATCH --array=1-64", script)
        self.assertIn("--shard auto/64", script)
        script = script.replace("--array=1-64", f"--array=1-{TASKS}").replace("auto/64", f"auto/{TASKS}")
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            work = folder / "work"
            work.mkdir()
            shutil.copy(SOURCE / "resources/samples/letter.pdf", work)
            lines = [{"path": "letter.pdf", "id": name, "dpi": 100} for name in IDS]
            (work / "pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
            (work / "array.sh").write_text(script)
            subprocess.run([PROGRAM, "batch", "pages.jsonl", "--task", "ocr", "-o", "whole"], cwd=work, check=True)
            try:
                with Cluster(folder) as cluster:
                    self.run_array(cluster, work)
            except Exception:
                for log in sorted([*folder.glob("*.log"), *work.glob("*.out")]):
                    print(f"== {log.name}\n{log.read_text(errors='replace')[-3000:]}", file=sys.stderr)
                raise
            sharded = [line for part in (work / "out").glob("results-*.jsonl") for line in part.read_text().splitlines()]
            whole = (work / "whole/results.jsonl").read_text().splitlines()
            self.assertEqual(len(whole), 2 * len(IDS))
            self.assertEqual(sorted(sharded), sorted(whole))

    def run_array(self, cluster, work):
        array = cluster.run("sbatch", "--parsable", "array.sh", cwd=work).strip()
        parts = [part_of(digest) for digest in DIGESTS]
        part = max(set(parts), key=parts.count)  # the one with most to do is told to go
        task = f"{array}_{part}"
        first = DIGESTS[parts.index(part)].hex()[:16]
        wait_for((work / f"out/letter.pdf-{first}/0001.json").exists, JOB_TIMEOUT_S, "no page of the task is done")
        cluster.run("scancel", "--signal=TERM", task + ".0")  # what srun started, as at the end of the time given
        wait_for(lambda: cluster.job(task).get("Restarts") == "1", JOB_TIMEOUT_S, "the task is not queued again")
        self.assertFalse((work / f"out/results-{part:05}-of-{TASKS:05}.jsonl").exists())
        wait_for(lambda: not cluster.run("squeue", "--noheader"), JOB_TIMEOUT_S, "the array does not end")
        for i in range(1, TASKS + 1):
            job = cluster.job(f"{array}_{i}")
            self.assertEqual((job["JobState"], job["ExitCode"], job["Restarts"]),
                             ("COMPLETED", "0:0", "1" if i == part else "0"), job)


if __name__ == "__main__":
    missing = [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if shutil.which(name) is None]
    if missing:
        print("not installed: " + ", ".join(missing) + "; see section [cluster] of tools/packages.txt")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0]], verbosity=2)
