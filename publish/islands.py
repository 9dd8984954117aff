"""Islands: explainers inside pages, computed by CPython and drawn by the browser's own modules on Node."""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from typing import Any

from explainers.base.errors import InputError
from explainers.base.line_rates import short_line_rates
from explainers.base.parameters import READER, Parameter, parameters
from explainers.calculators.registry import CALCULATORS
from explainers.wire import respond
from explainers.words import words
from publish.errors import PublishError
from publish.node import run_node
from publish.origins import origin
from publish.paths import BUILD, WEB, text_bytes

VARIANTS = ("figure", "sandbox")
_CLAUSE = re.compile(r"(?<=。)|[:;：；]|[.,] ")  # where the beginning of a long text ends


@dataclass(frozen=True)
class Fence:
    """What a page asks for: an explainer, its differing defaults and its variant."""

    slug: str
    overrides: tuple[tuple[str, Any], ...]
    variant: str = "figure"
    above: tuple[str, ...] = ()  # explainers of the figures above this one on its page: they hold what islands share

    @property
    def identity(self) -> str:
        """Anchor of the island; one page holds at most one of each variant."""
        return self.slug if self.variant == "figure" else f"{self.slug}-{self.variant}"

    @property
    def shared(self) -> str:
        """The page's first island, if this is not it: it holds the words that all islands need."""
        return self.above[0] if self.above else ""


def under(fence: Fence, islands: list[str]) -> Fence:
    """A fence that knows what stands above it: identities of the page's islands so far."""
    return replace(fence, above=tuple(identity for identity in islands if identity in CALCULATORS))


def parse_fence(text: str) -> Fence:
    """The body of an explainer fence: the slug, then TOML lines.

    Raises PublishError for an unknown explainer, parameter, value or variant.
    """
    slug, _, rest = text.strip().partition("\n")
    slug = slug.strip()
    if slug not in CALCULATORS:
        raise PublishError(f"unknown explainer: {slug}")
    try:
        options = tomllib.loads(rest)
    except tomllib.TOMLDecodeError as error:
        raise PublishError(f"explainer {slug}: {error}") from None
    variant = options.pop("variant", "figure")
    if variant not in VARIANTS:
        raise PublishError(f"explainer {slug}: unknown variant {variant}")
    fence = Fence(slug, tuple(sorted(options.items())), variant)
    _answered(fence)
    return fence


def _answered(fence: Fence) -> tuple[dict[str, Any], list[float | None]]:
    try:
        header, numbers = respond(fence.slug, {"inputs": dict(fence.overrides)})
    except InputError as error:
        raise PublishError(f"explainer {fence.slug}: {error}") from None
    return header, [None if math.isnan(number) else number for number in numbers.tolist()]


@cache
def ui_words(language: str) -> dict[str, Any]:
    """What the page itself says around every explainer."""
    return tomllib.loads((WEB / "words" / f"ui.{language}.toml").read_text(encoding="utf-8"))


@cache
def _web_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(WEB.rglob("*.mjs")):
        digest.update(text_bytes(path))
    return digest.hexdigest()


@cache
def _named(slug: str) -> tuple[str, ...]:
    """Ids of all that an explainer's numbers rest on: its parameters' sources, then its models'."""
    calculator = CALCULATORS[slug]
    of_inputs = (item.source for item in parameters(calculator.Inputs) if item.source != READER)
    return tuple(dict.fromkeys([*of_inputs, *calculator.SOURCES]))


def _listed(identity: str, fence: Fence, language: str) -> dict[str, Any]:
    """A source with a short name, and who lists it in full: the first explainer of the page that rests on it."""
    found = origin(identity, language)
    own = words(fence.slug, language)["inputs"]
    labels = (own[p.name]["label"] for p in parameters(CALCULATORS[fence.slug].Inputs) if p.source == identity)
    place = next((slug for slug in fence.above if identity in _named(slug)), fence.slug)
    beginning = _CLAUSE.split(found["text"], maxsplit=1)[0]
    return {**found, "name": found.get("title") or next(labels, beginning), "at": place}


def for_page(parameter: Parameter) -> dict[str, Any]:
    """A parameter as the page knows it; a slider steps over what would be taken for a rate on the wire."""
    if not parameter.line or parameter.options:
        return asdict(parameter)
    return {**asdict(parameter), "stepped_over": short_line_rates(parameter.line, parameter.unit)}


def job(fence: Fence, language: str) -> dict[str, Any]:
    """Everything Node needs to draw one island in one language."""
    calculator = CALCULATORS[fence.slug]
    spec = [for_page(parameter) for parameter in parameters(calculator.Inputs)]
    header, numbers = _answered(fence)
    common = words("common", language)
    return {
        "id": fence.identity,
        "slug": fence.slug,
        "variant": fence.variant,
        "shared": fence.shared,
        "full": hasattr(calculator, "full"),
        "words": {
            "lang": language,
            "own": words(fence.slug, language),
            "common": {name: common[name] for name in ("errors", "fields", "notes", "each")},
            "ui": ui_words(language),
        },
        "spec": spec,
        "presets": {name: dict(values) for name, values in calculator.PRESETS.items()},
        "sources": [_listed(identity, fence, language) for identity in _named(fence.slug)],
        "titles": {slug: words(slug, language)["title"] for slug in fence.above},
        "header": header,
        "numbers": numbers,
        "inputs": header["inputs"],
    }


def render(wanted: list[tuple[Fence, str]]) -> list[str]:
    """HTML of islands; drawn ones are kept by the hash of everything that went in."""
    texts = [json.dumps(job(fence, language), ensure_ascii=False) for fence, language in wanted]
    folder = BUILD / "islands"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{hashlib.sha256((_web_hash() + text).encode()).hexdigest()[:24]}.html" for text in texts]
    missing = {path: text for path, text in zip(paths, texts, strict=True) if not path.exists()}
    if missing:
        drawn = json.loads(run_node(WEB / "render.mjs", stdin="[" + ",".join(missing.values()) + "]"))
        for path, html in zip(missing, drawn, strict=True):
            path.write_text(html, encoding="utf-8")
    return [path.read_text(encoding="utf-8") for path in paths]


def input_names(slug: str) -> set[str]:
    """Names of an explainer's parameters."""
    return {item.name for item in fields(CALCULATORS[slug].Inputs)}
