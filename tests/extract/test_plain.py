"""What a page sets a text with - spaces, line ends, quotation marks, signs that nobody sees - changes nothing of what it says."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.extract.claims import extract
from factbase.extract.text.plain import retyped, tidied
from factbase.model import Claim, Document
from factbase.read import items

SEEDS = Path(__file__).parents[2] / "seeds"


def quoted(opens: str, closes: str) -> Callable[[str], str]:
    return lambda text: re.sub(r'[“"]([^“”"\n]*)[”"]', rf"{opens}\1{closes}", text)


SETTINGS: dict[str, Callable[[str], str]] = {
    "soft hyphens": lambda text: re.sub(r"\b(\w{5})(\w{5,})\b", "\\1\u00ad\\2", text),
    "zero-width spaces": lambda text: text.replace(". ", ". \u200b"),
    "a byte-order mark": lambda text: "\ufeff" + text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "spaces before line ends": lambda text: re.sub("$", "  ", text, flags=re.M),
    "indented lines": lambda text: re.sub(r"^(?=\S)", "    ", text, flags=re.M),
    "two spaces between sentences": lambda text: re.sub(r"(?<=[.!?,]) (?=\S)", "  ", text),
    "spaces that do not break": lambda text: re.sub(r"(?<=\d) (?=\w)", "\u00a0", text),
    "thin spaces": lambda text: re.sub(r"(?<=\d) (?=\w)", "\u202f", text),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "entities": lambda text: text.replace("&", "&amp;").replace("é", "&eacute;").replace("€", "&euro;").replace("£", "&pound;"),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "curly quotation marks": quoted("“", "”"),
    "low quotation marks": quoted("„", "”"),
    "single quotation marks": quoted("‘", "’"),
    "straight single quotation marks": quoted("'", "'"),
    "guillemets": quoted("«", "»"),
    "long dashes": lambda text: text.replace(" – ", " — "),
}


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return [item for item in items(sorted(SEEDS.glob("0*.txt"))) if isinstance(item, Document)]


def said(claim: Claim) -> tuple[object, ...]:
    slots = claim.kind, claim.amount, claim.amount_high, claim.unit, claim.hedge, claim.payer, claim.payee
    return (*slots, claim.status, claim.date, claim.programme, claim.speaker, claim.concept, claim.conditional)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_text_says_the_same_however_it_is_set(articles: list[Document], setting: str) -> None:
    assert len(articles) == 5
    for article in articles:
        text = SETTINGS[setting](article.text)
        found = extract(article.model_copy(update={"text": text}))[0]
        assert [said(c) for c in found] == [said(c) for c in extract(article)[0]]
        assert [c.quote for c in found] == [text[c.start : c.end] for c in found]
        for claim in found:
            assert claim.context is not None
            assert claim.context[0] <= claim.start < claim.end <= claim.context[1]


TEXTS = st.text(alphabet="ab e\u0301\u00ad\u200b\r\n\t 1€&;’‘'«»“\u00a0", max_size=40)


@given(TEXTS)
def test_retyping_moves_nothing(text: str) -> None:
    assert len(retyped(text)) == len(text)


@given(TEXTS)
def test_every_character_of_a_tidied_text_stands_for_a_stretch_of_the_text(text: str) -> None:
    tidy = tidied(text)
    if tidy is None:
        return
    assert len(tidy.text) == len(tidy.starts) == len(tidy.ends)
    spans = [tidy.span(i, i + 1) for i in range(len(tidy.text))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(
        text[start:end] == char or char == "\n" for char, (start, end) in zip(tidy.text, spans, strict=True) if end - start == 1
    )


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("'Het kost 3 miljoen', zei hij 's avonds.", "“Het kost 3 miljoen”, zei hij 's avonds."),
        ("The workers' fund and the firms' fund", "The workers' fund and the firms' fund"),
        ("In the '90s the firms' fund", "In the '90s the firms' fund"),
        ("‘It’s done’", "“It's done”"),
    ],
)
def test_single_marks_around_words_are_quotation_marks(text: str, read_as: str) -> None:
    assert retyped(text) == read_as
