"""Writes a golden file and its entry in MANIFEST.json: the script, the package versions and the SHA-256."""

import hashlib
import json
import pathlib

GOLDEN = pathlib.Path(__file__).resolve().parent.parent


def write(name, contents, script, packages):
    """name: file below tests/golden; contents: bytes under 100 kB; packages: {"Pillow": "9.4.0"}."""
    assert len(contents) < 100_000, f"{name} is {len(contents)} bytes, the limit is 100 kB"
    (GOLDEN / name).write_bytes(contents)
    manifest = GOLDEN / "MANIFEST.json"
    entries = json.loads(manifest.read_text()) if manifest.exists() else {}
    entries[name] = {
        "script": pathlib.Path(script).name,
        "packages": packages,
        "sha256": hashlib.sha256(contents).hexdigest(),
    }
    manifest.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
