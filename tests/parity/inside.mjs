// @ts-check
/** The model tests inside Pyodide. stdin: {core, wheels, sitePackages, root, paths}; prints pytest's counts. */
import { mount, openPyodide, readRequest } from "../../publish/steps/runtime/session.mjs";

const request = readRequest();
const py = await openPyodide(request.core, {
  packageCacheDir: request.wheels,
  packages: ["numpy"], // the whole wheel: the tests use numpy.testing, which the page does not
  env: { PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1", PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/pyodide" },
});
mount(py, "/site", request.sitePackages);
mount(py, "/project", request.root);
py.globals.set("paths", py.toPy(request.paths));
const counts = py.runPython(`
import json, os, sys
os.chdir("/project")
sys.path.insert(0, "/project")
sys.path.append("/site")
import pytest

class Count:
    passed, other = [], []
    def pytest_runtest_logreport(self, report):
        if report.outcome != "passed":
            self.other.append(f"{report.nodeid} {report.when}: {report.outcome}\\n{report.longreprtext}")
        elif report.when == "call":
            self.passed.append(report.nodeid)

code = pytest.main(["-q", "-m", "not cpython", *paths], plugins=[Count()])
json.dumps({"code": int(code), "passed": Count.passed, "other": Count.other})
`);
console.log(counts);
