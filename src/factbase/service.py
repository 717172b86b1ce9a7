"""The entities of a base as a Reconciliation Service (W3C Community Group, Reconciliation Service API 0.2), for OpenRefine.

Standard library only, read-only, bound to this machine: a request whose Host is another name is refused, so that no page on the
web can read the base through a browser.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rapidfuzz import fuzz, process

from factbase.model import Entity
from factbase.query import known_entities, words

LEAST = 60.0
"""Likeness (0 to 100) from which a candidate is worth showing."""
MOST = 50
"""Candidates at most, whatever a client asks for; also the size of the largest batch it is told to send."""
_TYPES = {
    "country": "Country or body of states",
    "organisation": "Organisation or person",
    "programme": "Programme, fund or deal",
}
_BODY = 1_000_000
_HERE = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean.

    Attributes:
        score: 0 to 100. `match`: whether it is certain enough to be taken without asking.
    """

    entity: Entity
    score: float
    match: bool


class Matcher:
    """Names to entities.

    Args:
        entities: those of the base; the countries and bodies of the knowledge files are added.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {e.id: e for e in entities}
        for entity in known_entities():
            self.entities.setdefault(entity.id, entity)
        self._forms: dict[str, set[str]] = {}
        for entity in self.entities.values():
            for form in (entity.id, entity.name, *entity.aliases):
                if folded := " ".join(words(form)):
                    self._forms.setdefault(folded, set()).add(entity.id)

    def match(self, name: str, kind: str | None = None, limit: int = 5) -> list[Candidate]:
        """The entities that a name may mean, likeliest first."""
        folded = " ".join(words(name))
        if not folded:
            return []
        best: dict[str, float] = {}
        spelt = process.extract(folded, self._forms.keys(), scorer=fuzz.ratio, score_cutoff=LEAST, limit=200)
        near = [(form, score) for form, score, _ in spelt]
        near += [(form, 90.0) for form in self._forms if form.startswith(folded + " ")]
        for form, score in near:
            for id_ in self._forms[form]:
                best[id_] = max(best.get(id_, 0.0), score)
        found = [(score, self.entities[i]) for i, score in best.items() if kind in (None, "", self.entities[i].kind)]
        found.sort(key=lambda pair: (-pair[0], pair[1].id))
        exact = [e.id for score, e in found if score == 100.0]
        return [Candidate(e, round(score, 1), exact == [e.id]) for score, e in found[: max(1, min(limit, MOST))]]


def manifest(address: str) -> dict[str, Any]:
    """What the service is, for a client that connects.

    Args:
        address: where it is reached, without a slash at the end.
    """
    return {
        "versions": ["0.2"],
        "name": "factbase entities",
        "identifierSpace": f"{address}/entity/",
        "schemaSpace": f"{address}/type/",
        "defaultTypes": [{"id": i, "name": name} for i, name in _TYPES.items()],
        "view": {"url": f"{address}/entity/{{{{id}}}}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}", "width": 360, "height": 120},
        "suggest": {"entity": {"service_url": address, "service_path": "/suggest"}},
        "batchSize": MOST,
    }


def answer(matcher: Matcher, queries: Mapping[str, Any]) -> dict[str, Any]:
    """A batch of queries answered; a query that is none gets no candidates.

    Raises:
        ValueError: where the batch is no object of objects.
    """
    out: dict[str, Any] = {}
    for key, query in queries.items():
        if not isinstance(query, dict):
            raise ValueError(f"query {key!r} is no object")
        kind, limit = query.get("type"), query.get("limit", 5)
        kind = kind[0] if isinstance(kind, list) and kind else kind
        found = matcher.match(
            str(query.get("query", "")), kind if isinstance(kind, str) else None, limit if isinstance(limit, int) else 5
        )
        out[key] = {"result": [_json(c) for c in found]}
    return out


def _json(candidate: Candidate) -> dict[str, Any]:
    e = candidate.entity
    kind = {"id": e.kind, "name": _TYPES.get(e.kind, e.kind)}
    return {"id": e.id, "name": e.name, "type": [kind], "score": candidate.score, "match": candidate.match}


def serve(matcher: Matcher, port: int = 8765) -> ThreadingHTTPServer:
    """A server on this machine, ready for `serve_forever`; port 0 takes any that is free.

    Raises:
        OSError: where the port is taken.
    """

    class Handler(_Handler):
        entities = matcher

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


class _Handler(BaseHTTPRequestHandler):
    entities: Matcher
    server_version = "factbase"

    def do_GET(self) -> None:
        """The manifest, queries in the address, suggestions, previews and entity pages."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if not self._from_here():
            return
        if address.path == "/" and "queries" in asked:
            self._queries(asked["queries"][0])
        elif address.path == "/":
            self._send(manifest(self._address()))
        elif address.path == "/suggest":
            found = self.entities.match(asked.get("prefix", [""])[0], limit=10)
            self._send({"result": [{k: v for k, v in _json(c).items() if k in ("id", "name")} for c in found]})
        elif address.path == "/preview":
            self._page(asked.get("id", [""])[0])
        elif address.path.startswith("/entity/"):
            self._page(unquote(address.path.removeprefix("/entity/")))
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Queries in the body of a form."""
        if not self._from_here():
            return
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return
        if not 0 <= length <= _BODY:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        form = parse_qs(self.rfile.read(length).decode("utf-8", errors="replace"))
        if urlsplit(self.path).path != "/" or "queries" not in form:
            self._send(manifest(self._address()))
        else:
            self._queries(form["queries"][0])

    def _queries(self, text: str) -> None:
        try:
            batch = json.loads(text)
            if not isinstance(batch, dict):
                raise ValueError("queries is no object")
            self._send(answer(self.entities, batch))
        except ValueError as error:
            self._send({"status": "error", "message": str(error)}, HTTPStatus.BAD_REQUEST)

    def _from_here(self) -> bool:
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host in _HERE:
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "this service answers its own machine only")
        return False

    def _address(self) -> str:
        return f"http://{self.headers.get('Host', 'localhost')}"

    def _page(self, id: str) -> None:
        entity = self.entities.entities.get(id)
        if entity is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        also = ", ".join(entity.aliases[:12])
        told = html.escape("; ".join(part for part in (f"{entity.kind} {entity.id}", also) if part))
        text = (
            "<!doctype html><html lang='en'><meta charset='utf-8'><title>factbase</title>"
            f"<h1 style='font:600 1rem system-ui'>{html.escape(entity.name)}</h1>"
            f"<p style='font:.875rem system-ui'>{told}</p></html>"
        )
        self._reply(text.encode(), "text/html; charset=utf-8")

    def _send(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._reply(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8", status)

    def _reply(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*" if kind.startswith("application/json") else "null")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not logged."""
