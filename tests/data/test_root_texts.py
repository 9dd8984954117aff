"""The root's texts say what is so: links resolve, versions are the locked ones, the README's examples run."""

from __future__ import annotations

import re
import tomllib

import pytest

from publish.values import replace_values
from tests.data.checks import ROOT

TEXTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "NOTICE.md", ".github/PULL_REQUEST_TEMPLATE.md")
LINK = re.compile(r"\]\(([^)#\s]+)")
PIN = re.compile(r"uses: ([\w.-]+/[\w./-]+)@(\S+)( # v\d+\.\d+\.\d+)?$")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def version() -> str:
    return str(tomllib.loads(text("pyproject.toml"))["project"]["version"])


def broken_links(name: str, content: str) -> list[str]:
    folder = (ROOT / name).parent
    return [link for link in LINK.findall(content) if "://" not in link and not (folder / link).exists()]


@pytest.mark.parametrize("name", TEXTS)
def test_links_within_the_repository_resolve(name: str) -> None:
    assert broken_links(name, text(name)) == []


def test_a_broken_link_is_found() -> None:
    assert broken_links("README.md", "[x](no-such-file.md) [y](README.md#top) [z](https://example.org/)") == [
        "no-such-file.md"
    ]


def test_the_citation_and_the_changelog_name_this_version() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", text("CHANGELOG.md"), re.M)
    citation = dict(re.findall(r'^(version|date-released): "?([^"\n]+)"?$', text("CITATION.cff"), re.M))
    assert released[0] == (version(), citation["date-released"])
    assert citation["version"] == version()


def test_every_release_says_what_became_of_the_results() -> None:
    releases = re.split(r"^## \[\d", text("CHANGELOG.md"), flags=re.M)[1:]
    assert releases
    assert all("### Changed results" in release for release in releases)


def test_the_second_builder_has_the_first_ones_versions() -> None:
    first, second = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", text(name), re.M))
        for name in ("requirements.txt", "requirements-second-builder.txt")
    )
    assert "properdocs" in second
    assert {name: number for name, number in second.items() if first.get(name, number) != number} == {}


def test_the_readmes_value_can_be_computed() -> None:
    lines = [line for line in text("README.md").splitlines() if "{{" in line]
    assert lines
    assert all("{{" not in replace_values(line.split("[@")[0]) for line in lines)


def test_actions_are_pinned_by_commit_with_their_version() -> None:
    used = [
        line.strip().removeprefix("- ")
        for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses: " in line and "uses: ./" not in line
    ]
    assert used
    found = [PIN.search(line) for line in used]
    assert [line for line, pin in zip(used, found, strict=True) if not pin or not pin[3]] == []
    assert all(pin and re.fullmatch(r"[0-9a-f]{40}", pin[2]) for pin in found)
