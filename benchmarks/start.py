"""What a command costs before it does anything: against a Python that imports Typer and ends, in time of processors.

    python benchmarks/start.py [--times 9] [--db FILE]

Of each command the quickest of so many runs counts, the commands taken in turns. `version` and `--help` import nothing heavy
(`tests/cli/test_commands.py` holds that); with a base, the questions that people ask most are timed too.

Measured in November 2026: `--help` 1.8 times the yardstick, the help of one command 3.9 times, a question to a base of 700 claims
13 to 22 times: most of it is importing SQLAlchemy and SQLModel and describing the tables to them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

YARDSTICK = ("-c", "import typer")
COMMANDS = (("--version",), ("--help",), ("claims", "--help"))
QUESTIONS = (("figures",), ("conflicts",), ("claims",))


def seconds(arguments: tuple[str, ...]) -> float:
    """The processor time of a Python with these arguments, its start included."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--db", help="a base to ask")
    args = parser.parse_args()
    commands = [*COMMANDS, *((*question, "--db", args.db) for question in QUESTIONS if args.db)]
    best = {YARDSTICK: float("inf")} | {("-m", "factbase", *command): float("inf") for command in commands}
    for _ in range(args.times):
        for command in best:
            best[command] = min(best[command], seconds(command))
    for command, took in best.items():
        print(f"{' '.join(command):40} {1000 * took:6.0f} ms   {took / best[YARDSTICK]:5.2f} times")


if __name__ == "__main__":
    main()
