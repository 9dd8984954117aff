"""The command line: its flags, its refusals, and text that any terminal can show. Never in the browser."""
