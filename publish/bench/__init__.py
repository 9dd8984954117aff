"""Speed and size of the built site: medians of interleaved runs, printed beside their targets; never a verdict."""
