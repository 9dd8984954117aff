"""Turns words and science into the site."""
