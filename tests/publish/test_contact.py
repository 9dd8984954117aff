"""security.txt says what RFC 9116 asks for, and the same for the same commit."""

import datetime
import re
from collections.abc import Callable

import pytest

from publish.steps.finish import contact
from publish.steps.finish.site import Page, Site


def fields(site: Site) -> dict[str, str]:
    contact.write(site)
    text = (site.folder / contact.NAME).read_text(encoding="utf-8")
    assert all(re.fullmatch(r"[A-Z][A-Za-z-]+: \S.*", line) for line in text.splitlines())
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_the_fields(page: Callable[..., Page], site_of: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    commit = int(datetime.datetime(2031, 5, 6, 7, 8, 9, tzinfo=datetime.UTC).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(commit))
    monkeypatch.setenv("REPORT_URL", "https://forge.example/us/light/issues/new?template=number.yml")
    site = site_of(page())
    said = fields(site)
    assert said == fields(site)
    assert said["Contact"] == "https://forge.example/us/light/security/advisories/new"
    assert said["Expires"] == "2032-05-04T07:08:09Z"
    assert said["Preferred-Languages"] == "en, ja"
    assert said["Canonical"] == f"{site.url}.well-known/security.txt"
    assert said["Policy"] == f"{site.url}contribute/#security"


def test_without_a_tracker_and_a_commit(
    page: Callable[..., Page], site_of: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORT_URL", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    site = site_of(page())
    said = fields(site)
    assert said["Contact"] == said["Policy"]
    assert said["Expires"] > "2027"  # the release's day counts, not the year 1970
