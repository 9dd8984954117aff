"""A company, its volume, and the market around it."""
