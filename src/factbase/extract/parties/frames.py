"""Who does what in a sentence: verbs with their voice, nouns that have a giver, and the names that play a role to them.

This is no parser. Verbs and nouns come from `lang/*/parties.yaml` (`grammar`); a name belongs to the verb nearest to it in its
clause (`scene`, `verbs`), and the word before a name (a preposition, a noun, a verb, nothing) says in which place it stands:
subject, object, or behind a preposition (`places`, `subjects`, `prepositions`; `settling` looks at all of them together).
`data/parties.yaml` says which role a place has. Dutch order (verb second, participle last) needs no rules of its own, for a
subject is there, too, the first name without a preposition. Role nouns and
pronouns are resolved when all sentences are read (`reference`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import compress, count

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.parties.datelines import dateline
from factbase.extract.parties.descriptions import describe
from factbase.extract.parties.grammar import OPENS_AMOUNT, Grammar, currency_words, grammar
from factbase.extract.parties.places import place
from factbase.extract.parties.reference import resolve
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.parties.settling import rank
from factbase.extract.parties.verbs import clauses, verbs
from factbase.extract.text.article import Article, Token
from factbase.extract.text.phrases import Hit
from factbase.extract.text.words import maker

SURFACE = "="  # what the language file gives for the name of a group that is called by its own words
_OPENING_WORDS = 14  # words in which a sentence says that it goes on about the one before
_EXPLETIVE = 3  # words from an "it" that stands for nobody to the end of the phrase that says so
_CODE = 3  # letters of a currency's code
_WORD = re.compile(r"\w")
_hit = maker(Hit)


def scene(article: Article, index: int, found: Sequence[Name]) -> Scene:
    """Read one sentence. `found` are the names in it, in order."""
    words = grammar(article.lang)
    tokens, lower, starts = article.split(index)
    of, parents = clauses(tokens, lower, words)
    read = Scene(index, tokens, starts, of, parents, [], [], [])
    if tokens:
        counted = article.shared.get("counted", ())
        found = [name for name in found if name.end not in counted or name.kind != "organisation"]  # "18 *Rafales* from Peru"
        named = _named(read, found, words)
        inside = {i for a in named for i in range(a.first, a.last + 1)}
        hits: dict[str, list[Hit]] = {"verb": [], "noun": [], "group": []}
        for hit in words.everything.hits(tokens, lower):
            sort, key = words.sorts(hit.key)
            hits[sort].append(_hit((key, *hit[1:])))
        hits["verb"] = [h for h in hits["verb"] if h.first < h.last or tokens[h.last].end not in counted]  # "9 body *bags*"
        read.nouns = [hit for hit in hits["noun"] if hit.first not in inside]
        groups = [hit for hit in hits["group"] if hit.first not in inside]
        ends = {a.last for a in named if a.form != "adjective"} | {hit.last for hit in groups}
        begins = {a.first for a in named} | {hit.first for hit in groups}
        read.verbs = verbs(hits["verb"], tokens, of, words, inside, begins, ends)
        read.actors = _actors(read, named, hits["group"], lower, words)
        begin, end = tokens[0].start, tokens[-1].end
        read.sums = frozenset(read.token_at(e - 1) for s, e in article.shared.get("sums", ()) if begin <= s < e <= end)
        place(read, lower, words)
        read.continues = words.continuing.among(lower[:_OPENING_WORDS])
    return read


def _named(read: Scene, found: Sequence[Name], words: Grammar) -> list[Actor]:
    """The names of a sentence in order, two names of one party in a row made one."""
    tokens = read.tokens
    actors: list[Actor] = []
    opening = dateline(tokens)
    for name in found:
        if name.end <= opening:
            continue
        if name.kind != "country" and _happens(read, name, words):
            continue
        if name.kind != "country" and _is_money(read, name, words):
            continue
        first, last = read.token_at(name.start), read.token_at(max(name.start, name.end - 1))
        if (
            first == last
            and name.kind != "country"
            and _opens(tokens, first, opening)
            and tokens[first].lower in words.group_words
        ):
            continue  # "Landen beloven 5 miljoen": only the head of the sentence gives it a capital
        single = first == last and name.kind == "organisation" and tokens[first].text.istitle()
        numbered = last + 1 < len(tokens) and tokens[last + 1].text.isdigit()
        if single and not numbered and _known_noun(tokens[first], words):
            continue  # "in the next *Budget*", but "*Giro* 555"
        if name.kind != "country" and (_is_make(tokens, last, words) or _is_abbreviation(tokens, first, last)):
            continue
        if name.kind != "country" and last + 1 < len(tokens) and words.roles.get(tokens[last + 1].lower) == "country":
            continue  # "the *South Asian* country"
        party, kind, form = name.party, _kind(name), name.form
        former = (name.kind == "person" or form == "leader") and not words.former.isdisjoint(_words_before(tokens, first))
        if former and form == "leader":
            continue  # "the *former* minister"
        if former:
            party, kind = name.id, name.kind
        if form == "force" and last + 1 < len(tokens) and words.nouns.starting(tokens[last + 1].lower):
            form = "name" if tokens[first].text in words.countries else "adjective"  # "Ukraine", "Dutch military aid"
            last = first
        actor = Actor(
            party,
            kind,
            form,
            name.start,
            name.end,
            first,
            last,
            acts=name.kind == "person",
        )
        if not former and _for_government(actor, tokens, found, words):
            actor.id, actor.kind, actor.form = "", "government", "role"
        before = actors[-1] if actors else None
        if (
            before
            and before.id == actor.id != ""
            and all(t.text in ",(" for t in tokens[before.last + 1 : first])
            and first - before.last <= 2
        ):
            before.end, before.last, before.form, before.acts = actor.end, last, actor.form, before.acts or actor.acts
            continue
        actors.append(actor)
    for actor in actors:  # "de regering in Kyiv"
        if (
            actor.form == "government"
            and actor.last + 2 < len(tokens)
            and words.markers.get(tokens[actor.last + 1].lower) == "in"
        ):
            actor.id = words.capitals.get(tokens[actor.last + 2].lower, (actor.id, ""))[0]
    return actors


def _words_before(tokens: Sequence[Token], first: int) -> Set[str]:
    """The words right before a name, or before the title that it opens with, parts of compounds by themselves."""
    return {part for token in tokens[max(0, first - _TITLED) : first + 1] for part in token.lower.split("-")}


_TITLED = 3  # words before a name that may say who bears it


def _kind(name: Name) -> str:
    """What a name is: a leader is the country that he acts for, or the body ("the *secretary-general*")."""
    if name.kind != "person" or not name.country:
        return name.kind
    return "country" if len(name.country) == 2 else "organisation"


def _for_government(actor: Actor, tokens: Sequence[Token], found: Sequence[Name], words: Grammar) -> bool:
    """Whether a name that tells no country stands for a government: "minister *Jane Roe*", "the *Roe government*"."""
    if actor.kind == "person":
        return actor.first > 0 and tokens[actor.first - 1].lower in words.officials
    if actor.kind != "organisation" or actor.first == actor.last:
        return False
    of = actor.first if words.roles.get(tokens[actor.last].lower) == "government" else -1
    return of >= 0 and any(name.kind == "person" and name.text.endswith(tokens[of].text) for name in found)


def _happens(read: Scene, name: Name, words: Grammar) -> bool:
    """Whether a name is that of what neither gives nor gets: an event, a storm, something built, a round of funding.

    "The Rome *Games*", "*cyclone* Ana", "the Lima *Bridge*", "het Lima*kanaal*", "*Series* B".
    """
    first, last = read.token_at(name.start), read.token_at(max(name.start, name.end - 1))
    word, opening = read.tokens[last].lower, read.tokens[first]
    if word.endswith(words.structures) or (opening.lower in words.rounds and first < last and len(word) == 1):
        return True
    if word in words.contests:
        return opening.lower in words.capitals or opening.text in words.countries
    stormy = opening.lower in words.storms and first < last
    return stormy or word in words.events or (first > 0 and read.tokens[first - 1].lower in words.storms)


def _actors(read: Scene, named: Sequence[Actor], groups: Sequence[Hit], lower: Sequence[str], words: Grammar) -> list[Actor]:
    """Names, groups, role nouns and pronouns of a sentence, in order."""
    tokens, actors = read.tokens, list(named)
    taken = {i for a in actors for i in range(a.first, a.last + 1)}
    by_last = {a.last: a for a in actors}
    placed = any(a.kind in ("country", "place") and a.form != "adjective" for a in named)
    for hit in groups:
        if _is_predicate(hit, tokens, by_last, words):
            continue
        where = placed or hit.first - 1 in by_last
        if where and words.afflicted.starting(tokens[hit.last].lower):  # "for the *victims* of the flood in Peru"
            continue
        if taken.isdisjoint(range(hit.first, hit.last + 1)):
            group_name = hit.key if hit.key != SURFACE else " ".join(t.lower for t in tokens[hit.first : hit.last + 1])
            whose = by_last.get(hit.first - 1) or by_last.get(hit.first - 2)
            if whose is not None and whose.form == "adjective" and tokens[hit.first - 1].text[:1].isalnum():
                actors.remove(whose)
                group = Actor(
                    f"{demonym(whose.id)} {group_name}".strip(), "group", "group", whose.start, hit.end, whose.first, hit.last
                )
            else:
                group = Actor(group_name, "group", "group", hit.start, hit.end, hit.first, hit.last)
            actors.append(group)
            taken |= set(range(group.first, group.last + 1))
    describe(actors, tokens, words)
    taken |= {i for a in actors if a.land for i in range(a.first, a.last + 1)}
    spoken = {i for verb in read.verbs for i in (verb.first, verb.last)}  # "the fund *staat* op 5 miljoen" names no state
    for i in compress(count(), map(words.stands, lower)):
        if i in taken or i in spoken:
            continue
        token = tokens[i]
        if token.lower in words.each:  # "*each* farm", "*elk* getroffen gezin"
            at = next((j for j in (i + 1, i + 2) if j < len(tokens) and tokens[j].lower in words.singulars), None)
            if at is not None and at not in taken:
                actors.append(
                    Actor(words.singulars[tokens[at].lower], "group", "group", tokens[at].start, tokens[at].end, at, at)
                )
        elif token.lower in words.union:
            if i + 1 < len(tokens) and _is_given(tokens[i + 1], words):
                actors.append(Actor("EU", "country", "adjective", token.start, token.end, i, i))
        elif token.lower in words.pronouns:
            sort = words.pronouns[token.lower]
            if sort == "own":
                if any(_known_noun(t, words) for t in tokens[i + 1 : i + 3]):
                    actors.append(Actor("", sort, "pronoun", token.start, token.end, i, i))
            elif sort != "it" or (_is_it(i, tokens, words) and not words.expletive.among(lower[max(0, i - 1) : i + _EXPLETIVE])):
                actors.append(Actor("", sort, "pronoun", token.start, token.end, i, i))
        elif (sort := words.role_of(token.lower)) and (_is_role(i, tokens, words) or _is_public(i, sort, tokens, words)):
            after = tokens[i + 1] if i + 1 < len(tokens) else token
            stands = i + 1 in taken or (i + 2 in taken and (after.text == "," or after.text.istitle()))  # "the giver, Peru, paid"
            if stands or words.markers.get(after.lower) == "of":
                continue
            begin = i
            while begin and sort == "country" and tokens[begin - 1].text.istitle():
                begin -= 1  # "the *South Asian country*"
            if taken.isdisjoint(range(begin, i)):
                land = _seated(i, tokens, actors, words) if sort == "government" else None
                kind, form = ("country", "government") if land else (sort, "role")
                actors.append(Actor(land or "", kind, form, tokens[begin].start, token.end, begin, i))
    actors.sort(key=lambda a: (a.first, a.last))
    return actors


def _is_predicate(hit: Hit, tokens: Sequence[Token], by_last: Mapping[int, Actor], words: Grammar) -> bool:
    """Whether a group only says what those named behind a form of "be" are: "the largest *donors* were Peru and Chile"."""
    if hit.last + 2 >= len(tokens) or tokens[hit.last + 1].lower not in words.be:
        return False
    return any(actor.first == hit.last + 2 for actor in by_last.values())


def _seated(at: int, tokens: Sequence[Token], named: Sequence[Actor], words: Grammar) -> str | None:
    """The country behind a word for its government: "prosecutors *in Chile*", "het kabinet *in Lima*"."""
    if at + 2 >= len(tokens) or words.markers.get(tokens[at + 1].lower) != "in":
        return None
    seat = next((a for a in named if a.first == at + 2 and a.form in ("name", "capital")), None)
    if seat is None:
        return None
    return seat.id if seat.kind == "country" else words.capitals.get(tokens[at + 2].lower, (None, ""))[0]


def _is_make(tokens: Sequence[Token], last: int, words: Grammar) -> bool:
    """Whether a name only says of what make or class things are: "*Leopard* 2 tanks", "the *Anzac* class"."""
    written = tokens[last].lower
    if "-" in written and written.rpartition("-")[2] in words.products:
        return True
    at = last + 1
    while at < len(tokens) and at <= last + 2 and (tokens[at].text[0].isdigit() or tokens[at].text == "-"):
        at += 1
    return at < len(tokens) and tokens[at].lower in words.products and not written.endswith(("'s", "’s"))


def _is_abbreviation(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name in brackets only shortens a common noun: "a public sector unit (*PSU*)"."""
    if first != last or first < 2 or last + 1 >= len(tokens) or not tokens[first].text.isupper():
        return False
    return tokens[first - 1].text == "(" and tokens[last + 1].text == ")" and tokens[first - 2].text.islower()


def _opens(tokens: Sequence[Token], at: int, opening: int) -> bool:
    """Whether a token is the first one of its sentence, a dateline before it left out."""
    return at == 0 or tokens[at - 1].end <= opening


def _is_money(read: Scene, name: Name, words: Grammar) -> bool:
    """Whether a name is that of a currency, or the code of one beside a number: "5 million *BAM*", which is a builder, too."""
    if name.text.lower() not in currency_words(words.lang):
        return False
    first, last = read.token_at(name.start), read.token_at(max(name.start, name.end - 1))
    beside = read.tokens[max(0, first - 1) : first] + read.tokens[last + 1 : last + 2]
    return len(name.text) != _CODE or any(t.text[:1].isdigit() or t.lower in words.scales for t in beside)


def _known_noun(token: Token, words: Grammar) -> bool:
    return bool(words.nouns.starting(token.lower))


def _is_public(i: int, sort: str, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a word for a government says whose the aid behind it is: "a *government* loan", "in *state* aid"."""
    return sort in ("government", "state") and i + 1 < len(tokens) and _is_given(tokens[i + 1], words)


def _is_given(token: Token, words: Grammar) -> bool:
    """Whether a word is a noun of aid or of a fine: "European *subsidies*", "a government *loan*"."""
    return any(sort in ("aid", "fine") for sort, *_ in words.nouns.starting(token.lower))


def _is_role(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a role noun stands for someone told of: after an article or a preposition, at most one adjective between.

    "A company", "another bank" are new ones.
    """
    land = words.role_of(tokens[i].lower) == "country"
    for back in (1, 2, 3) if land else (1, 2):
        if i - back < 0:
            return back == 1
        word = tokens[i - back].lower
        if land and tokens[i - back].text.istitle():  # "the South Asian *country*"
            continue
        if word in words.indefinite:
            return False
        if word in words.determiners or word in words.markers:
            return True
        if not word.replace("-", "").isalpha() or not tokens[i - back].text.islower() or word in words.function:
            return False
    return False


def demonym(country: str) -> str:
    """The English adjective of a country, its code where it has none."""
    row = knowledge.read("countries.yaml").get(country) or {}
    found: list[str] = (row.get("en") or {}).get("adjective") or []
    return found[0] if found else country


def _is_it(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether an "it", in Dutch also an article, stands alone: before a verb, a preposition, a sign or an amount."""
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    if after.lower in words.determiners:  # "het demissionaire kabinet"
        return False
    if words.subject_may_follow and i and words.markers.get(tokens[i - 1].lower) in _NEVER_BEFORE_IT:
        return False  # "voor *het uitkeren* van dividend"
    apart = not _WORD.match(after.text) or OPENS_AMOUNT.match(after.text) is not None
    return apart or after.lower in words.function or bool(words.verbs.starting(after.lower))


_NEVER_BEFORE_IT = ("to", "for", "in", "from", "by", "of", "with", "chez")  # Dutch says "ervoor", never "voor het"


def scenes(article: Article, near: Set[int] | None = None) -> list[Scene]:
    """The sentences as read, role nouns and pronouns resolved to names; read once and kept in `article.shared`.

    Only those whose index is in `near` are read where it is given; the others stay without words.
    """
    if "scenes" not in article.shared:
        article.shared["scenes"] = _scenes(article, near)
    read: list[Scene] = article.shared["scenes"]
    return read


def _abroad(article: Article, found: Sequence[Name]) -> dict[str, str]:
    """Whom "the cabinet" means in a story that counts in the money of a land that it names: not the readers' own government.

    `article.shared["units"]` holds the currencies of the amounts, the commonest first.
    """
    home = grammar(article.lang).home
    if home is None:
        return {}
    world, currencies = knowledge.read("signs.yaml")["world"], knowledge.read("currencies.yaml")
    named = {name.party for name in found if name.kind == "country" and name.text[:1].isupper()}
    for code in article.shared.get("units", ()):
        if home in (currencies.get(code) or {}).get("countries", ()):
            return {}
        if code not in world:
            return {home: code[:2]} if code[:2] in named else {}
    return {}


def _scenes(article: Article, near: Set[int] | None) -> list[Scene]:
    by_sentence: dict[int, list[Name]] = {}
    everyone = names(article)
    abroad = _abroad(article, everyone)
    for name in everyone:
        if abroad and name.party in abroad and name.kind == "country" and name.text.islower():  # "het *kabinet*"
            name = replace(name, id=abroad[name.party])
        if name.start < name.end:
            by_sentence.setdefault(article.sentence_at(name.start), []).append(name)
    read = [
        scene(article, i, by_sentence.get(i, ())) if near is None or i in near else Scene(i, [], [], [], [], [], [], [])
        for i in range(len(article.sentences))
    ]
    resolve(article, read)
    rank(read)
    return read
