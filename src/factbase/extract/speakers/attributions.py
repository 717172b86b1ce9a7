"""Attributions: whom each sentence says to state something, found in the order of the text."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cached_property

from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Attribution, Speaker
from factbase.extract.speakers.cast import MOST
from factbase.extract.speakers.pronouns import OPENING
from factbase.extract.speakers.referents import Referents
from factbase.extract.speakers.sentence import SpeechSentence
from factbase.extract.speakers.speech import WORDS
from factbase.extract.speakers.subject import Subjects
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.words import split

_FAR = 2000  # characters of a sentence that are looked at: no real one has more
_BACK = 160  # characters at the head of a sentence in which it reports the one before
_BY = 60  # characters behind a passive in which "by" stands
_OWN = 12  # characters at the head of "in her own words" in which the pronoun stands
_CLOSE = 6  # characters from a participle to the "by" right behind it
_FIGURE = 90  # characters behind a verb of wanting in which its figure stands
_COUNTED = 60  # characters before a verb of counting in which what is counted stands
_DOCUMENT = 25  # characters between a name and its document
_LEAD = 2  # sentences at the head of an article, its headline among them, that name who speaks before a colon
_HEADLINE = 160  # characters of a headline at most
_QUOTED = re.compile(r": [\"“„«‘'](?=\w)")
_CLOSING = ('"', "”", "’", "'", "”,", '",', "’,", "',", "”.")
_CREDIT = re.compile(r" [-–|] $")
_COLON = re.compile(r"[^:]{2,40}: ")
_NO_WORD = re.compile(r"\W*")
_DIGIT = re.compile(r"\d")


class Attributions:
    """The attributions of one article, sentence by sentence, resolved in the order of the text.

    Attributes:
        cast: the names that may speak.
        words: the words of reported speech.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention] = ()) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self._figures = sorted(mention.start for mention in mentions)
        self._referents = Referents(article)
        self.cast = self._referents.cast
        self.words = self.cast.words
        self._bodies, self._behind = self._referents.bodies, self._referents.followers.behind
        self._subjects = Subjects(self._referents)
        self._found: dict[int, list[Attribution]] = {}
        self._unnamed: dict[int, list[int]] = {}

    def of(self, index: int) -> list[Attribution]:
        """Who is said to state something in a sentence."""
        if index not in self._found:
            self._found[index] = found = self._find(index)
            for one in found:
                self.cast.remember(one, index)
        return self._found[index]

    def unnamed_before(self, index: int, at: int) -> bool:
        """Whether somebody whom the article does not name is said to state something before an offset: "the mayor said"."""
        self.of(index)
        return any(end <= at for end in self._unnamed.get(index, ()))

    def subject(self, index: int) -> Attribution | None:
        """The person whom a sentence opens with, or the only one that it names: who is quoted behind it, if nobody says so."""
        start, end = self.article.sentences[index]
        people = [n for n in self.cast.between(start, end) if n.kind == "person"]
        if not people or (len({n.id for n in people}) > 1 and people[0].start - start > OPENING):
            return None
        who = self.cast.who(people[0])
        return Attribution(people[0].start, people[0].end, who.name, "subject", False, who.sort)

    def _find(self, index: int) -> list[Attribution]:
        sentence = self._sentence(index)
        if sentence is None:
            return []
        self.cast.now = sentence.found
        self._credit(sentence)
        self._according(sentence)
        self._frames(sentence)
        self._verbs(sentence)
        self._own_words(sentence)
        for fallback in (self._document, self._count, self._role_in_headline, self._before_quotation, self._before_colon):
            if not sentence.found:
                fallback(sentence)
        self._owned_words(sentence)
        self._unnamed[index] = sentence.unnamed
        return sentence.found

    def _sentence(self, index: int) -> SpeechSentence | None:
        """A sentence with what tells that somebody may speak in it; None where nothing does."""
        start, end = self.article.sentences[index]
        here = self.cast.between(start, end)[:MOST]
        begins, _, words = split(WORDS, self.folded, start, end)
        may_say = map(self.words.cues.__contains__, words)
        spots = list(itertools.islice(itertools.compress(zip(begins, words, strict=True), may_say), MOST))
        end = min(end, start + _FAR)
        colon = self.text.find(":", start, end) > 0
        if not (spots or (here and (index <= _LEAD or colon)) or (colon and index == 0)):
            return None
        patterns = (self.words.not_speech, self.words.own)
        blocked = [m.span() for pattern in patterns for m in pattern.finditer(self.article, start, end)]
        return SpeechSentence(index, start, end, here, spots, self._reports_back(start, end), blocked)

    def _at(self, sentence: SpeechSentence, firsts: Set[str], pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """What a pattern, whose phrases begin with any of these words, finds where they stand."""
        spots = (at for at, word in sentence.spots if word in firsts)
        return [found for at in spots if (found := pattern.match(self.folded, at, sentence.end))]

    def _reports_back(self, start: int, end: int) -> bool:
        """Whether a sentence reports the one before: "Dat meldt het ministerie", "The minister said so".

        A pronoun that also opens a clause ("zei dat") only does where no figure of the sentence's own follows.
        """
        near = min(end, start + _BACK)
        if self.words.back_opening.match(self.folded, start, near) or self.words.back.search(self.article, start, near):
            return True
        pronoun = self.words.back_pronoun.search(self.folded, start, near)
        return pronoun is not None and _DIGIT.search(self.folded, pronoun.end(), end) is None

    # --- words of saying ------------------------------------------------------------------------------------------------

    def _credit(self, s: SpeechSentence) -> None:
        """ "Toll rises to thirty - ministry": a headline that ends in who says it."""
        if not s.names or not (s.index <= 1 or self.is_headline(s.index)):
            return
        last = s.names[-1]
        if _NO_WORD.fullmatch(self.text[last.end : s.end]) and _CREDIT.search(self.text[s.start : last.start]):
            s.add(last.start, last.end, self.cast.who(last), "headline")

    def _according(self, s: SpeechSentence) -> None:
        """ "According to the bank"."""
        for found in self._at(s, self.words.according_cues, self.words.according):
            if any(n.kind == "person" and n.end == found.start() - 2 for n in s.names):
                continue  # "Eva Maas, a spokeswoman for Arvo"
            behind = found.end() if self.text[found.end() - 1] != " " else found.end() - 1
            rule = "verb" if found[1] in self.words.quotative else "according"
            owner = self.words.body_document.match(self.folded, behind)
            who = self._bodies.meant(owner[1], found.start()) if owner else None
            s.add(found.start(), found.end(), who or self._behind(behind, s.end, s.names), rule)

    def _frames(self, s: SpeechSentence) -> None:
        """Verbs in two parts, with the speaker between or before them: "laat Arvo weten", "maakte de bank bekend"."""
        said = {word for _, word in s.spots}
        if self.words.frame_cues.isdisjoint(said):
            return
        for firsts, frame, preposition in self.words.frames:
            for found in self._at(s, firsts, frame) if not firsts.isdisjoint(said) else ():
                inside = preposition.search(self.folded, *found.span(1)) if preposition else None
                if (preposition and not inside) or s.is_blocked(found.start()) or self._is_apart(s, found):
                    continue
                if found[0].rpartition(" ")[2] in self.words.counting and self.words.not_counted.match(found[1].rstrip()):
                    continue  # "heeft 900 leden geteld"
                if not s.found or s.found[-1].end < found.end():
                    opens = inside.end() if inside else found.start(1)
                    s.add(found.start(), found.end(), self._framed(s, found, opens), "verb")

    def _is_apart(self, s: SpeechSentence, frame: re.Match[str]) -> bool:
        """Whether two parts are of no verb: "geeft Arvo 5 miljoen aan steun", "heeft 9 miljoen, meldt Arvo, meer dan gehoopt"."""
        if self.words.inverts_freely and self.text[frame.end(1) - 2 : frame.end(1)] == ", " and not self._apposes(s, frame):
            return True  # "Niemand had het kunnen weten, benadrukt Maas"
        particle = frame[0].rpartition(" ")[2] in self.words.closing_particles
        if particle and not self.words.clause_end.match(self.folded, frame.end()):
            return True
        inside = (at for at, word in s.spots if frame.start(1) < at < frame.end(1) and word in self.words.verb_cues)
        return any(self.text[at - 2 : at] == ", " and not self.words.relative_behind.match(self.folded, at - 2) for at in inside)

    def _apposes(self, s: SpeechSentence, frame: re.Match[str]) -> bool:
        """Whether the comma before the second part of a verb closes an apposition: "kwam Eva Maas, de burgemeester, uit op"."""
        name = next((n for n in s.names if n.start >= frame.start(1)), None)
        return (
            name is not None
            and name.kind != "programme"
            and self.words.apposed.fullmatch(self.folded, name.end, frame.end(1)) is not None
        )

    def _framed(self, s: SpeechSentence, found: re.Match[str], opens: int) -> Speaker | None:
        """Who speaks by a verb in two parts; `opens` is where its subject may begin between them."""
        if found[0].endswith(self.words.quoting):  # "the Courier quoted the minister as saying"
            return self._behind(opens, found.end(1), [n for n in s.names if n.start >= opens])
        before = self._subjects.free([n for n in s.names if n.end <= found.start()])
        near = next((n for n in reversed(before) if self._leads_to(n, found.start())), None)
        pronoun = self.words.pronoun_after.match(self.folded, opens)
        itself = pronoun is not None and self.words.adverb_behind.match(self.folded, pronoun.end()) is not None
        if pronoun and itself and (near is None or self._is_governed(s, near)):
            # "Na een bezoek aan Oslo maakte het vrijdag bekend"
            return self._referents.pronouns.meant(pronoun[1], pronoun.start(1))
        if before and self._is_subject(s, before[-1], found.start()):
            return self.cast.who(before[-1])  # "Kaack, hoofd van de marine, rekende de Bondsdag voor"
        inside = any(opens <= n.start < found.end(1) for n in s.names) or pronoun
        if near and self.words.inverts_freely and not inside:
            return self._subjects.row(before, near)  # "Arvo heeft een commissie gevraagd"
        if who := self._behind(opens, found.end(1), [n for n in s.names if n.start >= opens]):
            return who
        if near:
            return self.cast.who(near)
        if before_it := self.words.pronoun_before.search(self.folded[s.start : found.start()]):
            return self._referents.pronouns.meant(before_it[1], s.start + before_it.start(1))  # "she shared that"
        if office := self._bodies.office_before(s.start, found.start()):
            return office
        group = self._group_before(found.start(), s.start)
        return self._referents.groups.meant(group) if group else None

    def _is_subject(self, s: SpeechSentence, name: Name, at: int) -> bool:
        """Whether a person right before a verb is its subject, whatever is named behind: "Eva Maas rekende de Kamer voor"."""
        if name.kind != "person" or self.words.companion.search(self.folded[s.start : name.start]):
            return False
        return bool(self.words.closes.fullmatch(self.folded, name.end, at)) or self._leads_to(name, at)

    def _is_governed(self, s: SpeechSentence, name: Name) -> bool:
        """Whether a preposition stands before a name: "after a visit to Oslo"."""
        return self.words.governed.search(self.folded[s.start : name.start]) is not None

    def _leads_to(self, name: Name, at: int) -> bool:
        """Whether nothing but an adverb, an employer or the like stands between a name and a verb."""
        gap = self.folded[name.end : at]
        gap = self.words.employer.sub("", gap) if name.kind == "person" else gap
        return self.words.between.fullmatch(gap.rstrip()) is not None

    def _group_before(self, at: int, start: int) -> re.Match[str] | None:
        """The group right before a verb: "Ingewijden houden er rekening mee"."""
        groups = self.words.group.finditer(self.folded, max(start, at - 70), at)
        return next((group for group in groups if not self.folded[group.end() : at].strip()), None)

    def _verbs(self, s: SpeechSentence) -> None:
        """ "The mayor said", "was fined 14 million by the watchdog"."""
        framed = [(a.start, a.end) for a in s.found]
        for found in self._at(s, self.words.verb_cues, self.words.verb):
            if any(a <= found.start() < b for a, b in framed):
                continue
            if s.is_blocked(found.start()):
                self._passive(s, found)
            elif not (self._no_saying(found, s.start) or self._wants_nothing(found, s) or self._no_words(found, s)):
                who, rule = self._subjects.of(found, s)
                if self._only_has(found, s, who):
                    continue
                said = self.words.that_later.match(self.folded, found.end()) or self._counts(found, s)
                s.add(found.start(), found.end(), who, rule, found[1] in self.words.at and not said)

    def _passive(self, s: SpeechSentence, verb: re.Match[str]) -> None:
        """ "Was fined 14 million by the watchdog": the figure is that of who fines."""
        by = self.words.by.match(self.folded, verb.end(), min(s.end, verb.end() + _BY))
        if by and verb[1] in self.words.passives:
            s.add(verb.start(), by.end(), self._behind(by.end() - 1, s.end, s.names), "by")

    def _no_saying(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb's form says nothing of who says: "the proposed budget", "it has been revealed"."""
        before = self.folded[max(start, verb.start() - 30) : verb.start()]
        if self.words.nominal.search(before) and not verb[1].endswith(self.words.participial):
            return True  # "an appeal for 3 million"
        by = self.words.by.match(self.folded, verb.end(), verb.end() + 40)
        adjectival = self.words.adjectival and verb[1].endswith(self.words.adjectival)
        if adjectival and (self.words.determined.search(before) or verb.start() == start):
            return by is None or verb.start() > start
        if by:
            return False
        passive = verb[1].endswith(self.words.participial) and self.words.passive.search(before) is not None
        return passive or self.words.impersonal.search(before) is not None

    def _wants_nothing(self, verb: re.Match[str], s: SpeechSentence) -> bool:
        """Whether a verb that says something only with a figure behind it ("hopes for") has none, and closes nothing."""
        if verb[1] not in self.words.at or s.back or self._is_by(verb) or self._counts(verb, s):
            return False
        aside = self.words.clause_closes.match(self.folded, verb.end(), s.end) is not None and self._is_aside(s, verb)
        last = not self.text[verb.end() : s.end].strip(" .\"”'’")
        closes = aside or last or self._subjects.behind_comma(verb.start(), s.start)
        if closes and self.words.document_verb.fullmatch(verb[1]):  # "the study found", but "the institute found"
            closes = self.words.document.search(self.folded, s.start, verb.start()) is None
        near = min(s.end, verb.end() + _FIGURE)
        figure = bisect_left(self._figures, near) > bisect_left(self._figures, verb.end())  # "puts the toll at three"
        return not closes and not figure and not _DIGIT.search(self.folded, verb.end(), near)

    def _no_words(self, verb: re.Match[str], s: SpeechSentence) -> bool:
        """Whether a verb that tells how something is said has no words by it: "sighs that", "“...”, sighed Maas"."""
        if verb[1] not in self.words.manner or self.words.that_later.match(self.folded, verb.end()):
            return False
        before = self.text[s.start : verb.start()].rstrip()
        closes = before.endswith(",") and self.words.inverts_freely and not _DIGIT.search(self.folded, verb.end(), s.end)
        return not (closes or before.endswith(_CLOSING))

    def _counts(self, verb: re.Match[str], s: SpeechSentence) -> bool:
        """Whether what befell people is counted: "counts 4,000 dead", "terwijl Arvo 4.000 doden telt"."""
        if verb[1] not in self.words.counting:
            return False
        before = self.words.counted_before.search(self.folded, max(s.start, verb.start() - _COUNTED), verb.start())
        return before is not None or self.words.counted.match(self.folded, verb.end(), s.end) is not None

    def _only_has(self, verb: re.Match[str], s: SpeechSentence, who: Speaker | None) -> bool:
        """Whether a verb of counting tells what somebody has: "the army counts 90,000 soldiers", "Lindow telt 900 inwoners"."""
        if verb[1] not in self.words.counting:
            return False
        subject = next((n for n in reversed(s.names) if n.end <= verb.start()), None)
        if (
            subject
            and subject.kind == "country"
            and subject.form == "name"
            and subject.id != "EU"
            and self._leads_to(subject, verb.start())
        ):
            return True  # "Peru counts 40 dead"
        if self._counts(verb, s):
            return False
        if self.words.not_counted.match(self.folded, verb.end(), s.end):
            return True
        may_say = (who is not None and who.sort == "person") or self._subjects.behind_comma(verb.start(), s.start)
        return verb[1] in self.words.has and not may_say

    def _is_by(self, verb: re.Match[str]) -> bool:
        """Whether "by" stands right behind a participle: "the 4 billion promised by Maas"."""
        by = self.words.by.match(self.folded, verb.end(), verb.end() + _BY)
        return by is not None and verb[1].endswith(self.words.participial) and by.end() - verb.end() < _CLOSE

    def _is_aside(self, s: SpeechSentence, verb: re.Match[str]) -> bool:
        """Whether a comma and a few words stand before a verb: "..., the court in Oslo decided"."""
        return self.words.aside_verb.search(self.text, s.start, verb.start()) is not None

    def _own_words(self, s: SpeechSentence) -> None:
        """ "Arvo, by its own account": whoever the sentence is about says it."""
        for found in self.words.own.finditer(self.article, s.start, s.end):
            s.add(*found.span(), self._whose_own(s, found.start()), "own")

    def _whose_own(self, s: SpeechSentence, at: int) -> Speaker | None:
        his = self.words.own_pronoun.search(self.folded, at, min(s.end, at + _OWN))
        if his and not any(n.kind == "person" and n.end <= at for n in s.names):
            return self._referents.pronouns.meant(his[1], at)
        here = [n for n in s.names if not self._subjects.owns(n, s.start)]
        before = [n for n in here if n.end <= at]
        whose = None if before else self.words.body_opening.match(self.folded, s.start, at)
        if whose:
            return self._bodies.meant(whose[1], s.start)  # "Het fonds kan naar eigen zeggen ..."
        if here:
            # "Arvo, active since May, has in Norway by its own account 900 ships": no place says it
            subjects = [n for n in self._subjects.free(before) if not self._is_governed(s, n)]
            return self._subjects.row(subjects or before, (subjects or before)[-1]) if before else self.cast.who(here[0])
        pronoun = self.words.pronoun_within.search(self.folded, s.start, at)
        if pronoun is None:
            return None
        return self._referents.pronouns.meant(pronoun[1], pronoun.start(1)) or self._bodies.main(at)

    # --- where nobody says anything -------------------------------------------------------------------------------------

    def _document(self, s: SpeechSentence) -> None:
        """ "The bank's figures show", "a report by the bank says"."""
        for found in self._at(s, self.words.cues, self.words.document):
            if not self.words.document_verb.search(self.folded, s.start, s.end) or self._document_by(s, found):
                return

    def _document_by(self, s: SpeechSentence, document: re.Match[str]) -> bool:
        """Whether it is told whose a document is."""
        start, end = document.span()
        for pattern in (self.words.of, self.words.document_of):  # "a report by", "cijfers over mei die Arvo verzamelde"
            behind = pattern.match(self.folded, end)
            if behind and s.add(start, behind.end(), self._behind(behind.end() - 1, s.end, s.names), "document"):
                return True
        owner = next((n for n in s.names if start - n.end in (1, 2) and self._names_document(n)), None)
        if owner:
            return s.add(owner.start, end, self.cast.who(owner), "document")
        if plain := self.words.plain_owner.search(self.folded, s.start, start):
            return s.add(plain.start(1), end, self._plain_owner(plain), "document")  # "Junta figures list", "Police data show"
        short = self.words.document_short
        known = (
            short.match(self.folded, max(s.start, start - 6))
            or short.search(self.folded, s.start, s.end)
            or self.words.document_according.search(self.folded, max(s.start, start - 40), start)  # "according to the study"
        )
        if known and (last := self._last(s.index)):
            return s.add(start, end, last, "document")
        near = (n for n in s.names if n.end <= start <= n.end + _DOCUMENT)
        owner = next((n for n in near if self.words.genitive.match(self.folded, n.end)), None)
        return owner is not None and s.add(owner.start, end, self.cast.who(owner), "document")

    def _plain_owner(self, found: re.Match[str]) -> Speaker | None:
        """Whose figures they are, by the plain noun that opens their sentence: "Government figures show"."""
        noun, at = found[1], found.start(1)
        named = next((n for n in self.cast.between(at, found.end(1))), None)
        if named is not None:
            return self.cast.who(named)
        if noun in self.words.offices and noun not in self.words.governments:
            return self._bodies.office(noun, at)
        if self.words.group.fullmatch(self.folded, at, found.end(1)):
            return Speaker(self.words.in_english.get(noun, self.text[at : found.end(1)]), "group")
        return self._bodies.meant(noun, at)

    def _last(self, index: int) -> Speaker | None:
        """Who spoke last, else the body that opens the sentence before: "The bank cut its forecast. The update says ..."."""
        if "any" in self.cast.last:
            return Speaker(self.cast.last["any"], self.cast.last_sort)
        first = self.article.sentences[index - 1][0] if index else 0
        opening = self.cast.between(first, first + OPENING if index else 0)
        return self.cast.who(opening[0]) if opening and opening[0].kind == "organisation" else None

    def _names_document(self, name: Name) -> bool:
        """Whether a name right before a document is whose it is; a person's only behind an article: "the Maas report"."""
        return name.kind != "person" or self.words.determined.search(self.folded, max(0, name.start - 8), name.start) is not None

    def _count(self, s: SpeechSentence) -> None:
        """ "By the company's count"."""
        if s.spots and (count := self.words.count_of.search(self.folded, s.start, s.end)):
            s.add(*count.span(), self._bodies.meant(count[1], count.start(1)), "words")

    def _role_in_headline(self, s: SpeechSentence) -> None:
        """ "Toll rises to thirty, says minister": whom the article names later."""
        role = self.words.headline.search(self.folded, s.start, s.end) if s.index <= 1 and self.is_headline(s.index) else None
        if role:
            s.found.append(Attribution(*role.span(), "", "later", s.back, "body"))

    def _before_quotation(self, s: SpeechSentence) -> None:
        """ "Eva Maas was glad: “We have 3 million”"."""
        quoted = _QUOTED.search(self.text, s.start, s.end)
        opening = [n for n in s.names if quoted and n.end <= quoted.start()]
        if quoted and opening:
            alone = opening[-1] if opening[-1].end == quoted.start() else None
            speaker = next((n for n in opening if n.kind == "person"), alone)
            if speaker and speaker.start - s.start < 80:
                s.add(speaker.start, quoted.start() + 1, self.cast.who(speaker), "quotation")

    def _before_colon(self, s: SpeechSentence) -> None:
        """ "Arvo: thirty mills closed", in a headline; "Kenya: Half of the roads washed away" is not said by Kenya."""
        colon = _COLON.match(self.text[s.start : s.end])
        if not (colon and (s.index <= _LEAD or self.is_headline(s.index)) and s.end - s.start < _HEADLINE):
            return
        group = self.words.group.match(self.folded, s.start)
        if group and group.end() == s.start + colon.end() - 2:
            s.add(*group.span(), self._referents.groups.meant(group), "headline")  # "Police: thirty mills closed"
        if not s.names:
            return
        first = s.names[0]
        alone = first.end == s.start + colon.end() - 2 and first.start - s.start < 20
        place = first.kind == "programme" or (first.kind == "country" and first.form == "name")
        if alone and not place and not self._is_governed(s, first):
            s.add(s.start, first.end, self.cast.who(first), "headline")

    def _owned_words(self, s: SpeechSentence) -> None:
        """ "The bank's estimate of", "by the bank's estimate"."""
        for name in s.names:
            first = all(a.start > name.end for a in s.found)
            by = self.words.by_before.search(self.folded, max(s.start, name.start - 40), name.start)
            own = self.words.genitive.match(self.folded, name.end) if first or by else None
            if own:
                s.add(name.start, own.end(), self.cast.who(name), "words")

    # --- what the rest of the article is asked --------------------------------------------------------------------------

    def is_headline(self, index: int) -> bool:
        """Whether a sentence stands on a line of its own without a full stop, and the article goes on."""
        start, end = self.article.sentences[index]
        return self.text[end : end + 1] == "\n" and self.text[end - 1] not in ".!" and end - start < 200

    @cached_property
    def only_speaker(self) -> bool:
        """Whether one speaker alone is said to state things, again and again: an article on one report."""
        spoken = [a.speaker for at in range(len(self.article.sentences)) for a in self.of(at)]
        return len(spoken) >= 3 and len(set(spoken)) == 1

    def opens_with_another(self, start: int, speaker: str) -> bool:
        """Whether a sentence opens with another body or person as its subject."""
        opening = self.cast.between(start, start + 25)
        return any(self._may_act(n, start) for n in opening if self.cast.who(n).name != speaker)

    def _may_act(self, name: Name, start: int) -> bool:
        """Whether a name at the head of a sentence is its subject."""
        if name.kind == "person" or name.form in ("ministry", "force", "government", "leader"):
            return True
        if name.kind == "organisation" and " " in name.text:
            return True
        opens = self.folded[start : name.start].strip() in ("", *self.words.articles)
        return name.kind in ("country", "organisation") and opens


def spoken(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Those that tell who says something, and not only what somebody wants."""
    return [a for a in attributions if a.speaker and not a.weak]
