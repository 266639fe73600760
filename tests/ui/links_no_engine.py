"""The window's program holds no code of the engine and asks for none of its libraries, nor for any network.

usage: links_no_engine.py PROGRAM
"""

import re
import subprocess
import sys

LIBRARIES = re.compile(r"vulkan|dnnl|sentencepiece|Qt6Network")
# Names that only the engine has: backends, operations, checkpoints, tokenizers.
ENGINE = re.compile(r"palimpsest::(cpu|vulkan)::|palimpsest::(Backend|OpRecorder|Session|Checkpoint|Vocabulary|Weights)\b")


def lines_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


program = sys.argv[1]
needed = [line for line in lines_of("ldd", program) if LIBRARIES.search(line.split("=>")[0])]
symbols = lines_of("nm", "--demangle", program)
held = [line for line in symbols if ENGINE.search(line)]
window = [line for line in symbols if "palimpsest::MainWindow" in line]
for line in needed + held[:20]:
    print("should not be there:", line.strip())
if not window:
    print("the program has no symbols to look at")
sys.exit(1 if needed or held or not window else 0)
