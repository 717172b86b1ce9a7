"""A trained spaCy pipeline of the user's own, where one is named: it adds names, and says better who is a person.

Named by `spacy_model` in the settings or by FACTBASE_SPACY_MODEL: the name of an installed pipeline, or a folder. Without one
everything works.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

VARIABLE = "FACTBASE_SPACY_MODEL"
"""The environment variable that names a pipeline, where the settings name none."""

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}
_chosen: str | None = None


class PipelineError(ValueError):
    """A trained pipeline cannot be used; the message says which, and what spaCy says of it."""


def use(model: str | None) -> None:
    """Use a pipeline in this process, None for the one of the environment. Call before anything is extracted.

    Raises:
        PipelineError: where spaCy cannot load it: a wrong name is found out before the first article and not at each.
    """
    global _chosen
    _chosen = model
    if named():
        _pipeline(str(named()))


def named() -> str | None:
    """The pipeline in force."""
    return _chosen or os.environ.get(VARIABLE) or None


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Any:
    import spacy  # slow to import, and only needed where a user names a pipeline

    try:
        return spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise PipelineError(f"spaCy pipeline {model!r} cannot be used: {error}") from error


def entities(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the names that the pipeline in force finds; none without one."""
    model = named()
    if model is None:
        return []
    return [(e.start_char, e.end_char, kind) for e in _pipeline(model)(text).ents if (kind := _KINDS.get(e.label_))]
