"""A client of `palimpsest worker`, and the tests that hold the worker to docs/worker-protocol.md with it.

usage: worker_client.py PROGRAM SOURCE_FOLDER
"""

import json
import os
import pathlib
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from schema_files import SchemaFiles

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
TILE = str(SOURCE / "tests/golden/starter/golden2.png")
LETTER = str(SOURCE / "resources/samples/letter.pdf")
SCHEMA = SchemaFiles(SOURCE).validator("worker-protocol.json")
TIMEOUT_S = 60


class Worker:
    """Starts a worker and talks to it. Every message it sends is kept, and none may be anything but JSON-RPC."""

    def __init__(self, *options):
        self.process = subprocess.Popen([PROGRAM, "worker", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.messages = queue.Queue()
        self.notifications = []  # (time of arrival, message)
        self.last_id = 0
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.messages.put((time.monotonic(), line))
        self.messages.put((time.monotonic(), None))

    def send_line(self, line):
        self.process.stdin.write(line if isinstance(line, bytes) else line.encode())
        self.process.stdin.flush()

    def send(self, method, params=None, request_id=None):
        if request_id is None:
            self.last_id += 1
            request_id = self.last_id
        message = {"jsonrpc": "2.0", "id": request_id, "method": method}
        if params is not None:
            message["params"] = params
        self.send_line(json.dumps(message) + "\n")
        return request_id

    def next_message(self):
        """The next message, or None where the output has ended."""
        arrived, line = self.messages.get(timeout=TIMEOUT_S)
        if line is None:
            return None
        message = json.loads(line)
        SCHEMA.validate(message)
        if "method" in message:
            self.notifications.append((arrived, message))
        return message

    def reply(self):
        while True:
            message = self.next_message()
            if message is None or "method" not in message:
                return message

    def notification(self, method):
        while True:
            message = self.next_message()
            assert message is not None and "method" in message, message
            if message["method"] == method:
                return message["params"]

    def call(self, method, params=None):
        request_id = self.send(method, params)
        reply = self.reply()
        assert reply["id"] == request_id, reply
        if "result" in reply:  # what is answered is a request by the schema, too
            SCHEMA.validate({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params or {}})
        return reply

    def end(self):
        """Exit code and standard error, once it has ended by itself."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        code = self.process.wait(timeout=TIMEOUT_S)
        self.reader.join()
        return code, self.process.stderr.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass


def read_on_the_command_line(path, *options):
    """The result of its only page."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "x.json"
        subprocess.run([PROGRAM, "read", path, "--task", "ocr", "-o", output, *options], check=True)
        return json.loads(output.read_text())["documents"][0]["pages"][0]["result"]


class WorkerTest(unittest.TestCase):
    def test_reads_what_the_command_line_reads(self):
        expected = read_on_the_command_line(TILE)
        with Worker() as worker:
            loaded = worker.call("model/load", {"model": "starter"})["result"]
            self.assertIn("ocr", [task["id"] for task in loaded["tasks"]])
            self.assertEqual(loaded["weights"], "bf16")
            for _ in range(2):  # the model stays
                page = worker.call("page/read", {"path": TILE, "task": "ocr"})["result"]
                self.assertEqual(page["result"], expected)
                self.assertEqual((page["document"], page["page"], page["pages"]), (TILE, 1, 1))
            self.assertEqual(worker.end(), (0, b""))

    def test_pages_of_a_document(self):
        expected = read_on_the_command_line(LETTER, "--pages", "2", "--dpi", "100")
        with Worker() as worker:
            page = worker.call("page/read", {"path": LETTER, "page": 2, "task": "ocr", "dpi": 100})["result"]
            self.assertEqual(page["result"], expected)
            self.assertEqual((page["page"], page["pages"], page["dpi"]), (2, 2, 100))
            self.assertTrue(0.001 < page["ink"] < 0.3)
            methods = {message["method"] for _, message in worker.notifications}
            self.assertEqual(methods, {"progress", "partial"})
            self.check_pace(worker, "progress")
            self.check_pace(worker, "partial")
            texts = {}
            for _, message in worker.notifications:
                self.assertEqual(message["params"]["id"], 1)
                for part in message["params"].get("answers", []):
                    texts[part["answer"]] = part["text"]
            for answer, text in texts.items():  # what was told is how the answer begins
                whole = expected["provenance"]["answers"][answer]["text"]
                self.assertTrue(whole.startswith(text), (whole, text))

    def test_a_documents_own_text(self):
        with Worker() as worker:
            page = worker.call("page/read", {"path": LETTER, "page": 2, "task": "ocr", "text_layer": "use"})["result"]
            self.assertTrue(page["text_layer"])
            self.assertEqual(page["result"]["provenance"]["source"], "document")
            self.assertEqual(page["result"]["provenance"]["answers"], [])
            page = worker.call("page/read", {"path": TILE, "task": "ocr", "rotate": 90, "deskew": False})["result"]
            self.assertFalse(page["text_layer"])
            self.assertEqual(page["result"]["provenance"]["rotation"], 90)

    def check_pace(self, worker, method):
        """At most 30 in any second, by the time of arrival, give or take what a pipe collects."""
        times = [arrived for arrived, message in worker.notifications if message["method"] == method]
        for begin in times:
            self.assertLessEqual(sum(begin <= later < begin + 1 for later in times), 33)

    def test_cancels_the_page_at_work_and_those_that_wait(self):
        with Worker() as worker:
            worker.call("model/load", {})
            first = worker.send("page/read", {"path": LETTER, "task": "ocr"})
            waiting = worker.send("page/read", {"path": TILE, "task": "ocr"}, request_id="waiting")
            worker.notification("partial")
            self.assertEqual(worker.call("cancel", {"id": waiting})["result"], {"cancelled": True})
            begin = time.monotonic()
            worker.send("cancel", {"id": first}, request_id="cancel")
            replies = {}
            while len(replies) < 3:
                reply = worker.reply()
                replies[reply["id"]] = reply
            self.assertLess(time.monotonic() - begin, 5)
            self.assertEqual(replies["cancel"]["result"], {"cancelled": True})
            for cancelled in (first, waiting):
                self.assertEqual(replies[cancelled]["error"]["data"]["kind"], "cancelled")
            self.assertEqual(worker.call("cancel", {"id": first})["result"], {"cancelled": False})
            self.assertIn("result", worker.call("page/read", {"path": TILE, "task": "ocr"}))

    def test_lives_on_after_nonsense(self):
        lines = [
            (b"what?\n", -32700, None),
            (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"models/li\n", -32700, None),
            (b"\xff\xfe\x00\n", -32700, None),
            (b"[" * 100_000 + b"\n", -32700, None),
            (b"[]\n", -32600, None),
            (b"{\"id\": 7, \"method\": \"models/list\"}\n", -32600, 7),
            (b"{\"jsonrpc\": \"2.0\", \"id\": 7}\n", -32600, 7),
            (b"{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"models/list\"}\n", -32600, None),
            (b"{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"models/list\", \"params\": []}\n", -32600, 7),
            (b"{\"jsonrpc\": \"2.0\", \"method\": \"models/list\"}\n", -32600, None),
            (b"{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"pages/read\"}\n", -32601, 7),
            (b"x" * 3_000_000 + b"\n", -32600, None),
        ]
        with Worker() as worker:
            for line, code, request_id in lines:
                worker.send_line(line)
                reply = worker.reply()
                self.assertEqual((reply["error"]["code"], reply["id"]), (code, request_id), line[:60])
            worker.send_line(b"\n  \r\n")  # nothing said, nothing answered
            models = {model["name"]: model for model in worker.call("models/list")["result"]["models"]}
            self.assertIn("lines of text", models["starter"]["not_offered"]["report"])
            self.assertEqual(models["starter"]["smallest_print"], 14)
            self.assertEqual(models["starter"]["licence"], "GPL-3.0-or-later, as the program")

    def test_refusals_name_the_fault(self):
        encrypted = str(SOURCE / "tests/golden/documents/encrypted.pdf")
        requests = [
            ("models/list", {"all": True}, "invalid_params", "'all'"),
            ("model/load", {"threads": -1}, "invalid_params", "'threads'"),
            ("model/load", {"weights": "q3"}, "invalid_params", "q3"),
            ("page/read", {"task": "ocr"}, "invalid_params", "'path'"),
            ("page/read", {"path": TILE}, "invalid_params", "'task'"),
            ("page/read", {"path": TILE, "task": "ocr", "page": 0}, "invalid_params", "'page'"),
            ("page/read", {"path": TILE, "task": "ocr", "dpi": "fine"}, "invalid_params", "'dpi'"),
            ("page/read", {"path": TILE, "task": "ocr", "pages": 1}, "invalid_params", "'pages'"),
            ("page/read", {"path": TILE, "task": "ocr", "regions": [{"box": [0, 0, 0, 9]}]}, "invalid_params", "'regions'"),
            ("page/read", {"path": TILE, "task": "ocr", "regions": [{"box": [0, 0, 9, 9], "task": "report"}]},
             "task_unsupported", "report"),
            ("page/read", {"path": TILE, "task": "ocr", "regions": [{"box": [0, 0, 9, 9], "prompt": 1}]},
             "invalid_params", "'prompt'"),
            ("page/read", {"path": TILE, "task": "ocr", "regions": [{"box": [0, 0, 9, 9], "prompt": "cat"}]},
             "invalid_params", "takes no argument"),
            ("page/read", {"path": TILE, "task": "ocr", "regions": [{"box": [9000, 0, 9, 9]}]}, "bad_input",
             "outside the page"),
            ("page/read", {"path": TILE, "task": "ocr", "shown_with": [{"page": 2}]}, "invalid_params", "'shown_with'"),
            ("page/read", {"path": TILE, "task": "ocr", "shown_with": [TILE]}, "invalid_params", "'shown_with'"),
            ("page/read", {"path": TILE, "task": "ocr", "shown_with": [{"path": TILE}]}, "invalid_params", "one by one"),
            ("page/read", {"path": TILE, "task": "ocr", "rotate": 45}, "invalid_params", "'rotate'"),
            ("page/read", {"path": TILE, "task": "ocr", "blank": "perhaps"}, "invalid_params", "'blank'"),
            ("page/read", {"path": TILE, "task": "ocr", "text_layer": "force"}, "invalid_params", "'text_layer'"),
            ("page/read", {"path": TILE, "task": "ocr", "deskew": 0}, "invalid_params", "'deskew'"),
            ("page/read", {"path": TILE, "task": "ocr", "page": 2}, "invalid_params", "page 2"),
            ("page/read", {"path": TILE, "task": "report"}, "task_unsupported", "report"),
            ("page/read", {"path": "/nowhere.png", "task": "ocr"}, "file_access", "nowhere.png"),
            ("page/read", {"path": encrypted, "task": "ocr"}, "encrypted", "encrypted.pdf"),
            ("page/read", {"path": __file__, "task": "ocr"}, "bad_input", "worker_client.py"),
            ("cancel", {}, "invalid_params", "'id'"),
            ("model/load", {"model": "nowhere"}, "invalid_model", "nowhere"),
            ("page/read", {"path": TILE, "task": "ocr"}, "invalid_model", "load"),  # no silent other model
        ]
        with Worker() as worker:
            for method, params, kind, mentioned in requests:
                error = worker.call(method, params)["error"]
                self.assertEqual(error["data"]["kind"], kind, (method, params, error))
                self.assertIn(mentioned, error["message"])
            self.assertIn("result", worker.call("model/load", {"model": "starter"}))
            self.assertIn("result", worker.call("page/read", {"path": TILE, "task": "ocr"}))

    def test_killed_and_started_again(self):
        expected = read_on_the_command_line(TILE)
        with Worker() as worker:
            worker.send("page/read", {"path": LETTER, "task": "ocr"})
            worker.notification("partial")
            worker.process.send_signal(signal.SIGKILL)
            while worker.next_message() is not None:
                pass
            self.assertEqual(worker.process.wait(), -signal.SIGKILL)
        with Worker() as worker:
            self.assertEqual(worker.call("page/read", {"path": TILE, "task": "ocr"})["result"]["result"], expected)

    def test_a_client_that_asks_again_loses_no_page(self):
        expected = read_on_the_command_line(TILE)
        unanswered = {f"page {i}": {"path": TILE, "task": "ocr"} for i in range(4)}
        deaths = 0
        while unanswered:
            with Worker() as worker:
                for request_id, params in unanswered.items():
                    worker.send("page/read", params, request_id)
                while unanswered:
                    reply = worker.reply()
                    if reply is None:
                        break
                    self.assertEqual(reply["result"]["result"], expected)
                    del unanswered[reply["id"]]
                    if deaths < 2:
                        worker.process.send_signal(signal.SIGKILL)
                        deaths += 1
        self.assertEqual(deaths, 2)

    def test_regions(self):
        regions = ["0,0,100,40", {"box": [0, 40, 100, 40], "task": "ocr"}]
        with Worker() as worker:
            page = worker.call("page/read", {"path": TILE, "task": "ocr", "regions": regions})["result"]["result"]
            self.assertEqual(page["kind"], "parts")
            self.assertEqual([part["region"]["origin"] for part in page["content"]["parts"]], ["user", "user"])

    def test_a_line_that_breaks_off_is_refused(self):
        with Worker() as worker:
            worker.send_line(b'{"jsonrpc": "2.0", "id": 1, "meth')
            worker.process.stdin.close()
            self.assertEqual(worker.reply()["error"]["data"]["kind"], "parse_error")
            self.assertEqual(worker.end(), (0, b""))

    def test_the_end_of_the_input_is_worked_off(self):
        with Worker() as worker:
            ids = [worker.send("page/read", {"path": TILE, "task": "ocr"}) for _ in range(3)]
            worker.process.stdin.close()
            self.assertEqual([worker.reply()["id"] for _ in ids], ids)
            self.assertIsNone(worker.reply())
            self.assertEqual(worker.end(), (0, b""))

    def test_shutdown_ends_it_with_the_input_open(self):
        with Worker() as worker:
            self.assertEqual(worker.call("shutdown")["result"], {})
            self.assertEqual(worker.process.wait(timeout=TIMEOUT_S), 0)

    def test_terminated(self):
        with Worker() as worker:
            worker.send("page/read", {"path": LETTER, "task": "ocr"})
            worker.notification("partial")
            worker.process.send_signal(signal.SIGTERM)
            self.assertEqual(worker.reply()["error"]["data"]["kind"], "cancelled")
            self.assertEqual(worker.process.wait(timeout=TIMEOUT_S), 75)

    def test_ends_when_nobody_hears_it(self):
        hearing, saying = os.pipe()
        os.close(hearing)
        with subprocess.Popen([PROGRAM, "worker"], stdin=subprocess.PIPE, stdout=saying,
                              stderr=subprocess.PIPE) as process:
            os.close(saying)
            process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "models/list"}\n')
            process.stdin.flush()
            self.assertEqual(process.wait(timeout=TIMEOUT_S), 5)
            self.assertIn(b"standard output", process.stderr.read())

    def test_the_log_stands_among_the_messages(self):
        with Worker("--verbose") as worker:
            worker.call("model/load", {})
            logged = [message["params"] for _, message in worker.notifications if message["method"] == "log"]
            self.assertTrue(any("computing on" in entry["message"] and entry["level"] == "info" for entry in logged))
            self.assertEqual(worker.end()[0], 0)

    def test_the_schema_refuses_what_is_no_message(self):
        for message in ({}, {"jsonrpc": "2.0", "id": 1}, {"jsonrpc": "2.0", "id": 1, "method": "sing"},
                        {"jsonrpc": "2.0", "id": None, "result": {}},
                        {"jsonrpc": "2.0", "id": 1, "method": "page/read", "params": {"path": 1, "task": "ocr"}}):
            self.assertFalse(SCHEMA.is_valid(message), message)


if __name__ == "__main__":
    os.environ.pop("PALIMPSEST_DATA", None)
    unittest.main(argv=[sys.argv[0]], verbosity=2)
