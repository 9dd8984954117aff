"""Every sentence, label and unit word, one file per explainer and language."""
