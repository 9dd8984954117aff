"""Refusals that no calculator raises."""

# said by the page itself when Python cannot speak, or its figures cannot; the page's own tests look for them there
PAGE_CODES = {"timeout", "full-timeout", "python-start", "offline", "no-wasm", "charts"}
# other sentences of "not-an-option", where the nearest numbers are named
NEAR = {"not-an-option-between", "not-an-option-beyond"}
