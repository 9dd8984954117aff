"""What a fence of a page becomes: HTML of explainers, questions, diagrams, verdicts and tables of trust."""

from __future__ import annotations

import html
import json
import re
import tomllib
from typing import Any, cast

import markdown

from explainers.base.parameters import READER, Parameter, parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import of_parameter, quantity
from explainers.words import words
from publish.citations import Citations
from publish.errors import PublishError
from publish.glossary import glossary
from publish.islands import parse_fence, render, under
from publish.ledger import ledger, sentences, verdict_counts
from publish.listing import listing
from publish.page import Page
from publish.paths import BUILD, DOCS, ROOT
from publish.press_words import press_words
from publish.story_tables import companies, seed_table
from publish.values import NO_BREAK_SPACE
from publish.verdicts import verdicts

EVERY, REST = "every", "rest"  # what a fence says to leave no explainer and no table out
_NAMED_TABLE = re.compile(r"^```validation\n([\w-]+)$", re.MULTILINE)
# a table of errors must show the digits that the errors are about
_DIGITS = 7


def _options(kind: str, body: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        options = tomllib.loads(body)
    except tomllib.TOMLDecodeError as error:
        raise PublishError(f"{kind}: {error}") from None
    missing = [name for name in needed if name not in options]
    if missing:
        raise PublishError(f"{kind}: {', '.join(missing)} is missing")
    return options


def inline(text: str) -> str:
    """One paragraph of Markdown without its paragraph tags."""
    return cast("str", markdown.markdown(text)).removeprefix("<p>").removesuffix("</p>")


def explainer(body: str, page: Page) -> str:
    """An explainer, complete without scripts."""
    fence = parse_fence(body)
    if fence.identity in page.islands:
        raise PublishError(f"explainer {fence.identity} stands twice on one page")
    if fence.variant != "figure" and fence.slug not in page.islands:
        raise PublishError(f"the {fence.variant} of {fence.slug} needs its figure above it: it shares that one's words")
    placed = under(fence, page.islands)
    page.islands.append(fence.identity)
    return render([(placed, page.language)])[0]


def question(body: str, page: Page) -> str:
    """A question with answers to pick; the reason stands in a details element, so it works without scripts."""
    given = _options("question", body, ("id", "question", "options", "right", "answer"))
    if not 0 <= given["right"] < len(given["options"]):
        raise PublishError(f"question {given['id']}: right is not one of the options")
    ui, name = press_words(page.language), html.escape(f"question-{given['id']}")
    answers = "".join(
        f'<label><input type="radio" name="{name}" value="{index}"'
        f"{' data-right' if index == given['right'] else ''}> <span>{inline(option)}</span></label>"
        for index, option in enumerate(given["options"])
    )
    return (
        f'<fieldset class="cl-question" data-question id="{name}"><legend>{inline(given["question"])}</legend>'
        f'<div class="cl-answers">{answers}</div><p class="cl-pick" role="status" '
        f'data-right="{html.escape(ui["right"])}" data-wrong="{html.escape(ui["wrong"])}"></p>'
        f"<details><summary>{ui['see_answer']}</summary><p>{page.citations.mark(inline(given['answer']))}</p></details></fieldset>"
    )


def diagram(body: str, _: Page) -> str:
    """A drawing from publish/diagrams, its words from the page."""
    name, rest = f"{body.strip()}\n".split("\n", 1)
    path = ROOT / "publish" / "diagrams" / f"{name.strip()}.svg"
    if not path.is_file():
        raise PublishError(f"unknown diagram: {name}")
    given = _options("diagram", rest, ("alt",))
    drawing = path.read_text(encoding="utf-8")
    for key, text in given.items():
        if "{" + key + "}" not in drawing:
            raise PublishError(f"diagram {name}: it has no word {key}")
        drawing = drawing.replace("{" + key + "}", html.escape(text))
    if "{" in drawing:
        raise PublishError(f"diagram {name}: the word {drawing.split('{')[1].split('}')[0]} is missing")
    return f'<figure class="cl-diagram">{drawing}</figure>'


def validation(body: str, page: Page) -> str:
    """The error table that the validation tests wrote, or all those that no page asks for."""
    if body.strip() == REST:
        return "".join(validation(name, page) for name in unnamed(page.language))
    cited = page.citations
    path = BUILD / "validation" / f"{body.strip()}.json"
    if not path.is_file():
        raise PublishError(f"no validation results for {body.strip()}")
    results, ui = json.loads(path.read_text(encoding="utf-8")), press_words(page.language)
    if "sets" in results:
        return _sets(body.strip(), results, page)
    unit = results.get("error_unit", "1")
    body_rows = [
        [
            *_case(row, page.language),
            _published(row["published"], row["unit"]) + cited.link(row["fact_id"]),
            _quantity(row["predicted"], row["unit"]),
            _error(row["error"], unit),
            _error(row["baseline_error"], unit),
            ui["independent"] if row["independent"] else ui["input"],
        ]
        for row in results["rows"]
    ]
    baseline = results["baseline_text"][page.language] if "baseline_text" in results else ui["baseline"]
    summary = "".join(
        f"<li>{ui[f'summary_{name}'].format(baseline=baseline, **_shortened(results[name], unit))}</li>"
        for name in ("independent", "baseline")
    )
    caption = ui["tables"][body.strip()]  # several stand on one page, and each must be told from the others
    return _table(caption, ui["validation_columns"], body_rows) + f"<ul>{summary}</ul>"


def unnamed(language: str) -> list[str]:
    """Error tables that no page of a language asks for by name: a new one is printed before anybody thinks of it."""
    pages = (path.read_text(encoding="utf-8") for path in sorted((DOCS / language).rglob("*.md")))
    named = {name for text in pages for name in _NAMED_TABLE.findall(text)}
    return [path.stem for path in sorted((BUILD / "validation").glob("*.json")) if path.stem not in named]


def _sets(name: str, results: dict[str, Any], page: Page) -> str:
    """Whole tables: errors of the model and of a one-line baseline, and where the model is worst."""
    ui, own = press_words(page.language), "ja" if page.language == "ja" else "en"
    rows = [
        [
            html.escape(row[f"text_{own}"]) + page.citations.link(row["source_id"]),
            str(row["n"]),
            f"{row['mean']:.1%}",
            f"{row['p90']:.1%}",
            f"{row['worst']:.1%}" + (f"{NO_BREAK_SPACE}({html.escape(row[f'worst_{own}'])})" if row["worst"] else ""),
            "–" if row["baseline_mean"] is None else f"{row['baseline_mean']:.1%}",
            _bar(row["bar"], ui),
            ui["roles"][row["role"]],
        ]
        for row in results["sets"]
    ]
    baseline = ui["sets_baseline"].format(baseline=html.escape(results["baseline_text"][own]))
    return _table(ui["tables"][name], ui["sets_columns"], rows) + f'<p class="cl-help">{baseline}</p>'


def _bar(bar: float | None, ui: dict[str, Any]) -> str:
    if bar is None:
        return "–"
    return f"≤{NO_BREAK_SPACE}{bar:.1%}".replace(".0%", "%") if bar else str(ui["exact"])


def _shortened(numbers: dict[str, float | int], unit: str) -> dict[str, str]:
    return {name: str(one) if isinstance(one, int) else _error(one, unit) for name, one in numbers.items()}


def _error(error: float | None, unit: str) -> str:
    """An error as a share of the published value (unit "1"), or in its own unit."""
    if error is None:
        return "–"
    return f"{error:.2%}" if unit == "1" else f"{error:.3f}{NO_BREAK_SPACE}{unit}"


def _published(limits: list[float], unit: str) -> str:
    low, high = limits
    if low == high:
        return _quantity(low, unit)
    upper = _quantity(high, unit)
    return f"≤ {upper}" if low == 0 else f"{_quantity(low, unit)} – {upper}"


def _quantity(number: float, unit: str) -> str:
    return quantity(number, unit, _DIGITS).replace(" ", NO_BREAK_SPACE)


def _case(row: dict[str, Any], language: str) -> list[str]:
    """A case's quantity and inputs as words, numbers and units; the reference data may say both itself."""
    ui = press_words(language)
    if "text" in row:
        return [html.escape(row["quantity_text"][language]), html.escape(row["text"][language])]
    parts = []
    for name, value in row["inputs"].items():
        template = ui["cases"][name]
        shown = ui["cases"].get(value, value) if isinstance(value, str) else _case_number(name, value)
        parts.append(template.format(shown))
    return [ui["quantities"][row["quantity"]], html.escape(str(ui["case_separator"]).join(parts))]


def _case_number(name: str, value: float) -> str:
    unit = {"lane_rate_bps": "bit/s", "length_m": "m"}.get(name, "1")
    return f"{value:g}" if unit == "1" else quantity(value, unit)


def assumptions(body: str, page: Page) -> str:
    """Every parameter of an explainer, or of each there is, with default, limits and source."""
    slug = body.strip()
    if slug == EVERY:
        return "".join(assumptions(one, page) for one in CALCULATORS)
    if slug not in CALCULATORS:
        raise PublishError(f"unknown explainer: {slug}")
    cited, ui, own = page.citations, press_words(page.language), words(slug, page.language)
    rows = [
        [
            html.escape(own["inputs"][p.name]["label"]),
            _value(p, p.default, own),
            _limits(p, own, ui["case_separator"]),
            _origin(p, cited, ui),
        ]
        for p in parameters(CALCULATORS[slug].Inputs)
    ]
    return _table(ui["assumptions_caption"].format(title=own["title"]), ui["assumptions_columns"], rows)


def _origin(parameter: Parameter, cited: Citations, ui: dict[str, Any]) -> str:
    if parameter.source == READER:
        return str(ui["reader"])
    kind = "assumption" if parameter.source.startswith("assumption:") else "fact"
    return f'<span class="cl-badge" data-kind="{kind}">{ui[kind]}</span>{cited.link(parameter.source)}'


def _value(parameter: Parameter, value: Any, own: dict[str, Any]) -> str:
    return html.escape(own["terms"][value]) if isinstance(value, str) else of_parameter(value, parameter)


def _limits(parameter: Parameter, own: dict[str, Any], separator: str) -> str:
    if parameter.options:
        return separator.join(_value(parameter, option, own) for option in parameter.options)
    return f"{of_parameter(parameter.low or 0, parameter)} – {of_parameter(parameter.high or 0, parameter)}"


def _table(caption: str, heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    cells = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return (
        f'<div class="cl-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}"><table>'
        f"<caption>{html.escape(caption, quote=False)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></div>"
    )


def sources(_: str, page: Page) -> str:
    """Place of the list of what the page cites; filled when the whole page is known."""
    return page.citations.place()


BLOCKS = {
    "explainer": explainer,
    "question": question,
    "diagram": diagram,
    "verdicts": verdicts,
    "validation": validation,
    "assumptions": assumptions,
    "glossary": glossary,
    "listing": lambda body, _: listing(body.strip()),
    "sources": sources,
    "verdict-counts": verdict_counts,
    "sentences": sentences,
    "ledger": ledger,
    "seed-table": seed_table,
    "companies": companies,
}
