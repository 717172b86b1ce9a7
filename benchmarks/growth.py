"""How the time of extraction grows with the length of texts that are hard on a reader: 1.0 is in proportion to the length.

    python benchmarks/growth.py [NAME...] [--size 20000]

Each text is read at the size given and at four times that. Times of a few milliseconds say little; a reader that compares
everything with everything comes to 4.0.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "extract"))

from pathological import TEXTS

from factbase.extract.claims import extract
from factbase.model import Document


def seconds(text: str) -> float:
    start = time.process_time()
    extract(Document(name="hard.txt", text=text, lang="en"))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *TEXTS], metavar="NAME")
    parser.add_argument("--size", type=int, default=20_000)
    args = parser.parse_args()
    seconds(TEXTS["a book"](2000))
    for name in args.names or TEXTS:
        once, four = (seconds(TEXTS[name](args.size * times)) for times in (1, 4))
        print(f"{name:32} {1000 * once:8.0f} ms {1000 * four:8.0f} ms   grows by {four / once / 4:5.2f}")


if __name__ == "__main__":
    main()
