"""The command line: a mirror of the Python API."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    raise SystemExit("the command line is being built")
