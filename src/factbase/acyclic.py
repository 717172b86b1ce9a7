"""No search for cycles where none are made: the collector visits every living object again and again.

That cost a third of the time of a question to fifty thousand claims, a quarter of that of reconciling twenty thousand, and more
of larger sets. Reference counts free what is dropped.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def acyclic() -> Iterator[None]:
    """Run without the cycle collector."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
