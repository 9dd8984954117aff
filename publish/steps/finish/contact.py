"""Contact: .well-known/security.txt (RFC 9116), which says where to report a weakness and how long that holds."""

import datetime
import os
import re

from publish.paths import ROOT
from publish.steps.finish.languages import PLACES
from publish.steps.finish.site import Site

NAME = ".well-known/security.txt"
VALID = datetime.timedelta(days=364)  # RFC 9116 recommends less than a year from the day it is published
RELEASED = re.compile(r"^date-released: \"?(\d{4}-\d{2}-\d{2})", re.M)


def write(site: Site) -> None:
    """Write the file; it expires a year after the commit that was built, so that equal commits give equal bytes.

    REPORT_URL names the tracker of the repository; without one the page that says how to report is the contact.
    """
    policy = f"{site.url}contribute/#security"
    lines = [
        f"Contact: {_advisories(os.environ.get('REPORT_URL', '')) or policy}",
        f"Expires: {(_published() + VALID).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(PLACES)}",
        f"Canonical: {site.url}{NAME}",
        f"Policy: {policy}",
    ]
    path = site.folder / NAME
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _published() -> datetime.datetime:
    """The day of the commit; a tree without one has the day of its release."""
    commit = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.UTC)
    released = RELEASED.findall((ROOT / "CITATION.cff").read_text(encoding="utf-8"))[0]
    return max(commit, datetime.datetime.fromisoformat(f"{released}T00:00:00+00:00"))


def _advisories(report_url: str) -> str:
    """Where a repository takes reports that must not be public, from the address of its list of issues."""
    repository, found, _ = report_url.partition("/issues")
    return f"{repository}/security/advisories/new" if found and report_url.startswith("https://") else ""
