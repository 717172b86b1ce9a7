"""From bytes to text: the encoding found, mojibake mended, and both said.

Bytes are read as their byte order mark says, else as UTF-8, else as the page declares, else as Windows-1252 with a problem
that says so: detectors that guess by letter statistics misread short Dutch. Text that was once decoded wrongly ("â‚¬ 5") is
mended with ftfy before any offset exists; each repair is kept as a step.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Any

from factbase.model import Problem, Step

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})""",
    re.IGNORECASE,
)
_SIGNATURES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "Word, Excel, EPUB or ZIP",
    b"\xd0\xcf\x11\xe0": "older Word or Excel",
    b"{\\rtf": "RTF",
}
"""How files of formats that hold no plain text begin."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class BinaryError(ValueError):
    """The bytes are no text in any encoding known here."""


def decode(data: bytes, source: str, declared: str | None = None) -> tuple[str, list[Problem]]:
    """The bytes as text.

    Args:
        declared: the charset that the sender or the page names, None to look for one in the page.

    Raises:
        BinaryError: where they are no text.
    """
    for signature, format in _SIGNATURES.items():
        if data.startswith(signature):
            raise BinaryError(f"it is a {format} file: save it as text or as a web page")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(encoding)), []
            except UnicodeDecodeError as error:
                raise BinaryError(f"it begins with the mark of {encoding} but is not ({error.reason})") from error
    try:
        return _checked(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        at = error.start
    found = _DECLARED.search(data[:4096])
    named = declared or (next(g for g in found.groups() if g).decode("ascii") if found else None)
    for encoding in filter(None, (named, "windows-1252")):
        try:
            text = _checked(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == named:
            return text, []
        message = "not UTF-8, and no encoding is declared: read as Windows-1252; convert it to UTF-8 if letters look wrong"
        return text, [Problem(severity="warning", code="read.encoding", message=message, source=source, position=f"byte {at}")]
    raise BinaryError(f"byte {at} is neither UTF-8 nor Windows-1252")


def _checked(text: str) -> str:
    """The text, unless it is full of control characters as no text is."""
    if text.isprintable() or len(_CONTROL.findall(text[:65536])) * 100 <= len(text[:65536]):
        return text
    raise BinaryError("it is full of control characters")


def mend(text: str) -> tuple[str, tuple[Step, ...]]:
    """The text with mojibake undone, line by line, and a step for each line that was."""
    if text.isascii():
        return text, ()
    from ftfy import fix_and_explain
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text, ()
    lines, steps, at = [], [], 0
    for line in text.splitlines(keepends=True):
        mended = line
        if is_bad(line):
            mended, how = fix_and_explain(line, _ftfy())
            if mended != line:
                rules = ", ".join(f"{step} {what}" for step, what in how or ())
                steps.append(
                    Step(slot="text", rule="ftfy", text=f"the line was decoded wrongly: {rules}", start=at, end=at + len(mended))
                )
        lines.append(mended)
        at += len(mended)
    return "".join(lines), tuple(steps)


@cache
def _ftfy() -> Any:
    """Only what undoes a wrong decoding; what a writer may have meant (curly quotes, ligatures, entities) stays."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_terminal_escapes=False,
        remove_control_chars=False,
        normalization=None,
    )
