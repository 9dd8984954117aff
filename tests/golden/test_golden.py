"""A default result never changes silently: the change log names it, with its old and its new value."""

from __future__ import annotations

import copy
import json
import re

from explainers.calculators.registry import CALCULATORS
from tests.golden.results import CHANGELOG, GOLDEN, changes, current, entries, read, unexplained

HOW = "run `.venv/bin/python -m tests.golden.update`: it prints the entries that CHANGELOG.md needs"
LINE = "`link-latency` default `total_s` number: 213 ns -> 427 ns"


def test_every_changed_result_is_in_the_change_log() -> None:
    assert unexplained(read(), current(), CHANGELOG.read_text(encoding="utf-8")) == [], HOW


def test_the_golden_file_holds_a_release_and_every_calculator_of_it() -> None:
    golden = read()
    assert re.search(rf"^## \[{re.escape(golden['version'])}\] - ", CHANGELOG.read_text(encoding="utf-8"), re.M)
    for slug, cases in golden["results"].items():
        assert set(cases) >= {"default", *CALCULATORS[slug].PRESETS}
        assert all(len(values) >= 20 for values in cases.values())
    assert GOLDEN.read_text(encoding="utf-8") == json.dumps(golden, indent=1, ensure_ascii=False) + "\n"


def test_a_changed_number_is_found_and_must_be_told() -> None:
    golden, changed = {"version": "0.1.0", "results": current()}, copy.deepcopy(current())
    assert changes(golden["results"], changed) == []
    changed["link-latency"]["default"]["total_s"]["number"] *= 2
    assert changes(golden["results"], changed) == [LINE]
    silent = "## [Unreleased]\n\n### Changed results\n\n- None.\n\n## [0.1.0] - 2026-11-23\n"
    assert unexplained(golden, changed, silent) == [LINE]
    told = silent.replace("- None.", f"- {LINE}, because the DSP is twice as slow.")
    assert unexplained(golden, changed, told) == []
    # an entry of an older release, or one under another heading, does not count
    assert unexplained(golden, changed, f"{silent}\n### Changed results\n\n- {LINE}\n") == [LINE]
    assert unexplained(golden, changed, silent.replace("### Changed results", f"### Changed\n\n- {LINE}")) == [LINE]


def test_a_vanished_and_a_new_value_are_found() -> None:
    old, new = current(), current()
    del new["link-latency"]["rack"]["total_s"]
    new["link-latency"]["rack"]["age_s"] = {"number": 1e-9, "low": None, "high": None, "unit": "s"}
    found = changes(old, new)
    assert "`link-latency` rack `total_s` number: 213 ns -> –" in found
    assert "`link-latency` rack `age_s` number: – -> 1 ns" in found


def test_the_last_bits_of_another_platform_are_no_change() -> None:
    old, new = current(), current()
    new["link-latency"]["default"]["total_s"]["number"] *= 1 + 1e-15
    assert changes(old, new) == []
    new["link-latency"]["default"]["total_s"]["number"] *= 1 + 1e-9
    assert len(changes(old, new)) == 1


def test_entries_end_at_the_next_heading() -> None:
    text = (
        "## [Unreleased]\n### Changed results\n- a\n### Fixed\n- b\n## [0.1.0] - 2026-11-23\n### Changed results\n- c\n"
    )
    assert entries(text, "0.1.0") == "- a\n"
