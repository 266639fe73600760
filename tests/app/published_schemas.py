"""Holds the schemas of resources/schema against what the program reads and writes: neither may know a key or a word that
the other does not, and what is broken is refused by both.

usage: published_schemas.py PROGRAM SOURCE_FOLDER SAMPLES_PROGRAM
"""

import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

from schema_files import SchemaFiles

PROGRAM, SOURCE, SAMPLES_PROGRAM = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
SCHEMAS = SchemaFiles(SOURCE)
SAMPLES = json.loads(subprocess.run([SAMPLES_PROGRAM], check=True, capture_output=True).stdout)
TILE = SOURCE / "tests/golden/starter/golden2.png"
NONSENSE = {"no": ["such"]}


def run(*words, codes=(0,)):
    ended = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    assert ended.returncode in codes, (words, ended)
    return ended.stdout


def objects_of(schema):
    """Every part of a schema that describes an object's keys."""
    if isinstance(schema, list):
        for item in schema:
            yield from objects_of(item)
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for item in schema.values():
            yield from objects_of(item)


def places_of(value, place=()):
    """The place of every value in a document, the outermost left out."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*place, key)
        yield from places_of(item, (*place, key))


def changed(document, place, change):
    document = copy.deepcopy(document)
    parent = document
    for key in place[:-1]:
        parent = parent[key]
    change(parent, place[-1])
    return document


def taken_keys(file, begin, end="\n}\n"):
    """The keys that a reader of ours takes, from its source: between `begin` and `end`, one call a key."""
    text = (SOURCE / file).read_text()
    text = text[text.index(begin):]
    return set(re.findall(r'(?:object|params)\.(?!require)\w+(?:<\w+>)?\(\s*"(\w+)"', text[:text.index(end)]))


# Keys of results that are there only where there is something to say.
SELDOM = {"choices", "styles", "noise", "phrases", "replaced", "shown_with", "character_confidences",
          "soft_map", "looked_blank"}


class PublishedSchemas(unittest.TestCase):
    def properties(self, name, part):
        return set(SCHEMAS.files[name]["$defs"][part]["properties"])

    def hold_together(self, samples, names):
        """Every sample is valid, has no key that its schema lacks, and no key of the schema is in none of them."""
        strict = SchemaFiles(SOURCE)
        for file in strict.files.values():
            del file["$schema"]  # which would bring the usual validator back
        described = [part for name in names for part in objects_of(strict.files[name])]
        for part in described:
            part.setdefault("additionalProperties", False)
        seen = set()

        def properties(validator, keys, instance, schema):
            seen.update((id(keys), key) for key in keys if isinstance(instance, dict) and key in instance)
            yield from jsonschema.Draft202012Validator.VALIDATORS["properties"](validator, keys, instance, schema)

        watching = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"properties": properties})
        for reference, sample in samples:
            SCHEMAS.validator(reference).validate(sample)
            strict.validator(reference, watching).validate(sample)
        for part in described:
            missing = [key for key in part["properties"] if (id(part["properties"]), key) not in seen]
            self.assertEqual(missing, [], part)

    def break_everywhere(self, reference, document, optional=()):
        """No value can be nonsense, and no key left out but those named."""
        validator = SCHEMAS.validator(reference)
        validator.validate(document)

        def replace(parent, key):
            parent[key] = NONSENSE

        def remove(parent, key):
            del parent[key]

        for place in places_of(document):
            self.assertFalse(validator.is_valid(changed(document, place, replace)), place)
            if isinstance(place[-1], str) and place[-1] not in optional:
                self.assertFalse(validator.is_valid(changed(document, place, remove)), place)

    def test_they_are_schemas(self):
        self.assertEqual(set(SCHEMAS.files), {"batch.json", "capability-manifest.json", "page-result.json",
                                              "preset.json", "worker-protocol.json"})
        for schema in SCHEMAS.files.values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_words(self):
        for name, lists in SAMPLES["words"].items():
            for pointer, words in lists.items():
                schema = SCHEMAS.files[name]
                for key in pointer.split("/"):
                    schema = schema[key]
                self.assertEqual(sorted(schema), sorted(words), (name, pointer))

    def test_results(self):
        self.assertEqual({result["kind"] for result in SAMPLES["results"]},
                         set(SCHEMAS.files["page-result.json"]["$defs"]["result"]["properties"]["kind"]["enum"]))
        samples = [SAMPLES["file"], SAMPLES["file"]["documents"][0], *SAMPLES["results"]]
        self.hold_together([("page-result.json", sample) for sample in samples], ["page-result.json"])
        for result in SAMPLES["results"]:
            self.break_everywhere("page-result.json#/$defs/result", result, optional=SELDOM)
        nested = copy.deepcopy(next(result for result in SAMPLES["results"] if result["kind"] == "parts"))
        nested["content"]["parts"].append(copy.deepcopy(nested))
        self.assertFalse(SCHEMAS.validator("page-result.json").is_valid(nested))

    def test_what_read_writes(self):
        letter = SOURCE / "resources/samples/letter.pdf"  # which has this region; the tile has not
        file = json.loads(run("read", letter, TILE, "--task", "ocr", "--pages", "1", "--dpi", "60", "--region",
                              "300,300,100,20", "--json", codes=(20,)))
        SCHEMAS.validator("page-result.json#/$defs/file").validate(file)
        pages = [page for document in file["documents"] for page in document["pages"]]
        self.assertEqual([sorted(page) for page in pages], [["page", "result"], ["error", "page"]])

    def test_batches(self):
        lines = [
            {"path": str(TILE), "id": "tile", "pages": "1", "task": "ocr", "prompt": "", "dpi": 100.5,
             "language": "", "max_tokens": 160, "regions": [], "choices": [], "try_anyway": False, "no_grammar": False,
             "rotate": 0, "deskew": True, "text_layer": "ignore", "blank": "skip"},
            {"path": str(TILE), "id": "part", "regions": ["0,0,100,50,ocr", {"box": [0, 50, 100, 50], "task": "ocr"}]},
            {"path": "nowhere.png"},
        ]
        with tempfile.TemporaryDirectory() as folder:
            manifest, out = pathlib.Path(folder) / "pages.jsonl", pathlib.Path(folder) / "out"
            manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))
            report = json.loads(run("batch", manifest, "--task", "ocr", "-o", out, "--json", codes=(20,)))
            self.assertEqual(json.loads((out / "report.json").read_text()), report)
            pages = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
        self.assertEqual([page["state"] for page in pages][0::2], ["done", "failed"])
        samples = [("batch.json", document) for document in [*lines, *pages, report]]
        self.hold_together(samples, ["batch.json"])
        self.break_everywhere("batch.json#/$defs/line", lines[1], optional={"id", "regions", "task"})
        self.break_everywhere("batch.json#/$defs/page", pages[0], optional=SELDOM)
        self.break_everywhere("batch.json#/$defs/report", report)
        for line in (SOURCE / "tests/fuzz/corpus/batch_manifest/two.jsonl").read_text().splitlines():
            SCHEMAS.validator("batch.json#/$defs/line").validate(json.loads(line))

    def test_keys_that_are_read(self):
        request = taken_keys("pipelines/protocol/json_params.cpp", "void takeTaskRequest(")
        line = request | taken_keys("pipelines/batch/batch_items.cpp", "Result<BatchItem> parseLine(")
        self.assertEqual(self.properties("batch.json", "line"), line)
        preset = request | taken_keys("pipelines/protocol/preset.cpp", "Result<Preset> parsePreset(")
        self.assertEqual(set(SCHEMAS.files["preset.json"]["properties"]), preset | {"palimpsest_preset"})
        worker, manifest = "pipelines/protocol/worker_params.cpp", "engine/io/manifest_parser.cpp"
        self.assertEqual(self.properties("worker-protocol.json", "readParams"),
                         request | taken_keys(worker, "Result<ReadParams> parseReadParams(")
                         | taken_keys(worker, "std::vector<DocumentPage> pagesOf("))
        for part, function in (("loadParams", "Result<LoadParams> parseLoadParams("),
                               ("cancelParams", "Result<nlohmann::json> parseCancelParams(")):
            self.assertEqual(self.properties("worker-protocol.json", part), taken_keys(worker, function))
        for part, function in (("task", "Result<TaskCapability> readTask("), ("textLimits", "readTextLimits(")):
            self.assertEqual(self.properties("capability-manifest.json", part), taken_keys(manifest, function))
        self.assertEqual(set(SCHEMAS.files["capability-manifest.json"]["properties"]),
                         taken_keys(manifest, "Result<CapabilityManifest> parseManifest(", "object.finish()"))
        methods = re.search(r"kMethods\{([^}]*)\}", (SOURCE / "app/worker_loop.cpp").read_text()).group(1)
        self.assertEqual(SCHEMAS.files["worker-protocol.json"]["$defs"]["methods"]["enum"],
                         re.findall(r'"([^"]*)"', methods))

    def test_presets(self):
        everything = json.loads((SOURCE / "tests/fuzz/corpus/preset/everything.json").read_text())
        self.hold_together([("preset.json", everything)], ["preset.json"])
        optional = {place[-1] for place in places_of(everything)} - {"palimpsest_preset", "box"}
        self.break_everywhere("preset.json", everything, optional=optional)
        validator = SCHEMAS.validator("preset.json")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "p.json"
            for change in ({}, {"palimpsest_preset": 2}, {"tsak": "ocr"}, {"dpi": 9}, {"formats": ["txt"]}, {"file_name": "a/b"},
                           {"rotate": 45}):
                preset = {"palimpsest_preset": 1, "task": "ocr", **change}
                self.assertEqual(validator.is_valid(preset), not change, change)
                file.write_text(json.dumps(preset))
                run("read", TILE, "--preset", file, codes=(1 if change else 0,))

    def test_requests(self):
        validator = SCHEMAS.validator("worker-protocol.json#/$defs/request")
        for file in (SOURCE / "tests/fuzz/corpus/worker_request").iterdir():
            validator.validate(json.loads(file.read_text()))

    def test_manifests(self):
        reference = "capability-manifest.json"
        starter = json.loads((SOURCE / "resources/starter/palimpsest.json").read_text())
        example = re.search(r"```json\n(.*?)```", (SOURCE / "docs/manifest.md").read_text(), re.DOTALL).group(1)
        in_force = json.loads(run("models", "show", "--manifest"))
        self.assertEqual(len(SAMPLES["manifests"]), 4)  # three that are built in, and one of everything
        everything = SAMPLES["manifests"][-1]
        samples = [starter, json.loads(example), in_force, *SAMPLES["manifests"],
                   json.loads((SOURCE / "tests/fuzz/corpus/manifest/tasks.json").read_text())]
        self.hold_together([(reference, sample) for sample in samples], [reference])
        for task, shown in zip(starter["tasks"], in_force["tasks"]):
            self.assertEqual(task, {key: shown[key] for key in task})
        required = {"palimpsest", "name", "tasks", "id", "prompt", "grammar"}
        keys = {place[-1] for place in places_of(everything) if isinstance(place[-1], str)}
        self.break_everywhere(reference, everything, optional=keys - required)

    def test_the_program_refuses_what_the_manifests_schema_refuses(self):
        validator = SCHEMAS.validator("capability-manifest.json")
        starter = json.loads((SOURCE / "resources/starter/palimpsest.json").read_text())
        changes = {
            ("palimpsest",): 2, ("window",): "W3", ("final_softcap",): "on", ("colour",): "red",
            ("text", "preferred_height"): 0, ("tasks", 0, "id"): "OCR", ("tasks", 0, "prompt"): "a {b}",
            ("tasks", 0, "max_tokens"): 8193, ("tasks", 0, "choices"): ["one"], ("tasks", 0, "max_rows"): 0,
            ("not_offered", "molecule"): 1,
        }
        with tempfile.TemporaryDirectory() as folder:
            checkpoint = pathlib.Path(folder) / "checkpoint"
            shutil.copytree(SOURCE / "resources/starter", checkpoint)
            run("models", "show", "-m", checkpoint)
            for place, value in changes.items():
                document = changed(starter, place, lambda parent, key: parent.__setitem__(key, value))
                self.assertFalse(validator.is_valid(document), place)
                (checkpoint / "palimpsest.json").write_text(json.dumps(document))
                run("models", "show", "-m", checkpoint, codes=(23,))

    def test_the_program_refuses_what_the_lines_schema_refuses(self):
        validator = SCHEMAS.validator("batch.json#/$defs/line")
        changes = {"path": 1, "id": 1, "pages": 1, "task": [], "prompt": 1, "language": "German", "dpi": 9, "max_tokens": 0, "region": [],
                   "regions": ["0,0,9"], "choices": [""], "try_anyway": "no",
                   "no_grammar": 1, "rotate": 45, "deskew": 1, "text_layer": "force", "blank": "no"}
        with tempfile.TemporaryDirectory() as folder:
            manifest = pathlib.Path(folder) / "pages.jsonl"
            for key, value in changes.items():
                line = {"path": str(TILE), key: value}
                self.assertFalse(validator.is_valid(line), line)
                manifest.write_text(json.dumps(line))
                run("batch", manifest, "--task", "ocr", "-o", pathlib.Path(folder) / "out", codes=(2,))


if __name__ == "__main__":
    os.environ.pop("PALIMPSEST_DATA", None)
    unittest.main(argv=[sys.argv[0]], verbosity=2)
