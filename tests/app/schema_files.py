"""The published JSON Schemas, applied by an implementation that is not ours."""

import json
import pathlib
import warnings

import jsonschema

with warnings.catch_warnings():  # later versions want another class, which that of Debian 12 does not have
    warnings.simplefilter("ignore")
    from jsonschema import RefResolver


class SchemaFiles:
    def __init__(self, source):
        folder = pathlib.Path(source) / "resources/schema"
        self.files = {path.name: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}

    def validator(self, reference, kind=jsonschema.Draft202012Validator):
        """Of a file, or of a part: "batch.json#/$defs/line"."""
        schema = {"$ref": reference}
        return kind(schema, resolver=RefResolver("", schema, store=self.files))
