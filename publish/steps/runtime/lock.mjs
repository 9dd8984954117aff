// @ts-check
/** Enter a wheel in the lock beside it, with pyodide-lock. stdin: {core, tools, folder, lock, wheel} */
import { mount, openPyodide, readRequest } from "./session.mjs";

const request = readRequest();
const py = await openPyodide(request.core);
mount(py, "/site", request.tools);
mount(py, "/work", request.folder);
py.globals.set("names", py.toPy([request.lock, request.wheel]));
py.runPython(`
import sys
from pathlib import Path
sys.path.append("/site")
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec
lock, wheel = (Path("/work", name) for name in names)
add_wheels_to_spec(PyodideLockSpec.from_json(lock), [wheel], base_path=lock.parent).to_json(lock)
`);
