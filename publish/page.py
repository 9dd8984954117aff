"""What is known about a page while it is converted."""

from __future__ import annotations

from publish.citations import Citations


class Page:
    """Language, citations so far, islands so far; one object serves page after page."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.reset()

    def reset(self) -> None:
        """Begin a new page."""
        self.citations = Citations(self.language)
        self.islands: list[str] = []
