"""States and those who act for them: countries by every name, and phrases for a government, a ministry, a minister.

A phrase goes to the state that it names itself ("the Danish government", "het ministerie van Defensie", "Ukraine's president"),
else to the one in focus, else to the one at home in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from factbase import knowledge
from factbase.extract.names.lexicon import Entry
from factbase.extract.names.name import Name
from factbase.extract.names.runs import WORD, title_case
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

_WORD_BEHIND = re.compile(r" [^\W\d_a-z]|['’-]")
_LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*) $")


_PLAIN_WORD = re.compile(r"\w+")
_CAPITALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][\w&-]* )+$")
_TITLES = 80  # characters before a minister's field in which his others stand
_OFTENER = 3
_CLAUSE = 120  # characters before a phrase in which its own clause names a state
_STOP = re.compile(r"[.;:!?\n][\s\"'”’]")
_PLACED = 24  # characters before a state in which a preposition of place stands
_NEAR = 400  # characters before a phrase in which the state meant is looked for


class States:
    """Finds the states of one article."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.text, self.folded, self.lex, self.hits = terms.text, terms.folded, terms.lex, terms.hits
        self.named = Counter(e.id for _, _, e in self.hits if e.kind == "country" and e.id not in ("", "EU"))
        self.home = self._home()
        self.alone = len({x.id for _, _, x in self.hits if x.kind == "country" and x.id}) == 1  # whether one state is named
        self.called: dict[str, str] = {}  # words that the article gave to a state, with the first such

    def _home(self) -> str | None:
        """The country of a bare "the government": the one in whose money the article counts, unless it names the language's own;
        else that one, else the one that it names most."""
        counts = Counter(
            entry.id
            for start, _, entry in self.hits
            if entry.kind == "country" and entry.id not in ("", "EU") and not (entry.form == "adjective" and self._within(start))
        )
        if not counts:
            counts = Counter(entry.country or "" for _, _, entry in self.hits if entry.kind == "person")
            counts = Counter({code: n for code, n in counts.items() if len(code) == 2})
        home = self.lex.words.get("home")
        lands = self._lands() if home is not None or not counts else Counter()
        if self.terms.tender is not None and home not in counts:
            return self.terms.tender
        if home is None:
            return next((code for code, _ in (counts or lands).most_common(1)), self.terms.press)
        if home in counts:
            return str(home)
        abroad = self._abroad(counts)
        if abroad is not None:
            return abroad
        counts.update(entry.country for _, _, entry in self.hits if entry.kind == "person" and entry.country)
        counts.update(lands)
        candidates: tuple[str, ...] = (str(home), *self.lex.words["also_home"])
        best = max(candidates, key=lambda code: counts[code])
        if counts[best]:
            return best
        press = self.terms.press  # whose readers' own government it is, where a language has several homes
        return press if press in candidates and press != home else self._elsewhere() or best

    def _elsewhere(self) -> str | None:
        """The land that an article is about which names nothing at home: no town, nobody, no "kabinet" as home calls its own."""
        words = set(_PLAIN_WORD.findall(self.folded))
        if any(office in (self.folded if " " in office else words) for office in self.lex.home_offices):
            return None
        [(land, often)] = self.named.most_common(1) or [("", 0)]
        return land if often >= _OFTENER else None

    def _abroad(self, counts: Counter[str]) -> str | None:
        """The one country that an article names, where it counts in its money, too: "in Libië ... 10 miljard *dinar*"."""
        return next(iter(counts)) if len(counts) == 1 and not self.terms.purses.isdisjoint(counts) else None

    def _lands(self) -> Counter[str]:
        """How often the text names the towns and regions of each country."""
        counts, lands = self.terms.counts, self.lex.lands
        found: Counter[str] = Counter()
        for word in counts.keys() & lands.keys():
            if len(lands[word]) == 2:  # no part of the world
                found[lands[word]] += counts[word]
        return found

    def _within(self, start: int) -> bool:
        """Whether a capitalised word stands right before an adjective, as in "Latin American"."""
        before = _LAST_WORD.search(self.text[max(0, start - 20) : start])
        return before is not None and before[1][0].isupper() and fold(before[1]) not in self.lex.openers

    def find(self) -> list[Name]:
        """Countries, and phrases for their governments with the country each belongs to."""
        out: list[Name] = []
        hits, focus, at = self.hits, None, 0
        while at < len(hits):
            start, end, entry = hits[at]
            at += 1
            if entry.kind != "country" or entry.id == "":
                if entry.kind == "country":
                    name, used = self._phrase(start, end, entry, self._led(start, entry), at, focus)
                    at += used
                    if name is None:
                        self.terms.roles.append((start, end))
                        word = _LAST_WORD.search(self.text[max(0, start - 30) : start])
                        if (
                            entry.form in ("government", "force", "parliament")
                            and word
                            and word[1][0].isupper()
                            and self._regional(start)
                            and start - len(word[0]) not in self.terms.at
                            and not self._behind_body(start)
                        ):
                            first = start - len(self._proper_before(start) or word[0])
                            out.append(Name(first, end, self.text[first:end], self.text[first:end], "organisation"))
                    else:
                        out.append(name)
                        focus = name.id if name.kind == "country" else focus
                continue
            if entry.form in ("name", "capital") and self._given_name(start, end, at):
                continue
            if entry.form == "adjective" and self._given_adjective(start, end):
                continue
            if entry.form == "name" and (branch := self._branch(start, end)):
                out.append(branch)
                continue
            if entry.form in ("name", "adjective", "capital") and at < len(hits):
                nstart, nend, nentry = hits[at]
                gap = self.folded[end:nstart]
                beside = gap in ("-", "'s ", "' ") or (
                    gap == " " and (entry.form == "adjective" or self.lex.words["office_after_name"])
                )
                if nentry.id == "" and nentry.kind == "country" and beside:
                    name, used = self._phrase(nstart, nend, nentry, (start, entry.id), at + 1, focus)
                    at += 1 + used
                    if name:
                        out.append(name)
                        focus = name.id if name.kind == "country" else focus
                        continue
            form, kind, ident = entry.form, "country", entry.id
            if form == "capital" and self._is_place(start, end):
                form, kind, ident = "name", "place", self._english(entry)
            out.append(Name(start, end, self.text[start:end], ident, kind, form))
        return out

    def _behind_body(self, start: int) -> bool:
        """Whether a known body ends right before a word for a state, which then is none: "het Rode Kruis *staat* klaar"."""
        body = self.terms.ends.get(start - 1)
        return body is not None and body.kind == "organisation"

    def _led(self, start: int, entry: Entry) -> tuple[int, str] | None:
        """The known leader before a government, with the country: "the Trump administration"."""
        leader = self.terms.ends.get(start - 1) if entry.form == "government" else None
        if leader is None or leader.kind != "person" or not leader.country or not self.lex.words["office_after_name"]:
            return None
        return start - 1 - len(leader.term), leader.country

    def _branch(self, start: int, end: int) -> Name | None:
        """A known body's branch, named by its country: "Oxfam America", "Unicef Nederland"; not "the UN Yemen appeal"."""
        body = self.terms.ends.get(start - 1)
        if body is None or body.kind != "organisation" or self.text[start - 1] != " " or _WORD_BEHIND.match(self.text, end):
            return None
        first = start - 1 - len(body.term)
        if self.text[first : start - 1].isupper() or title_case(self.text, first, end):
            return None
        return Name(first, end, self.text[first:end], body.id, "organisation", "part")

    def _english(self, entry: Entry) -> str:
        """The English name of a capital meant as a town."""
        rows = knowledge.read("countries.yaml")[entry.id]
        for row in rows.values():
            capitals = row.get("capital", [])
            if entry.term in capitals and capitals.index(entry.term) < len(rows["en"].get("capital", [])):
                return str(rows["en"]["capital"][capitals.index(entry.term)])
        return entry.term

    def _given_name(self, start: int, end: int, at: int) -> bool:
        """Whether a country or town is a person's given name here: "Israel Katz", "Jordan Pickford"."""
        word = WORD.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if (
            word is None
            or not word[0].istitle()
            or "-" in word[0]
            or word.start() in self.terms.at
            or " " in self.text[start:end]
        ):
            return False
        folded, lex = fold(word[0]), self.lex
        if folded in lex.given:
            return False  # "the director in Malawi Anders Holm"
        if any(folded in group for group in (lex.heads, lex.places, lex.openers, lex.title_words)) or word[0] in lex.days:
            return False
        if self.lex.titles.search(self.folded[max(0, start - 40) : start]) or self._after_role(start, at):
            return True
        counts = self.terms.counts
        return counts[word[0]] + counts[word[0].lower()] > 1 and not title_case(self.text, start, end)

    def _given_adjective(self, start: int, end: int) -> bool:
        """Whether a people's adjective is a given name before a surname that no list holds: the Dutch "Frans Sneeuw"."""
        if self.folded[start:end] not in self.lex.given or self.text[end : end + 1] != " ":
            return False
        word = WORD.match(self.text, end + 1)
        if word is None or not word[0].istitle() or word.start() in self.terms.at:
            return False
        return fold(word[0]) not in self.lex.heads | self.lex.places and not title_case(self.text, start, end)

    def _after_role(self, start: int, at: int) -> bool:
        before = self.hits[at - 2] if at >= 2 else None
        return before is not None and before[2].form == "leader" and before[1] == start - 1

    def _is_place(self, start: int, end: int) -> bool:
        """Whether a capital is meant as a town: after "in", in a dateline, in "Kyiv's mayor"."""
        if self.folded[start:end] in self.lex.towns:
            return True  # Amsterdam: a capital that is no seat of its government
        before = self.folded[max(0, start - 14) : start]
        if self.lex.locative.search(before):
            return True
        after = self.text[end : end + 3]
        line = self.text.rfind("\n", 0, start) + 1
        dateline = self.text[start:end].isupper() and start - line < 40
        return dateline or (bool(re.match(r"\s\(|,\s|-\w| [–—-]", after)) and start - line < 40)

    def _phrase(
        self, start: int, end: int, entry: Entry, owner: tuple[int, str] | None, at: int, focus: str | None
    ) -> tuple[Name | None, int]:
        """A phrase for a state from its words and those around; with it, how many further hits it took."""
        used, entry_start, entry_end = 0, start, end
        more = self.lex.fields.match(self.folded, end) if entry.form in ("ministry", "leader") else None
        if more or (more := self._second_field(start, end, entry)):
            end = more.end()
            while at + used < len(self.hits) and self.hits[at + used][0] < end:
                used += 1
        country = owner[1] if owner else None
        if owner:
            self.called.setdefault(self.folded[start:end], owner[1])
            start = owner[0]
            self.terms.owned.add(start)
        else:
            of = self.lex.of.match(self.folded, end) or self._seat_behind(end)
            if of and of.end() in self.terms.at:
                oend, oentry = self.terms.at[of.end()]
                if oentry.kind == "country" and oentry.id:
                    country, end = oentry.id, oend
                    used += 1
                    self.terms.owned.add(start)
                elif entry.form != "government" or not (oentry.form == "leader" or (oentry.kind == "person" and oentry.country)):
                    return None, used  # but "the government of President Eva Maas" goes on
            elif of and self.text[of.end() : of.end() + 1].isupper() and entry.form == "leader":
                fields = self._fields_behind(of.end()) if self.folded[entry_start:entry_end] in self.lex.with_field else 0
                if not fields:
                    return None, used
                end = of.end() + fields
                while at + used < len(self.hits) and self.hits[at + used][0] < end:
                    used += 1
        before_name = self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper()
        if country is None and before_name and self.folded[entry_start:entry_end] in self.lex.words["of_place"]:
            return None, used  # "de staat New York": the name behind says which
        if country is None and entry.form == "leader" and self._owned(start):
            return None, used
        if country is None and entry.form == "leader":
            start -= self._fields_before(start)
        if country is None and self._regional(start):
            field = _LAST_WORD.search(self.text[max(0, start - 30) : start])
            if (
                entry.form not in ("leader", "ministry")
                or not self.text[start].isupper()
                or field is None
                or not field[1][0].isupper()
            ):
                return None, used
            start -= len(field[0])  # "Information Minister": a field that no list holds
        part = self.lex.in_part.match(self.folded, end) is not None
        alone = entry.form == "parliament" and self.alone and self.text[start].isupper() and " " in self.text[start:end]
        if country is None and entry.form not in ("leader", "ministry", "government") and not (alone or part):
            return None, used
        if entry.form == "force" and self.lex.what_forces_get.match(self.folded, end):
            return None, used  # "Ukraine military aid"
        written = self.text[start:end]
        bare = self.folded[start:end] in map(fold, self.lex.words.get("ministry", ()))
        if country is None and not (
            self.lex.articles.search(self.folded[max(0, start - 8) : start])
            or written[:1].isupper()
            or (entry.form in ("leader", "ministry") and not bare)
        ):
            return None, used
        country = country or (part and self._about()) or None
        if country is None and entry.form == "ministry" and written[:1].islower():
            country = self._where(start)
        country = country or self._meant(start, focus, self.folded[entry_start:entry_end])
        if country is None and entry.form == "ministry" and written[:1].isupper() and " " in written:
            return Name(start, end, written, written, "organisation"), used  # of which state, the article leaves open
        if country is None:
            return None, used
        return Name(start, end, self.text[start:end], country, "country", entry.form), used

    def _seat_behind(self, end: int) -> re.Match[str] | None:
        """ "in" before a capital: "the government in Kyiv"."""
        within = self.lex.in_seat.match(self.folded, end)
        seat = self.terms.at.get(within.end()) if within else None
        return within if seat and seat[1].form in ("capital", "seat") else None

    def _meant(self, start: int, focus: str | None, word: str) -> str | None:
        """The state of a phrase that names none: the one in focus or at home.

        The words that any country's news has for its own rulers ("the president") mean, in a language with a home, the state
        named last, where nothing near speaks of home; those that it keeps for its own ("het kabinet") mean home, unless the
        article gave one to another ("het Zweedse kabinet").
        """
        if word in self.lex.foreign_offices:
            return self._ruled()
        if word in self.lex.home_offices:
            return self.called.get(word) or self.home
        if self.lex.words.get("home") is None or word not in self.lex.common_offices:
            return self._beside(start) or (self._main(focus) if focus else self.home)
        first, last = bisect_left(self.terms.starts, start - _NEAR), bisect_left(self.terms.starts, start)
        near = [e.id for _, _, e in self.hits[first:last] if e.kind == "country" and e.id not in ("", "EU")]
        return (focus or self.home) if not near or self.home in near else self._main(near[-1])

    def _where(self, start: int) -> str | None:
        """The state in which an article says that it happened, where it has not spoken of home: "In Peru ... het ministerie".

        A state that only gets something ("aan Peru") is not where a ministry is that says so.
        """
        if self.lex.words.get("home") is None:
            return None
        last = bisect_left(self.terms.starts, start)
        states = [hit for hit in self.hits[:last] if hit[2].kind == "country" and hit[2].id not in ("", "EU")]
        near = bool(states) and (self.alone or states[-1][0] >= start - _NEAR)
        if not near or any(entry.id == self.home for _, _, entry in states):
            return None
        begins, _, entry = states[-1]
        placed = entry.form == "adjective" or self.lex.locative.search(self.folded[max(0, begins - _PLACED) : begins])
        return self._main(entry.id) if placed else None

    def _ruled(self) -> str | None:
        """The state, other than home, that an article names most by its own name or people: whose "the junta" is."""
        named = Counter(e.id for _, _, e in self.hits if e.kind == "country" and e.id not in ("", "EU") and e.form != "capital")
        return next((state for state, _ in named.most_common() if state != self.lex.words.get("home")), None)

    def _about(self) -> str | None:
        """The state that an article names most, whose "the parliament in the east" is."""
        return next((state for state, _ in self.named.most_common(1)), None)

    def _beside(self, start: int) -> str | None:
        """The state whose people a phrase's own clause names: "4 million Kenyans are short of food, the government says"."""
        first, last = bisect_left(self.terms.starts, start - _CLAUSE), bisect_left(self.terms.starts, start)
        for _, end, entry in reversed(self.hits[first:last]):
            if entry.kind == "country" and entry.form == "people" and entry.id not in ("", "EU"):
                return entry.id if not _STOP.search(self.text, end, start) else None
        return None

    def _main(self, state: str) -> str:
        """The state that an article is about, where one is only mentioned: named far oftener, or in whose money it counts."""
        if state == self.home or not self.named:  # none by name: only as governments or ministers
            return state
        [(main, most)] = self.named.most_common(1)
        tender = self.terms.tender
        if tender is not None and self.named[tender] and self.named[state] <= self.named[tender] + 1:
            return tender
        return main if most >= _OFTENER * self.named[state] else state

    def _regional(self, start: int) -> bool:
        """Whether a phrase belongs to something named or called right before it: "the Sindh government", "club president"."""
        before = _LAST_WORD.search(self.text[max(0, start - 30) : start])
        if before is None:
            return False
        word = fold(before[1])
        if before[1][0].isupper():
            return word not in self.lex.openers and word not in self.lex.article_words and word not in self.lex.title_words
        return word in self.lex.body_nouns

    def _proper_before(self, start: int) -> str:
        """The capitalised words right before an offset, without one that only opens a sentence: "Coastal Rail Administration"."""
        before = _CAPITALS.search(self.text[max(0, start - _TITLES) : start])
        words = before[0] if before else ""
        while words and (first := words.split(" ", 1)[0]):
            if fold(first) not in self.lex.openers and fold(first) not in self.lex.article_words:
                break
            words = words[len(first) + 1 :]
        return "" if start - len(words) in self.terms.at else words

    def _second_field(self, start: int, end: int, entry: Entry) -> re.Match[str] | None:
        """The rest of "Ministry of Health and Welfare", where the second field is none that we know."""
        last = self.folded[start:end].rsplit(" ", 1)[-1]
        if entry.form != "ministry" or last in self.lex.words["ministry"] or not self.text[end - len(last)].isupper():
            return None
        joiner = self.lex.joiner.match(self.folded, end)
        if not joiner or joiner.end() in self.terms.at or not self.text[joiner.end() : joiner.end() + 1].isupper():
            return None
        return WORD.match(self.text, joiner.end())

    def _fields_behind(self, at: int) -> int:
        """How many characters of fields that no list holds stand behind "minister of": up to a name or the end of the phrase."""
        words = self.lex.fields_behind.match(self.text, at)
        if words is None:
            return 0
        end, last = words.end(), list(WORD.finditer(words[0]))
        for word in last:
            known = self.terms.at.get(at + word.start())
            if fold(word[0]) in self.lex.given or (known and known[1].id):
                end = at + word.start()
                break
        else:
            row = re.split(r",|\b[a-z]+\b", words[0])[-1].split()  # "Budget Alexia Bertram", and no field of three words
            if len(row) > 2 and fold(row[-1]) not in self.lex.field_words | self.lex.heads:
                end = at + last[-2].start()
        return len(self.text[at:end].rstrip(" ,").removesuffix(" and")) if end > at else 0

    def _fields_before(self, start: int) -> int:
        """How many characters of other fields stand before a minister's: "Harbour Safety and Fisheries Minister"."""
        if not self.text[start].isupper():
            return 0
        before = self.lex.fields_before.search(self.text[max(0, start - _TITLES) : start])
        words = list(WORD.finditer(before[0])) if before else []
        field = next((m.start() for m in words if fold(m[0]) in self.lex.field_words), None)
        if before is None or field is None or any(fold(m[0]) in self.lex.given for m in words):
            return 0
        return len(before[0]) - field

    def _owned(self, start: int) -> bool:
        """Whether a known body stands right before a role: "World Bank President"."""
        before = (self.terms.ends.get(start - 1), self.terms.ends.get(start - 3))
        return any(entry is not None and entry.kind == "organisation" for entry in before)
