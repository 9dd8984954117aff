// @ts-check
/** Import modules in a finished runtime. stdin: {core, modules}; prints {failed: {name: reason}, trace}. */
import { openPyodide, readRequest } from "../../publish/steps/runtime/session.mjs";

const { core, modules } = readRequest();
const py = await openPyodide(core, { packages: ["explainers"] });
py.globals.set("modules", py.toPy(modules));
console.log(
  py.runPython(`
import importlib, json
failed = {}
for name in modules:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
import traceback
try:
    raise ValueError("shown")
except ValueError:
    trace = traceback.format_exc()
json.dumps({"failed": failed, "trace": trace})
`),
);
