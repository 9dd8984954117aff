"""One link between two devices."""
