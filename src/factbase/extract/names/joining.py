"""Runs of capitalised words joined to one name: "the Crops and Livestock Fund", "Senator Maria 'Mimi' Reyes"."""

from __future__ import annotations

import re

from factbase.extract.names.name import Known
from factbase.extract.names.runs import Run, is_title, title_case
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

_WORDS = 14  # words of the longest name in parts that a comma parts
_NICK_OPENS, _NICK_ENDS = re.compile(r" [\"'“‘„]"), re.compile(r"[\"'”’] ")


class Joiner:
    """Joins the runs of one article that are parts of one name."""

    def __init__(self, terms: Terms) -> None:
        self.text, self.folded, self.lex = terms.text, terms.folded, terms.lex

    def whole(self, runs: list[Run], known_at: Known) -> list[Run]:
        """Runs with those joined that one body's name holds: "the Crops and Livestock Fund"."""
        out: list[Run] = []
        for run in runs:
            last = out[-1] if out else None
            if self._nicknamed(out, run):
                out[-2:] = [Run([*out[-2].words, *run.words], out[-2].opening)]
                continue
            joiner = self.lex.joiner.fullmatch(self.folded, last.end, run.start) if last else None
            council = self.lex.councils.match(self.folded, run.end)
            if council and fold(run.words[-1][2]) in self.lex.openers:
                council = None  # "The council said"
            if council and len(run.words) <= 2 and not any(known_at(start) for start, _, _ in run.words):
                words = [*run.words, (council.start(1), council.end(1), council[1])]
                if last and joiner and len(last.words) <= 2 and not known_at(last.words[0][0]):
                    words = [*last.words, (last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1]), *words]
                    out.pop()
                out.append(Run(words, (last or run).opening))  # "Hammersmith and Fulham council"
                continue
            if last and self._ampersand(last, run, known_at):
                ands = [(last.end + 1, last.end + 2, "&")]
                last.words = [*last.words, *ands, *run.words]
                self._with_list(out)
                continue
            if (
                last
                and joiner
                and len(last.words) <= 4
                and fold(run.words[-1][2]) in self.lex.heads
                and fold(last.words[-1][2]) not in self.lex.heads
                and len(run.words) > 1
                and self._behind_article(last)
                and not any(self._named(start, known_at) for start, _, _ in (*self._own_words(last, known_at), run.words[0]))
            ):
                between = [(last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1])]
                last.words = [*last.words, *between, *run.words]
                self._with_list(out)
            else:
                out.append(run)
        return out

    def _behind_article(self, run: Run) -> bool:
        """Whether an article stands before a run, or opens it where it opens a sentence."""
        before = self.folded[max(0, run.start - 8) : run.start]
        return self.lex.articles.search(before) is not None or fold(run.words[0][2]) in self.lex.article_words

    def _own_words(self, run: Run, known_at: Known) -> list[tuple[int, int, str]]:
        """A run's words without the place that its body is of: "the Dubai Electricity" of its Electricity and Water Authority."""
        words = run.words[fold(run.words[0][2]) in self.lex.article_words :]
        place = known_at(words[0][0]) if len(words) > 1 else None
        return words[1:] if place and place[2] and place[2].form in ("name", "capital") else words

    def _nicknamed(self, before: list[Run], run: Run) -> bool:
        """Whether a run ends a person's name that a nickname in quotation marks parts: "Senator Maria 'Mimi' Reyes"."""
        if len(before) < 2 or len(before[-1].words) > 2 or len(run.words) > 2:
            return False
        first, nick = before[-2:]
        opens, ends = self.text[first.end : nick.start], self.text[nick.end : run.start]
        if not _NICK_OPENS.fullmatch(opens) or not _NICK_ENDS.fullmatch(ends):
            return False
        given = fold(first.words[-1][2]) in self.lex.given or is_title(first.words, self.lex)
        return given or self.lex.titles.search(self.folded[max(0, first.start - 60) : first.start]) is not None

    def _ampersand(self, last: Run, run: Run, known_at: Known) -> bool:
        """Whether an "&" joins two runs to one name: "Karel Bond & Company"."""
        if self.text[last.end : run.start] != " & " or title_case(self.text, last.start, run.end):
            return False
        return not any(known_at(start) for start, _, _ in (*last.words, run.words[0]))

    def _with_list(self, out: list[Run]) -> None:
        """Join the last run to the one before its comma, as one programme: "the Transport, Trade & Skills Project"."""
        if len(out) < 2 or fold(out[-1].words[-1][2]) not in self.lex.money_heads:
            return
        first, last = out[-2:]
        if (
            self.text[first.end : last.start] == ", "
            and len(first.words) + len(last.words) <= _WORDS
            and fold(first.words[-1][2]) not in self.lex.heads
            and self.lex.articles.search(self.folded[max(0, first.start - 8) : first.start])
        ):
            start, end, word = first.words[-1]
            first.words = [*first.words[:-1], (start, end + 1, word + ","), *last.words]
            out.pop()

    def _named(self, start: int, known_at: Known) -> bool:
        """Whether a word is known, and is no adjective that may open a body's name: "the European Growth and Skills Fund"."""
        known = known_at(start)
        return known is not None and (known[2] is None or known[2].form != "adjective")
