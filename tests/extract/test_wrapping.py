"""Lines that only a page's width broke are read as one."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from factbase.extract.claims import extract
from factbase.extract.text.article import Article
from factbase.extract.text.wrapping import unwrapped
from factbase.model import Document

PARAGRAPH = st.lists(st.text("abcdefghij", min_size=3, max_size=9), min_size=120, max_size=150).map(" ".join)

WIRE = """HARLOW, May 8 - The Harbour Bank has lent the port of Harlow some
466 million euros for the second quay, its director said. The port
serves three landlocked towns to the north and is the only one of
its kind on this coast. Ana Ruiz told reporters that another 200
million euros was needed.
(Reporting by a desk)"""


@given(st.lists(PARAGRAPH, min_size=1, max_size=3), st.integers(50, 90))
def test_filled_paragraphs_are_joined(paragraphs: list[str], width: int) -> None:
    filled = "\n\n".join(textwrap.fill(one, width) for one in paragraphs)
    assert unwrapped(filled) == "\n\n".join(paragraphs)


@given(st.text("ab .\n", max_size=400))
def test_no_character_moves(text: str) -> None:
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined, strict=True))


def test_headlines_lists_and_paragraphs_in_one_line_keep_their_breaks() -> None:
    headline = f"Port gets new quay\nThe quay of the port of Harlow will be renewed next year, and {'only ' * 12}that.\n"
    items = "\n".join(f"- item {n} of a list of things of another length {'x' * (n % 7)}" for n in range(20))
    for text in (headline * 9, items, "", "\n\n"):
        assert unwrapped(text) == text


def test_amounts_over_a_break_are_quoted_as_they_stand() -> None:
    document = Document(name="a", text=WIRE, lang="en")
    claims, _ = extract(document)
    money = [(c.quote, c.speaker) for c in claims if c.kind == "money"]
    assert money == [("466 million euros", "Harbour Bank"), ("200\nmillion euros", "Ana Ruiz")]
    assert all(WIRE[c.start : c.end] == c.quote for c in claims)
    assert len(Article(document).sentences) == 4
