"""Parts of dev.py: standard library only, any Python >= 3.8."""
