"""Which figures do these words mean? Names in any language we know, concepts, programmes and plain words, typos tolerated.

A question is taken apart into terms: names of parties ("Dutch", "Oekraïne"), concepts ("military aid") and other words. A
figure answers a term with its slots, its label, the words of its claims or a near spelling of them; its score is the share of
the question's weight that it answers. Filters are exact and come first.
"""

from factbase.query.answer import Answer, answer_row, best
from factbase.query.filters import QueryError
from factbase.query.index import Hit, Index
from factbase.query.lexicon import Lexicon, fold, lexicon, words
from factbase.query.names import entities, known_entities, merges
from factbase.query.terms import Term, terms

__all__ = [
    "Answer",
    "Hit",
    "Index",
    "Lexicon",
    "QueryError",
    "Term",
    "answer_row",
    "best",
    "entities",
    "fold",
    "known_entities",
    "lexicon",
    "merges",
    "terms",
    "words",
]
