"""What README.md tells people to type does what it says."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

from adsiis.cli import main
from inetinfo import hosting

README = Path(__file__).parent.parent / "README.md"
SHOP = """
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        for part in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{part}.complete"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"the shop"})
"""


def test_an_application_becomes_part_of_a_fresh_site_by_one_line(tmp_path, monkeypatch):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "main.py").write_text(SHOP)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (line,) = re.findall(r"adsiis set (W3SVC/1/ROOT/ScriptMaps) '(\S+)'", README.read_text(encoding="utf-8"))
    with hosting.fresh(tmp_path) as (_, home, port):
        assert main(["--home", home, "set", *line]) == 0
        with (
            hosting.running(home, port),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/any/page") as answer,
        ):
            assert answer.read() == b"the shop"
