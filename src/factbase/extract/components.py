"""Extraction as spaCy components, for pipelines of one's own: `nlp.add_pipe("factbase_amounts")`.

They wrap the same functions that `factbase extract` runs, on any pipeline that tokenises, a blank one too. Import this module (or
install the package, whose entry points spaCy reads) to register them.

`factbase_amounts` finds the amounts: `doc.spans["amounts"]`, and `span._.amount` (a Mention).
`factbase_claims` runs every component of extraction: `doc._.claims`, and `doc._.problems` for what could not be done.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.claims import extract
from factbase.extract.text.article import Article
from factbase.model import Document

SPANS = "amounts"
"""Key of the span group; spans cover the tokens that an amount touches, `span._.amount` has the exact offsets."""

for _owner, _name, _default in ((Doc, "claims", None), (Doc, "problems", None), (Doc, "published", None), (Span, "amount", None)):
    if not _owner.has_extension(_name):
        _owner.set_extension(_name, default=_default)


def _document(doc: Doc, lang: str, name: str) -> Document:
    return Document(name=doc.user_data.get("name", name), text=doc.text, lang=lang, published=doc._.published)


@Language.factory(
    "factbase_amounts",
    assigns=["doc.spans", "span._.amount"],
    default_config={"lang": None, "spans_key": SPANS},
)
class Amounts:
    """Finds every amount of a doc. `lang` is the pipeline's own language unless given; it must have a folder of ours."""

    def __init__(self, nlp: Language, name: str, lang: str | None, spans_key: str) -> None:
        self.name, self.spans_key = name, spans_key
        self.lang: str = lang or str(nlp.lang)

    def __call__(self, doc: Doc) -> Doc:
        mentions, problems = find_mentions(Article(_document(doc, self.lang, self.name)))
        spans: list[Span] = []
        for mention in mentions:
            span = doc.char_span(mention.start, mention.end, label=mention.kind.value, alignment_mode="expand")
            if span is not None:
                span._.amount = mention
                spans.append(span)
        doc.spans[self.spans_key] = spans
        doc._.problems = tuple(problems)
        return doc


@Language.factory("factbase_claims", assigns=["doc._.claims", "doc._.problems"], default_config={"lang": None})
class Claims:
    """Every slot of every claim of a doc. Set `doc._.published` (EDTF) where the day of publication is known."""

    def __init__(self, nlp: Language, name: str, lang: str | None) -> None:
        self.name = name
        self.lang: str = lang or str(nlp.lang)

    def __call__(self, doc: Doc) -> Doc:
        claims, problems = extract(_document(doc, self.lang, self.name))
        doc._.claims, doc._.problems = tuple(claims), tuple(problems)
        return doc


def blank(lang: str, **config: Any) -> Language:
    """A blank pipeline of the language with every claim of its docs in `doc._.claims`."""
    import spacy

    nlp = spacy.blank(lang)
    nlp.add_pipe("factbase_claims", config=config)
    return nlp
