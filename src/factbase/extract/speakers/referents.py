"""Referents: for whom a name, an office, a plain noun or a pronoun of reported speech stands.

A surname stands for its person, "the minister" for the minister that the article names, "she" for the woman who spoke last, "the
bank" for the bank named before, a government for itself.
"""

from __future__ import annotations

from factbase.extract.speakers.bodies import Bodies
from factbase.extract.speakers.cast import Cast
from factbase.extract.speakers.followers import Followers
from factbase.extract.speakers.groups import Groups
from factbase.extract.speakers.pronouns import Pronouns
from factbase.extract.text.article import Article


class Referents:
    """For whom the words of one article stand.

    Attributes:
        cast: the names that may speak, and who spoke last.
        bodies: what plain nouns stand for; `groups` and `pronouns` likewise.
        followers: who is named right behind a phrase.
    """

    def __init__(self, article: Article) -> None:
        self.cast = Cast(article)
        self.bodies = Bodies(self.cast)
        self.groups = Groups(self.cast)
        self.pronouns = Pronouns(self.cast, self.bodies, self.groups)
        self.followers = Followers(self.cast, self.bodies, self.groups, self.pronouns)
