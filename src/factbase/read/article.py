"""The last steps that every article goes through, whatever its format: mending, language, date, publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factbase.extract.times.publication import publication
from factbase.model import Document, Problem
from factbase.read.byline import agency
from factbase.read.dates import given
from factbase.read.encoding import mend
from factbase.read.evidence import not_before
from factbase.read.language import language, supported

DATE_IT = "give its date, in front matter or with --published, if you know it"
"""What to do about an article without a date."""
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT = 40
"""Characters at most of a line that is a date rather than a sentence with one."""
_BELOW = 3
"""Lines at most that stand between a title and the empty line below it."""
_HEAD = 8
"""Lines from the top in which one may be a date in numbers."""
_NUMBERS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_PREFIX = re.compile(r"^ date \d{4}(?:-\d\d){0,2} ")


@dataclass(slots=True)
class Raw:
    """An article as its format gives it, nothing concluded yet. Fields as in `Document`.

    Attributes:
        source: the file, and `position` the place in it, for problems.
        published_from: where the format found `published` (`given`, `metadata`, `front matter`).
    """

    name: str
    text: str
    source: str
    position: str | None = None
    lang: str | None = None
    published: str | None = None
    published_from: str = "given"
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, message: str, severity: str = "warning") -> Problem:
        """A problem at this article's place."""
        return Problem.model_validate(
            {"severity": severity, "code": code, "message": message, "source": self.source, "position": self.position}
        )


def finish(raw: Raw, otherwise: str | None = None) -> tuple[Document | None, list[Problem]]:
    """The document, or None where it holds nothing that can be read, with what was wrong.

    Args:
        otherwise: EDTF date of publication of an article that gives none itself.
    """
    problems = list(raw.problems)
    if not raw.text.strip():
        return None, [*problems, raw.problem("read.empty", "there is no text in it", "error")]
    text, repairs = mend(raw.text)
    if repairs:
        what = f"letters that had been decoded wrongly were mended, in lines: {len(repairs)}"
        problems.append(raw.problem("read.mended", what, "note"))
    lang = language(text) if raw.lang is None else supported(raw.lang)
    if lang is None:
        said = f"its language ({raw.lang}) is not one" if raw.lang else "it is in none"
        problems.append(raw.problem("read.language", f"not read: {said} of the languages known here; see lang/", "error"))
        return None, problems
    published: str | None = raw.published
    origin: str | None = raw.published_from
    if published is not None:
        said, published = published.strip(), given(published, lang)
        if published is None:
            message = f"{said!r} is no date, or more than one (write 2024-03-01, 2024-03 or 2024): left out"
            problems.append(raw.problem("read.date", message))
        elif not said.startswith(published):
            problems.append(raw.problem("read.date", f"dated {published}, as which {said!r} was read", "note"))
    if published is None:
        published, origin = publication(text, lang)
        if origin == "updated":
            message = f"dated {published} by its last update; no other date is on the page"
            problems.append(raw.problem("read.date", message, "note"))
    if published is None:
        published, origin, told = _undated(raw, text, lang, otherwise)
        problems += [raw.problem("read.date", told, "note")] if told else []
    document = Document(
        name=raw.name,
        text=text,
        lang=lang,
        published=published,
        published_from=origin if published else None,
        publisher=raw.publisher or agency(text),
        title=raw.title or _title(text, lang),
        url=raw.url,
        path=raw.source if raw.source != "-" else None,
        repairs=repairs,
    )
    return document, problems


def _undated(raw: Raw, text: str, lang: str, otherwise: str | None) -> tuple[str | None, str | None, str | None]:
    """The date of an article that gives none, where it comes from, and what the user should know of it."""
    above = (line.strip() for line in text.lstrip().split("\n")[:_HEAD])
    if line := next((line for line in above if _NUMBERS.fullmatch(line) and given(line, lang)), None):
        return given(line, lang), "dateline", f"dated {given(line, lang)}, as which {line!r} was read"
    if named := _DAY.search(raw.name):
        return named[0], "name", f"dated {named[0]} by its name; no date is in it"
    if otherwise is not None:
        return otherwise, "user", f"dated {otherwise} by --published, as no date is in it; `--published none` takes that back"
    if bound := not_before(text, lang):
        since, words = bound
        return f"{since}/..", "evidence", f"no date is in it; it names {words}, so it is of {since} or later: {DATE_IT}"
    return None, None, None


def _title(text: str, lang: str) -> str | None:
    """The first line where it stands alone above the text, or above a line that prints its date, and is no sentence."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = _PREFIX.sub("", first).strip()
    if not first or not 8 <= len(first) <= 200 or first[-1] in ".:;,":
        return None
    below = [line.strip() for line in rest.partition("\n\n")[0].splitlines()] if "\n\n" in rest else []
    dated = len(below) <= _BELOW and all(not line or publication(line, lang)[1] == "dateline" for line in below)
    alone = not rest.strip() or rest.startswith(("\n", "\r")) or rest.strip().startswith(first)
    under = rest.strip().partition("\n")[0].strip()
    day = len(under) <= _SHORT and "\n" in rest.strip() and publication(under, lang)[1] == "dateline"
    return first if alone or (below and dated) or day else None
