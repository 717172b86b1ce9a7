"""Attributions: whom each sentence says to state something, found in the order of the text."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Set

from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Attribution
from factbase.extract.speakers.referents import MOST, OPENING, Referents
from factbase.extract.speakers.speech import WORDS, speech_words
from factbase.extract.text.article import Article
from factbase.extract.text.words import split
from factbase.normalise.bodies import body_label, is_medium

_FAR = 2000  # characters of a sentence that are looked at: no real one has more
_BESIDE = 40  # characters beside an attribution in which the report stands that it is of
_WORDS_OF = 5  # words at most from a government to whose it is
_QUOTED = re.compile(r": [\"“„«‘'](?=\w)")
_ASIDE = re.compile(r"^ \([^()]{0,40}\)")
_PARTED = re.compile(r"[,;:]")
_DIGIT = re.compile(r"\d")


class Attributions:
    """The attributions of one article, sentence by sentence, resolved in the order of the text."""

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = speech_words(article.lang)
        self.referents = Referents(article)
        self.names, self.starts = self.referents.names, self.referents.starts
        self.found: dict[int, list[Attribution]] = {}
        self.goes_to: dict[int, int] = {}  # where "the government of President Eva Maas" ends, by its start

    def of(self, index: int) -> list[Attribution]:
        """Who is said to state something in a sentence."""
        if index not in self.found:
            self.found[index] = found = self._find(index)
            for one in found:
                self.referents.remember(one, index)
        return self.found[index]

    def _at(self, spots: list[tuple[int, str]], firsts: Set[str], pattern: re.Pattern[str], end: int) -> list[re.Match[str]]:
        """What a pattern, whose phrases begin with any of these words, finds at the spots."""
        folded = self.folded
        return [found for at, word in spots if word in firsts and (found := pattern.match(folded, at, end))]

    def _find(self, index: int) -> list[Attribution]:
        start, end = self.article.sentences[index]
        here = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        cues = self.words.cues
        begins, _, words = split(WORDS, self.folded, start, end)
        spots = list(itertools.islice(itertools.compress(zip(begins, words, strict=True), map(cues.__contains__, words)), MOST))
        end = min(end, start + _FAR)
        here = here[:MOST]
        if not spots and (index > 2 or not here) and not (here and self.text.find(":", start, end) > 0):
            return []
        back = self._reports_back(start, end)
        blocked = [m.span() for m in self.words.not_speech.finditer(self.folded, start, end)]
        owned = list(self.words.own.finditer(self.folded, start, end))
        blocked += [m.span() for m in owned]
        self.referents.now = out = []

        def add(a: int, b: int, who: tuple[str, str] | None, rule: str, weak: bool = False) -> bool:
            if who is not None:
                out.append(Attribution(a, b, who[0], rule, back, who[1], weak or is_medium(who[0])))
            return who is not None

        if (
            here
            and (index <= 1 or self.is_headline(index))
            and re.fullmatch(r"\W*", self.text[here[-1].end : end])
            and re.search(r" [-–|] $", self.text[start : here[-1].start])
        ):
            add(here[-1].start, here[-1].end, self.referents.who(here[-1]), "headline")
        for found in self._at(spots, self.words.according_cues, self.words.according, end):
            add(
                found.start(),
                found.end(),
                self.referents.after(found.end() - 1 + (self.text[found.end() - 1] != " "), end, here),
                "according",
            )
        said = {word for _, word in spots}
        for firsts, frame, preposition in self.words.frames:
            for found in self._at(spots, firsts, frame, end) if not firsts.isdisjoint(said) else ():
                inside = preposition.search(self.folded, *found.span(1)) if preposition else None
                if (preposition and not inside) or any(a <= found.start() < b for a, b in blocked):
                    continue
                particle = found[0].rpartition(" ")[2] in self.words.closing_particles
                if particle and not self.words.clause_end.match(self.folded, found.end()):
                    continue  # "geeft Arvo 5 miljoen aan steun"
                opens = inside.end() if inside else found.start(1)
                who = self.referents.after(opens, found.end(1), [n for n in here if n.start >= opens])
                near = [
                    n
                    for n in here
                    if n.end <= found.start() and self.words.between.fullmatch(self.folded[n.end : found.start()].rstrip())
                ]
                if not out or out[-1].end < found.end():
                    inside_names = any(opens <= n.start < found.end(1) for n in here)
                    empty = not (inside_names or self.words.pronoun_after.match(self.folded, opens))
                    if near and self.words.inverts_freely and empty:
                        who = self.referents.who(near[-1])  # "Arvo heeft een commissie gevraagd"
                    subject = who or (
                        self.referents.who(near[-1]) if near else self.referents.office_before(start, found.start())
                    )
                    if subject is None and (group := self._group_before(found.start(), start)):
                        subject = self.referents.group(group)
                    add(found.start(), found.end(), subject, "verb")
        framed = [(a.start, a.end) for a in out]
        for found in self._at(spots, self.words.verb_cues, self.words.verb, end):
            if any(a <= found.start() < b for a, b in framed):
                continue
            if any(a <= found.start() < b for a, b in blocked):
                by = self.words.by.match(self.folded, found.end(), min(end, found.end() + 60))
                if by and found[1] in self.words.passives:  # "was fined 14 million by the watchdog"
                    add(found.start(), by.end(), self.referents.after(by.end() - 1, end, here), "by")
                continue
            if self._no_saying(found, start):
                continue
            stop = self.text[found.end() : found.end() + 1] in (",", ".", ";")
            aside = stop and self.words.aside_verb.search(self.text, start, found.start()) is not None
            closes = aside or not self.text[found.end() : end].strip(" .\"”'’") or self._comma(found, start)
            if closes and self.words.document_verb.fullmatch(found[1]):  # "the study found", but "the institute found"
                closes = self.words.document.search(self.folded, start, found.start()) is None
            if (
                found[1] in self.words.at
                and not (back or closes)
                and not _DIGIT.search(self.folded, found.end(), min(end, found.end() + 90))
            ):
                continue
            who, rule = self._subject(found, start, end, here)
            weak = found[1] in self.words.at and not self.words.that.match(self.folded, found.end())
            add(found.start(), found.end(), who, rule, weak)
        for found in owned:
            here_too = [n for n in here if not self._owns(n, start)]
            before = [n for n in here_too if n.end <= found.start()]
            whose = None if before else self.words.body_opening.match(self.folded, start, found.start())
            if whose and (who := self.referents.body(whose[1], start)):
                add(*found.span(), who, "own")  # "Het fonds kan naar eigen zeggen ..."
            elif not whose and here_too:
                add(*found.span(), self.referents.who(before[-1] if before else here_too[0]), "own")
            elif not whose and (pronoun := self.words.pronoun_within.search(self.folded, start, found.start())):
                meant = self.referents.pronoun(pronoun[1], pronoun.start(1)) or self.referents.main(found.start())
                add(*found.span(), meant, "own")
        if not out:
            for found in self._at(spots, cues, self.words.document, end):
                if not self.words.document_verb.search(self.folded, start, end):
                    break
                of = self.words.of.match(self.folded, found.end())
                if of and add(found.start(), of.end(), self.referents.after(of.end() - 1, end, here), "document"):
                    break
                made = self.words.relative_behind.match(self.folded, found.end())  # "cijfers die Arvo verzamelde"
                if made and add(found.start(), made.end(), self.referents.after(made.end() - 1, end, here), "document"):
                    break
                owner = next((n for n in here if found.start() - n.end in (1, 2) and n.kind != "person"), None)
                if owner and add(owner.start, found.end(), self.referents.who(owner), "document"):
                    break
                if self.words.document_short.match(
                    self.folded, max(start, found.start() - 6)
                ) or self.words.document_short.search(self.folded, start, end):
                    last = self.referents.last.get("any")
                    if last and add(found.start(), found.end(), (last, self.referents.last_sort), "document"):
                        break
                owner = next(
                    (n for n in here if n.end <= found.start() <= n.end + 25 and self.words.genitive.match(self.folded, n.end)),
                    None,
                )
                if owner and add(owner.start, found.end(), self.referents.who(owner), "document"):
                    break
        if not out and spots and (count := self.words.count_of.search(self.folded, start, end)):
            add(*count.span(), self.referents.body(count[1], count.start(1)), "words")  # "by the company's count"
        if not out and index <= 1 and self.is_headline(index):
            role = self.words.headline.search(self.folded, start, end)
            if role:
                out.append(Attribution(*role.span(), "", "later", back, "body"))
        quoted = _QUOTED.search(self.text, start, end)
        if not out and quoted and (opening := [n for n in here if n.end <= quoted.start()]):
            person = next((n for n in opening if n.kind == "person"), None)
            alone = opening[-1] if opening[-1].end == quoted.start() else None
            speaker = person or alone
            if speaker and speaker.start - start < 80:
                add(speaker.start, quoted.start() + 1, self.referents.who(speaker), "quotation")
        colon = re.match(r"[^:]{2,40}: ", self.text[start:end])
        if (
            not out
            and colon
            and (index <= 2 or self.is_headline(index))
            and here
            and here[0].end == start + colon.end() - 2
            and here[0].start - start < 20
            and here[0].kind != "programme"
            and not (here[0].kind == "country" and here[0].form == "name")  # "Kenya: Half of the roads washed away"
            and end - start < 160
        ):
            add(start, here[0].end, self.referents.who(here[0]), "headline")
        for n in here:
            first = all(a.start > n.end for a in out)
            by = self.words.by_before.search(self.folded, max(start, n.start - 40), n.start)  # "by the bank's estimate"
            if (first or by) and (own := self.words.genitive.match(self.folded, n.end)):
                add(n.start, own.end(), self.referents.who(n), "words")
        return out

    def _group_before(self, at: int, start: int) -> re.Match[str] | None:
        """The group right before a verb: "Ingewijden houden er rekening mee"."""
        groups = self.words.group.finditer(self.folded, max(start, at - 70), at)
        return next((group for group in groups if not self.folded[group.end() : at].strip()), None)

    def _reports_back(self, start: int, end: int) -> bool:
        """Whether a sentence reports the one before: "Dat meldt het ministerie", "The minister said so".

        A pronoun that also opens a clause ("zei dat") only does where no figure of the sentence's own follows.
        """
        near = min(end, start + 160)
        if self.words.back_opening.match(self.folded, start, near) or self.words.back.search(self.folded, start, near):
            return True
        pronoun = self.words.back_pronoun.search(self.folded, start, near)
        return pronoun is not None and _DIGIT.search(self.folded, pronoun.end(), end) is None

    def _no_saying(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb's form says nothing of who says: "the proposed budget", "it has been revealed"."""
        before = self.folded[max(start, verb.start() - 30) : verb.start()]
        adjectival = self.words.adjectival and verb[1].endswith(self.words.adjectival)
        if adjectival and (self.words.determined.search(before) or verb.start() == start):
            return self.words.by.match(self.folded, verb.end(), verb.end() + 40) is None or verb.start() > start
        by = self.words.by.match(self.folded, verb.end(), verb.end() + 40)
        return not by and self.words.impersonal.search(before) is not None

    def _subject(self, verb: re.Match[str], start: int, end: int, here: list[Name]) -> tuple[tuple[str, str] | None, str]:
        """Whose saying a verb tells: the subject before it, the one behind "by", or the one behind an inverted verb."""
        at, behind = verb.start(), verb.end()
        if verb[1] not in self.words.hearer and self._of_medium(at, behind):
            return None, ""
        by = None if self._has_subject(verb, here) else self.words.by.match(self.folded, behind, min(end, behind + 40))
        if by and (who := self.referents.after(by.end() - 1, end, here)):
            return who, "by"
        before = self._free([n for n in here if n.end <= at])
        if verb[1] in self.words.asking:
            before = [n for n in before if not self.words.addressed.search(self.folded, max(start, n.start - 60), n.start)]
        head = self.folded[start:at]
        pronoun = self.words.pronoun_before.search(head)
        group = next(iter(deque(self.words.group.finditer(self.folded, max(start, at - 70), at), maxlen=1)), None)
        near = before[-1] if before else None
        between = near is not None and self.folded[near.end : at] == self.text[near.start - 2 : near.start] == ", "
        if near and near.kind == "person" and between:
            return self.referents.who(near), "verb"  # "the bank's director, Eva Maas, said Talvo ..."
        goes_on = self.folded[behind : behind + 1] == " " and not self.words.relative_behind.match(self.folded, behind)
        asks = verb[1] in self.words.asked_of and self.words.asked_behind.match(self.folded, behind) is not None
        adjunct = self._adjunct(behind) or verb[1] in self.words.hearer or asks
        direct = self.referents.after(behind, end, here) if goes_on and not adjunct and self._comma(verb, start) else None
        if direct:
            return direct, "verb"
        first = before[0] if before and before[0].kind == "person" and before[0].start == start else None
        for near in (*((first,) if first else ()), *reversed(before[-4:])):
            if near.kind in ("person", "organisation") and self.words.apposed.fullmatch(self.folded[near.end : at]):
                return self.referents.who(near), "verb"
        if len(before) > 1 and self.words.led.search(self.folded[before[-2].end : before[-1].start]):
            before = before[:-1]  # "Arvo analysts led by Eva Maas said"
        if before:
            near = before[-1]
            gap = self.folded[self.goes_to.get(near.start, near.end) : at]
            apposed = self.words.apposed.fullmatch(gap)
            enclosed = gap == ", " and self.words.comma_title.search(self.folded[start : near.start]) is not None
            gap = _ASIDE.sub("", gap)
            if self.words.own_document.fullmatch(gap):  # "a World Bank study found", "the bank's Harbour Outlook report found"
                owner = before[-2] if len(before) > 1 and self.referents.owned_by(before[-2], near) else near
                return self.referents.who(owner), "document"
            if near.kind == "organisation" and group and group.start() == near.end + 1:
                rest = self.folded[group.end() : at]
                if self.words.between.fullmatch(rest) or self.words.led_by.fullmatch(rest):
                    return self.referents.who(near), "verb"  # "Arvo analysts said"
            spokes = self.words.spokes_of.match(gap)
            if spokes and near.kind == "country":
                government = body_label(near.id, "government", near.text, self.article.lang)
                return (government, "body"), "verb"  # "the prime minister's spokesman said"
            gap = self.words.employer.sub("", gap) if near.kind == "person" else gap
            held = self.words.office_of.match(gap)
            if held and self.words.between.fullmatch(gap[held.end() :]) and (who := self.referents.office_of(near)):
                return who, "verb"
            if self.words.between.fullmatch(gap) or apposed or enclosed:
                governed = self.words.governed.search(self.folded[start : near.start]) or self._owns(near, start)
                within = group and group.end() <= near.start + 1
                if group and within and self.words.relative_behind.match(self.folded, group.end()):
                    return self.referents.group(group), "group"  # "experts who advised the cabinet said"
                employed = group and within and self.words.works_for.fullmatch(self.folded[group.end() : near.start])
                if employed and near.kind == "organisation" and group and group[1] in self.words.speaks_for:
                    self.referents.speaks_for[group[1]] = self.referents.who(near)
                    return self.referents.who(near), "verb"  # "analysts at Arvo said"
                if group and within and (governed or employed):
                    return self.referents.group(group), "group"
                if self.words.role_at.search(self.folded[start : near.start]):
                    return self.referents.who(near), "verb"  # "an analyst at Arvo said"
                if not governed or apposed or self.words.relative_behind.match(gap):
                    return self._with_first(before, near), "verb"
        if pronoun:
            return self.referents.pronoun(pronoun[1], start + pronoun.start(1)), "pronoun"
        if group and re.fullmatch(r"(?: [\w']+){0,4} ?", self.folded[group.end() : at]):
            return self.referents.group(group), "group"
        if someone := self.referents.unnamed(self.words.unnamed_before.search(self.folded, max(start, at - 110), at)):
            return someone, "body"
        if before and (
            self.words.by_before.search(self.folded[max(start, before[-1].start - 40) : before[-1].start])
            and re.fullmatch(r"(?: \w+){0,3} ", self.folded[before[-1].end : at])
        ):
            return self.referents.who(before[-1]), "by"
        if office := self.referents.office_before(start, at):
            return office, "body"
        if self.words.bodies_before.search(head) and (several := self.referents.side_by_side(at)):
            return several, "body"
        noun = self.words.body_before.search(head)
        if noun and (who := self.referents.body(noun[1], at)):
            return who, "body"
        inverted = self.referents.after(behind, end, here) if self.folded[behind : behind + 1] == " " and not adjunct else None
        if inverted and self._may_invert(verb, start):
            return inverted, "verb"
        if self.words.participle and verb[1].endswith(self.words.participle):
            person = next((n for n in reversed(before) if n.kind == "person" or n.form == "leader"), None)
            if person:
                return self.referents.who(person), "verb"
            if opening := self.words.pronoun_opening.match(self.folded, start, at):
                return self.referents.pronoun(opening[1], opening.start(1)), "pronoun"  # "He was glad, saying that ..."
            described = self.words.described_opening.match(self.folded, start, at)
            if not before and described and (who := self.referents.body(described[1], start)):
                return who, "body"  # "The world's largest carrier ordered jets, saying ..."
        for near in reversed(before[-4:]):  # "terwijl de VN om 9 miljoen hadden verzocht"
            if self.words.subordinated.search(self.folded[max(start, near.start - 20) : near.start]):
                if not _PARTED.search(self.text, near.end, at):
                    return self.referents.who(near), "verb"
                break
        first = next((n for n in before[:1] if n.start - start < OPENING and n.kind in ("person", "organisation")), None)
        if first and self.words.infinitive.search(self.folded, start, at):
            return self.referents.who(first), "subject"  # "Maas used the summit to announce ..."
        opens = bool(here) and here[0].end < at and here[0].start - start < OPENING and here[0].kind != "programme"
        if opens and self.words.coordinated.search(head) and not self.words.governed.search(self.folded[start : here[0].start]):
            return self.referents.who(here[0]), "subject"
        goes_on = not before and self.words.coordinated.search(head) is not None
        whose = self.words.body_opening.match(self.folded, start, at) if goes_on else None
        if whose and (who := self.referents.body(whose[1], start)):
            return who, "body"  # "The company has 900 drivers and says ..."
        return None, ""

    def _has_subject(self, verb: re.Match[str], here: list[Name]) -> bool:
        """Whether a name stands right before a verb, as the subject of "Maas said the gap left by the ministry"."""
        beside = any(n.end == verb.start() - 1 and n.form != "adjective" for n in here)
        return beside and not verb[1].endswith(self.words.participial)

    def _owns(self, name: Name, start: int) -> bool:
        """Whether a state is only that of a noun before it: "the people of Sudan", "Voor de bevolking van Soedan hopen ..."."""
        plain = name.kind == "country" and name.form in ("name", "people")
        return plain and self.words.owns.search(self.folded[max(start, name.start - 12) : name.start]) is not None

    def _of_medium(self, at: int, behind: int) -> bool:
        """Whether a news medium says it: ", reports Reuters", "schrijft het Algemeen Dagblad"."""
        article = self.words.some_article.match(self.folded, behind)
        return bool(self.referents.media) and (article.end() if article else behind + 1) in self.referents.media

    def _free(self, before: list[Name]) -> list[Name]:
        """Names without those that only say to what a person belongs: "Eva Maas (Groen)", "minister Maas of Coasts and Ports"."""
        out: list[Name] = []
        left: Name | None = None  # the last of those left out
        for name in before:
            person = out[-1] if out and out[-1].kind == "person" else None
            if person and name.kind != "person":
                gap = self.folded[person.end : name.start]
                more = left is not None and self.words.joined.fullmatch(self.folded[left.end : name.start]) is not None
                if gap == " (" or self.words.works_for.fullmatch(gap) or more or self.words.fields.fullmatch(gap):
                    left = name
                    continue
            left = None
            head = out[-1] if out and out[-1].form in ("government", "ministry", "parliament") else None
            if head and (name.form == "leader" or name.kind == "person"):
                between = self.folded[head.end : name.start].split()
                if between and self.words.owns.search(f" {between[0]} ") and len(between) < _WORDS_OF:
                    self.goes_to[head.start] = name.end
                    continue  # "the government of President Eva Maas"
            out.append(name)
        return out

    def _with_first(self, before: list[Name], near: Name) -> tuple[str, str]:
        """The subject, joined with one before it: "the UN and the government say"."""
        if len(before) > 1:
            other = before[-2]
            gap = self.folded[other.end : near.start]
            if self.words.joined.fullmatch(gap) and self.words.joining.search(gap) and other.kind != "place":
                first, sort = self.referents.who(other)
                if first == self.referents.who(near)[0]:
                    return first, sort
                return f"{first} and {self.referents.who(near)[0]}", sort
        return self.referents.who(near)

    def _comma(self, verb: re.Match[str], start: int) -> bool:
        """Whether a quotation or comma stands right before a verb, so that its subject is behind it."""
        return self.text[start : verb.start()].rstrip().endswith((",", '"', "”", "’’", "''"))

    def _adjunct(self, at: int) -> bool:
        """Whether a time or place and no subject follows: "Announced ahead of the harvest", "said in Lagos"."""
        return not self.words.inverts_freely and self.words.adjunct.match(self.folded, at) is not None

    def _may_invert(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb may stand before its subject: behind a quotation or comma in English, freely in Dutch."""
        if self.words.inverts_freely:
            return True
        before = self.text[start : verb.start()].rstrip()
        return before.endswith((",", '"', "”", "’", "'", "?", "!", " as")) or not before

    def subject(self, index: int) -> Attribution | None:
        """The person whom a sentence opens with, or the only one that it names: who is quoted behind it, if nobody says so."""
        start, end = self.article.sentences[index]
        here = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        people = [n for n in here if n.kind == "person"]
        if not people or (len({n.id for n in people}) > 1 and people[0].start - start > OPENING):
            return None
        who, sort = self.referents.who(people[0])
        return Attribution(people[0].start, people[0].end, who, "subject", False, sort)

    def is_headline(self, index: int) -> bool:
        """Whether a sentence stands on a line of its own without a full stop, and the article goes on."""
        start, end = self.article.sentences[index]
        return self.text[end : end + 1] == "\n" and self.text[end - 1] not in ".!" and end - start < 200

    def reporter(self) -> Attribution | None:
        """Whose report, study or figures the article is about, as its opening says."""
        for index in range(min(4, len(self.article.sentences))):
            start, end = self.article.sentences[index]
            said = [a for a in self.of(index) if a.sort == "body" and a.speaker and not a.weak]
            left, right = (max(start, said[0].start - _BESIDE), min(end, said[0].end + _BESIDE)) if said else (0, 0)
            if said and self.words.report.search(self.folded, left, right):
                return said[0]
        return None

    def only_speaker(self) -> bool:
        """Whether one speaker alone is said to state things, again and again: an article on one report."""
        spoken = [a.speaker for at in range(len(self.article.sentences)) for a in self.of(at)]
        return len(spoken) >= 3 and len(set(spoken)) == 1

    def _opens(self, name: Name, start: int) -> bool:
        """Whether a name opens a sentence, with or without an article before it."""
        return self.folded[start : name.start].strip() in ("", *self.words.articles)

    def opens_with_another(self, start: int, speaker: str) -> bool:
        """Whether a sentence opens with another body or person as its subject."""
        opening = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, start + 25)]
        other = [n for n in opening if self.referents.who(n)[0] != speaker]
        return any(
            n.kind == "person"
            or n.form in ("ministry", "force", "government", "leader")
            or (n.kind == "organisation" and " " in n.text)
            or (n.kind in ("country", "organisation") and self._opens(n, start))
            for n in other
        )
