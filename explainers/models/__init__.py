"""Pure functions on numbers and arrays; a folder per subject, one noun a file."""
