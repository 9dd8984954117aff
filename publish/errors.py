"""What can be wrong with a page's source; the build stops with this sentence."""

from __future__ import annotations


class PublishError(ValueError):
    """A page asks for something that does not exist."""
