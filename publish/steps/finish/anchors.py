"""Anchors: a heading has the same address in every language, so that a switch of language keeps the place.

Japanese headings would get ids such as `_1`, which also change whenever a heading is added before them.
"""

import re

from publish.steps.finish.languages import DEFAULT, own_path
from publish.steps.finish.site import FinishError, Page, Site

HEADING = re.compile(r"<h([1-6])[^>]*? id=\"([^\"]+)\"")


def align(site: Site) -> None:
    """Give each heading the id of its counterpart in the default language.

    Raises FinishError naming each page whose headings are not those of its counterpart.
    """
    models = {own_path(page): page for page in site.pages if page.lang == DEFAULT}
    problems = []
    for page in site.pages:
        model = models.get(own_path(page))
        if page.lang == DEFAULT or model is None:
            continue
        wanted, own = HEADING.findall(model.text), HEADING.findall(page.text)
        if [level for level, _ in wanted] != [level for level, _ in own]:
            problems.append(
                f"{page.path}: has {len(own)} headings, {model.path} has {len(wanted)}, or their levels differ"
            )
            continue
        pairs = zip(own, wanted, strict=True)
        page.text = _renamed(page, {old: new for (_, old), (_, new) in pairs if old != new})
    if problems:
        raise FinishError(problems)


def _renamed(page: Page, names: dict[str, str]) -> str:
    if not names:
        return page.text
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    mention = re.compile(rf"(?<= )(id=\"|href=\"#|aria-labelledby=\")({either})(?=\")")
    return mention.sub(lambda match: match[1] + names[match[2]], page.text)
