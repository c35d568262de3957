"""Fuzzing: mutated samples of every format, hostile sums of money and hostile cells; `python -m tests.fuzz --help`."""
