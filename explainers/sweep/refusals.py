"""What a sweep refuses: a code and what fills its sentence in words/common.<lang>.toml, table [sweep]."""

from __future__ import annotations

from explainers.base.errors import VALUE_LIMIT, ExplainerError


class SweepError(ExplainerError):
    """A grid, a folder or a cluster was refused; it travels between processes, so its arguments are its state.

    Parameters
    ----------
    code : str                    One of the keys under [sweep] in words/common.<lang>.toml. [text]
    gaps : dict name -> text      What fills the sentence; each is cut to 80 characters. [text]

    Source: this project's convention.
    """

    def __init__(self, code: str, gaps: dict[str, str] | None = None) -> None:
        self.code = code
        self.gaps = {name: text[:VALUE_LIMIT] for name, text in (gaps or {}).items()}
        super().__init__(code, gaps)
