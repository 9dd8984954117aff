// @ts-check
/**
 * `pyodide py-compile` for a folder of archives, run inside Pyodide: only there the bytecode has the
 * reader's magic number. stdin: {core, tools, folder, arguments: ["-OO"] or [], epoch}
 */
import { mount, openPyodide, readRequest } from "./session.mjs";

const request = readRequest();
const py = await openPyodide(request.core, {
  args: request.arguments,
  // With an epoch, bytecode is tied to a hash of its source instead of to a file date.
  env: { SOURCE_DATE_EPOCH: request.epoch, PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/pyodide" },
});
mount(py, "/site", request.tools);
mount(py, "/work", request.folder);
py.runPython(`
import sys
sys.path.append("/site")
from pyodide_build.cli.py_compile import main
main(["/work", "--silent", "--compression-level", "1"], standalone_mode=False)
`);
