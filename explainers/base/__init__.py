"""The shared vocabulary: parameters, answers, errors, sources, units."""
