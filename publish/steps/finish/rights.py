"""Rights: the notices and licences of all works in one plain file, and nobody's file in the site."""

from publish.errors import PublishError
from publish.rights.bill import bill
from publish.rights.works import makers_of, notice
from publish.steps.finish.site import FinishError, Site

NAME = "LICENCES.txt"
BILL = "sbom.cdx.json"


def write(site: Site) -> None:
    """Write LICENCES.txt and the bill of materials.

    Raises FinishError if a text is missing where works.toml says that it is.
    """
    try:
        texts = {NAME: notice(), BILL: bill()}
    except PublishError as error:
        raise FinishError([f"rights: {error}"]) from None
    for name, text in texts.items():
        (site.folder / name).write_text(text, encoding="utf-8", newline="\n")


def check(site: Site) -> None:
    """Check that somebody is named for every file.

    Raises FinishError naming each file without a maker.
    """
    names = sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file())
    if unnamed := [name for name in names if not makers_of(name)]:
        raise FinishError([f"{name}: publish/rights/works.toml names nobody whose work this is" for name in unnamed])
