"""One module an explainer: Inputs, PRESETS, answer(inputs) -> Answer. Words stand beside, in words/."""
