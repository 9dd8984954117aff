"""Numbers with addresses: sources, facts, claims."""
