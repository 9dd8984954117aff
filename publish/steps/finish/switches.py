"""Switches: Material's two hidden checkboxes, without an attribute that checkboxes do not have."""

import re

from publish.steps.finish.site import Site

SWITCH = re.compile(r"(<input class=\"md-toggle\"[^>]*?) autocomplete=\"off\"")


def clean(site: Site) -> None:
    """Take `autocomplete` off the switches; this site shows neither of them, so nothing is lost."""
    site.edit(lambda page: SWITCH.sub(r"\1", page.text))
