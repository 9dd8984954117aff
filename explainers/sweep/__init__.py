"""The sweep: a grid of inputs through one calculator into Parquet. On the command line only, never in the browser."""
