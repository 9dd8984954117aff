# Runs inside Pyodide after the calculators: the archive members behind everything that is loaded now.
import importlib
import json
import sys

KEPT = (  # beyond what the calculators load today; whatever these import is traced as well
    "dataclasses",  # inputs of a reader's own edit of a model
    "traceback",  # the worker shows an unexpected error
)
for name in KEPT:
    importlib.import_module(name)

try:
    raise RuntimeError("probe")
except RuntimeError:
    sys.modules["traceback"].format_exc()  # some modules are imported on first use only

LIBRARY = "/lib/python314.zip/"
SITE = "/lib/python3.14/site-packages/"
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
files = {getattr(spec, "origin", None) or "" for spec in specs}  # "frozen": inside the interpreter, not read
json.dumps(
    {
        "stdlib": sorted(f.removeprefix(LIBRARY) for f in files if f.startswith(LIBRARY)),
        "numpy": sorted(f.removeprefix(SITE) for f in files if f.startswith(SITE + "numpy/")),
    }
)
