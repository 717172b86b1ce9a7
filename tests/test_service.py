"""The Reconciliation Service as OpenRefine talks to it, over a socket."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from factbase.api import Base
from factbase.service import Matcher, serve


@pytest.fixture
def address(bridge: Base) -> Iterator[str]:
    server = serve(Matcher(bridge.entities()), port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def get(address: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Any:
    body = urllib.parse.urlencode(data).encode() if data else None
    with urllib.request.urlopen(urllib.request.Request(address, body, headers or {}), timeout=5) as reply:
        return json.load(reply)


def test_a_client_learns_what_the_service_is(address: str) -> None:
    told = get(address + "/")
    assert told["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= told.keys()
    assert told["view"]["url"].endswith("/entity/{{id}}")


def test_names_in_any_language_find_their_entity(address: str) -> None:
    queries = {
        "q0": {"query": "Denemarken"},
        "q1": {"query": "denmark", "limit": 1},
        "q2": {"query": "Fjord Brigde", "type": "programme"},
        "q3": {"query": "Xqzxqz"},
    }
    for reply in (
        get(address + "/", {"queries": json.dumps(queries)}),
        get(address + "/?queries=" + urllib.parse.quote(json.dumps(queries))),
    ):
        first = {key: value["result"][0] for key, value in reply.items() if value["result"]}
        assert (first["q0"]["id"], first["q0"]["match"]) == ("DK", True)
        assert first["q1"]["id"] == "DK"
        assert (first["q2"]["id"], first["q2"]["match"]) == ("Fjord Bridge", False)
        assert reply["q3"] == {"result": []}
        assert {"id", "name", "type", "score", "match"} <= first["q0"].keys()


def test_names_are_suggested_and_shown(address: str) -> None:
    assert {"id": "Fjord Bridge", "name": "Fjord Bridge"} in get(address + "/suggest?prefix=fjord")["result"]
    with urllib.request.urlopen(address + "/entity/Fjord%20Bridge", timeout=5) as page:
        assert "Fjord Bridge" in page.read().decode()


def test_a_page_elsewhere_cannot_read_the_base_through_a_browser(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(address + "/", headers={"Host": "evil.example"})
    assert refused.value.code == 403


@pytest.mark.parametrize("queries", ["[]", "{", '{"q0": 1}'])
def test_a_batch_that_is_none_is_refused(address: str, queries: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(address + "/", {"queries": queries})
    assert refused.value.code == 400
