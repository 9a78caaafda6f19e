"""The other server, with the configuration made for it, answers as we do."""

from __future__ import annotations

import os
import shutil

import pytest

from adsiis.formats.convert.model import Options
from adsiis.inetinfo.proof_servers import ProofError
from adsiis.inetinfo.proving import prove
from formats.corpus import key, world

BARS = os.environ.get("ADSIIS_BARS") == "1"
WORLDS = {"nginx": 50, "caddy": 50, "caddyfile": 50} if BARS else {"nginx": 3, "caddy": 2, "caddyfile": 1}


def needs(program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")


@pytest.mark.parametrize(
    ("target", "number"), [(target, number) for target, count in WORLDS.items() for number in range(count)]
)
def test_both_answer_the_same_but_for_what_the_report_names(target, number, tmp_path):
    """docs/behaviour.md, convert-5."""
    needs(target.removesuffix("file"))
    proof = prove(world(number, tmp_path), target, Options(data_folder=str(tmp_path)), 40)
    assert [one for one in proof.differences if not one.named] == []
    assert proof.requests >= 10
    assert proof.same > proof.requests // 2


def test_a_difference_that_nobody_named_is_found(tmp_path, monkeypatch):
    """docs/behaviour.md, convert-5."""
    needs("nginx")
    from adsiis.formats.convert import nginx

    right = nginx._pattern
    monkeypatch.setattr(nginx, "_pattern", lambda place: right(place).replace("/app", "/other"))
    (tmp_path / "index.htm").write_text("here")
    tree = world(0, tmp_path)
    tree.add(key("/LM/W3SVC/1/ROOT/app", Path=str(tmp_path), AccessFlags=1, DefaultDoc="index.htm"))
    assert not prove(tree, "nginx", Options(data_folder=str(tmp_path)), 200).holds


def test_a_server_that_is_not_here_is_told(tmp_path, monkeypatch):
    """docs/behaviour.md, convert-5."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProofError, match="nginx is not on this machine"):
        prove(world(0, tmp_path), "nginx", Options(data_folder=str(tmp_path)))
