"""How a figure came to be, in the terms of W3C PROV, as PROV-JSON.

Entities are the articles in their versions, the claims, the exchange rates, the knowledge files and the figure; activities are
the sessions that extracted and reconciled; the agent is factbase in its version, and whoever judged. See
https://www.w3.org/TR/prov-dm/ and https://www.w3.org/submissions/prov-json/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from factbase.model import Claim, Figure, Judgement
from factbase.store import conclusions, ingest, judgements
from factbase.store.sql import ACTIVITY, CLAIM, CONFLICT, DOCUMENT, FIGURE, chunks

PREFIXES = {"fb": "urn:factbase:", "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/"}


def provenance(
    figure: Figure,
    concluded: Mapping[str, Any],
    claims: Iterable[Claim],
    documents: Mapping[str, Mapping[str, Any]],
    sessions: Mapping[int, Mapping[str, Any]],
    judged: Iterable[Judgement],
) -> dict[str, Any]:
    """PROV-JSON of one figure.

    Args:
        concluded: `activity` and `concluded` of the figure.
        claims: of the figure.
        documents: rows of their documents, by claim id.
        sessions: rows of the activities, by number.
        judged: judgements in force, about the figure's claims or conflicts.
    """
    entity: dict[str, Any] = {}
    activity: dict[str, Any] = {}
    agent: dict[str, Any] = {}
    links: dict[str, dict[str, Any]] = {}

    def link(kind: str, **ends: str) -> None:
        links.setdefault(kind, {})[f"_:{kind}{len(links.get(kind, {}))}"] = {f"prov:{end}": name for end, name in ends.items()}

    def session(number: int, does: str) -> str:
        name, row = f"fb:session/{number}/{does}", sessions[number]
        if name not in activity:
            program, knowledge = f"fb:program/{row['program']}", f"fb:knowledge/{row['knowledge']}"
            settings, rates = json.loads(row["settings"]), json.loads(row["rates"])
            activity[name] = {"prov:startTime": row["started"], "prov:type": f"fb:{does}", "fb:settings": settings}
            agent[program] = {"prov:type": "prov:SoftwareAgent", "prov:label": f"factbase {row['program']}"}
            entity[knowledge] = {"prov:type": "fb:Knowledge", "fb:sha256": row["knowledge"]}
            link("wasAssociatedWith", activity=name, agent=program)
            link("used", activity=name, entity=knowledge)
            for source, release in rates.items():
                rate = f"fb:rates/{source}/{release if isinstance(release, str) else release['sha256']}"
                entity[rate] = {"prov:type": "fb:Rates", "fb:release": release}
                link("used", activity=name, entity=rate)
        return name

    whole = f"fb:figure/{figure.id}"
    entity[whole] = {
        "prov:type": "fb:Figure",
        "prov:label": figure.label,
        "prov:value": str(figure.value),
        "fb:unit": figure.unit,
        "fb:verdict": figure.verdict.value,
    }
    reconciling = session(concluded["activity"], "reconciling")
    activity[reconciling]["prov:endTime"] = concluded["concluded"]
    link("wasGeneratedBy", entity=whole, activity=reconciling)
    for claim in claims:
        row, name = documents[claim.id], f"fb:claim/{claim.id}"
        article = f"fb:document/{row['id']}/{row['digest'][:16]}"
        entity[article] = {
            "prov:type": "fb:Document",
            "prov:label": row["name"],
            "fb:sha256": row["digest"],
            "dcterms:title": row["title"],
            "dcterms:publisher": row["publisher"],
            "dcterms:date": row["published"],
            "dcterms:source": row["url"] or row["path"],
        }
        entity[name] = {"prov:type": "fb:Claim", "prov:label": claim.quote, "fb:start": claim.start, "fb:end": claim.end}
        if claim.conversion:
            used = claim.conversion
            entity[name]["fb:rate"] = {
                "value": str(used.rate),
                "from": claim.unit,
                "to": used.unit,
                "date": used.rate_date,
                "source": used.rate_source,
            }
        extracting = session(row["activity"], "extracting")
        link("used", activity=extracting, entity=article)
        link("used", activity=reconciling, entity=name)
        link("wasGeneratedBy", entity=name, activity=extracting)
        link("wasDerivedFrom", generatedEntity=name, usedEntity=article)
        link("wasDerivedFrom", generatedEntity=whole, usedEntity=name)
    for judgement in judged:
        name, person = f"fb:judgement/{judgement.id}", f"fb:person/{judgement.by}"
        entity[name] = {
            "prov:type": "fb:Judgement",
            "prov:value": judgement.kind,
            "prov:label": judgement.note,
            "fb:at": judgement.at,
        }
        agent[person] = {"prov:type": "prov:Person", "prov:label": judgement.by}
        link("wasAttributedTo", entity=name, agent=person)
        link("used", activity=reconciling, entity=name)
    return {"prefix": PREFIXES, "entity": entity, "activity": activity, "agent": agent, **links}


def of_figure(connection: Connection, figure: str) -> dict[str, Any] | None:
    """See `Store.provenance`; None where the base holds no such figure."""
    found = next(iter(conclusions.figures(connection, [figure])), None)
    if found is None:
        return None
    claims = [c for chunk in chunks(found.claims) for c in ingest.claims(connection, CLAIM.c.id.in_(chunk))]
    concluded = connection.execute(select(FIGURE.c.activity, FIGURE.c.concluded).where(FIGURE.c.id == figure)).mappings().one()
    documents: dict[str, Any] = {}
    for chunk in chunks(found.claims):
        query = select(CLAIM.c.id.label("of"), DOCUMENT).join(DOCUMENT, DOCUMENT.c.id == CLAIM.c.document)
        documents |= {r["of"]: r for r in connection.execute(query.where(CLAIM.c.id.in_(chunk))).mappings()}
    sessions: dict[int, Any] = {row["seq"]: row for row in connection.execute(select(ACTIVITY)).mappings()}
    conflicts = connection.execute(select(CONFLICT.c.id).where(CONFLICT.c.figure == figure)).scalars()
    about = {*found.claims, *conflicts}
    judged = [j for j in judgements.in_force(judgements.log(connection)) if about & set(j.subjects)]
    return provenance(found, dict(concluded), claims, documents, sessions, judged)
