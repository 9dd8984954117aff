"""The build, one step a module; each runs alone as `python -m publish.steps.<name>`."""
