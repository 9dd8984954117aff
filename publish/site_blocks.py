"""The blocks that tell the site about itself: reading paths, what is kept, sources, corrections, rights."""

from __future__ import annotations

from publish.errata import errata
from publish.licences import licence_texts, licences
from publish.report import report
from publish.routes import forget, route
from publish.source_list import assumption_list, source_list

SITE_BLOCKS = {
    "route": route,
    "forget": forget,
    "source-list": source_list,
    "assumption-list": assumption_list,
    "errata": errata,
    "report": report,
    "licences": licences,
    "licence-texts": licence_texts,
}
