"""Rights: whose works the site passes on, under which licence, with which text and notice."""
