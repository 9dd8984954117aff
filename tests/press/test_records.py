"""The lists of sources and of corrections: nothing is missing, all say where they are used or what became of them."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pytest

from explainers.base.sources import assumptions, claims, facts, sources
from explainers.calculators.registry import CALCULATORS
from publish.documents import documents
from publish.errata import KINDS, records
from publish.press_words import press_words
from publish.source_list import anchor
from publish.usage import Uses, uses
from tests.data import checks
from tests.press.conftest import Convert
from tests.press.prose import FENCE
from tests.press.test_docs import ENGLISH, JAPANESE

BULLET = re.compile(r"^- (.+(?:\n  .+)*)", re.M)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_lists_every_source_and_every_assumption_once_with_its_facts(convert: Convert, language: str) -> None:
    pages = {"en": ENGLISH, "ja": JAPANESE}[language]
    page = pages["sources.md"] + pages["assumptions.md"]
    html = convert("\n".join(match[0] for match in FENCE.finditer(page)), language)
    wanted = [anchor(identity) for identity in (*sources(), *assumptions())]
    assert sorted(re.findall(r'<li id="([^"]+)"', html)) == sorted(wanted)
    key = "text" if language == "en" else "text_ja"
    assert [name for name, fact in facts().items() if f"<li>{escape(fact[key])}</li>" not in html] == []
    counts = {"sources": len(sources()), "facts": len(facts()), "assumptions": len(assumptions())}
    assert press_words(language)["sources"]["total"].format(**counts) in html


def test_everything_has_a_use_that_the_data_has_too() -> None:
    """What the tests of the data find unused, and only that, has no use on the page."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in checks.citing_files())
    of_facts = {one for fact in facts().values() for one in (fact["source_id"], *fact["other_source_ids"])}
    evidence = {one for record in (*claims().values(), *assumptions().values()) for one in record.get("evidence", [])}
    shown = {name for name in facts() if uses()[name].pages}  # also in the cells of a table from the data
    unused = {name for name in facts() if not uses()[name].any()}
    assert unused == set(checks.unused(set(facts()) - evidence - shown, text))
    assert {name for name in assumptions() if not uses()[name].any()} == set(checks.unused(assumptions(), text))
    without = {name for name in sources() if not uses()[name].any()}
    # a source without facts must be cited itself; one with facts is used when one of them is
    of_unused = {one for fact in unused for one in (facts()[fact]["source_id"], *facts()[fact]["other_source_ids"])}
    assert without <= {*checks.unused(set(sources()) - of_facts, text), *of_unused}


def test_a_use_is_found_by_page_explainer_claim_and_assumption() -> None:
    def of(identity: str) -> Uses:
        return uses()[identity]

    fact = facts()["dac-100g-lengths"]
    assert "articles/is-light-faster.md" in of("dac-100g-lengths").pages
    assert set(of("dac-100g-lengths").pages) <= set(of(fact["source_id"]).pages)
    assert all(f"@{'dac-100g-lengths'}]" in documents("en")[path] for path in of("dac-100g-lengths").pages)
    slugs = {slug for used in uses().values() for slug in used.explainers}
    assert slugs == set(CALCULATORS)
    claim = next(claim for claim in claims().values() if claim["evidence"])
    assert claim["id"] in of(claim["evidence"][0]).claims
    held = next(record for record in assumptions().values() if record.get("evidence"))
    assert held["id"] in of(held["evidence"][0]).assumptions


def test_a_list_of_an_unknown_kind_stops_the_build(convert: Convert) -> None:
    for fence in ("source-list\nrumour", "errata\nrumour"):
        with pytest.raises(Exception, match="unknown kind rumour"):
            convert(f"```{fence}\n```")


def test_every_correction_is_complete_and_shown_in_both_languages(convert: Convert) -> None:
    for record in records():
        assert record["kind"] in KINDS
        assert record["found_by"] in press_words("en")["errata"]["found_by"]
        assert set(record["pages"]) <= set(documents("en")) <= set(ENGLISH)
        assert ("cause_en" in record) == ("cause_ja" in record)
        problems = [
            problem for name in ("wrong", "cause", "fix") if f"{name}_en" in record
            for problem in checks.languages(record["id"], record[f"{name}_en"], record[f"{name}_ja"])
        ]  # fmt: skip
        assert problems == []
        if record["kind"] == "result":
            assert record["model"] in CALCULATORS
            assert all(change["old"] != change["new"] for change in record["changes"])
    for language in ("en", "ja"):
        html = convert("".join(f"```errata\n{kind}\n```\n\n" for kind in KINDS), language)
        assert re.findall(r'id="erratum-([^"]+)"', html) != []
        assert sorted(re.findall(r'id="erratum-([^"]+)"', html)) == sorted(record["id"] for record in records())


def unlisted(changelog: str, listed: tuple[dict[str, Any], ...]) -> list[str]:
    """Bullets under "Changed results" without a correction that names the same model, old value and new value."""
    sections = re.findall(r"^### Changed results\n(.*?)(?=^##|\Z)", changelog, re.M | re.S)
    bullets = [" ".join(bullet.split()) for section in sections for bullet in BULLET.findall(section)]
    known = [(one["model"], change) for one in listed if one["kind"] == "result" for change in one["changes"]]

    def stands(bullet: str) -> bool:
        return any(f"`{model}`" in bullet and c["old"] in bullet and c["new"] in bullet for model, c in known)

    return [bullet for bullet in bullets if not bullet.startswith("None") and not stands(bullet)]


def test_every_changed_result_of_the_change_log_stands_on_the_page() -> None:
    assert unlisted((checks.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), records()) == []


def test_a_changed_result_that_is_missing_is_found() -> None:
    log = "### Changed results\n\n- None: nothing.\n- `training-step`: a step takes\n  {}, because.\n\n## [0.1.0]\n"
    known = log.format("4.92 s instead of 4.76 s")
    assert unlisted(known, records()) == []
    assert len(unlisted(log.format("5.00 s instead of 4.92 s"), records())) == 1
    assert len(unlisted(known.replace("training-step", "lanes"), records())) == 1
