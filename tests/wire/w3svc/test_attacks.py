"""What attacks leave as it was: the files that may be had are had. The attacks stand in `tests/wire/attacks`."""

import os

import pytest

from w3svc.world import ask, free_port, serving, site, tree_of


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    web = tmp_path_factory.mktemp("attacked")
    (web / "open").mkdir()
    (web / "scripts").mkdir()
    (web / "index.htm").write_bytes(b"welcome")
    (web / "a.asp;.jpg").write_bytes(b"picture")
    os.symlink(web / "index.htm", web / "open" / "fine.htm")
    port = free_port()
    with serving(tree_of(site(1, web, [f":{port}:"]))) as server:
        server.start()
        server.port = port
        yield server


def test_a_semicolon_does_not_end_an_extension(world):
    """docs/behaviour.md, handler-3."""
    reply = ask(world.port, "/a.asp;.jpg")
    assert (reply.status, reply.headers["content-type"], reply.body) == (200, b"image/jpeg", b"picture")


@pytest.mark.parametrize("header", ["Translate: f", "X-Original-URL: /", "X-Rewrite-URL: /none.htm"])
def test_no_header_changes_how_a_request_is_read(world, header):
    assert ask(world.port, "/index.htm", header).body == b"welcome"


def test_a_symbolic_link_within_the_folder_works(world):
    """docs/behaviour.md, static-2."""
    assert ask(world.port, "/open/fine.htm").body == b"welcome"


def test_a_redirect_never_leads_to_another_host(world):
    """docs/behaviour.md, page-1."""
    reply = ask(world.port, "//evil.example/..//scripts", host="public.example")
    assert (reply.status, reply.headers["location"]) == (301, b"/scripts/")
    assert ask(world.port, "//evil.example").status == 404
    assert "location" not in ask(world.port, "/scripts%0d%0aLocation:%20http://evil/").headers


@pytest.mark.parametrize("many", [2, 150])
def test_letter_case_of_a_host_counts_no_more_among_many_sites(tmp_path, many):
    """docs/behaviour.md, binding-3: the way to a site is the same for few and for many."""
    port, sites = free_port(), []
    for number in range(1, many + 1):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "index.htm").write_text(f"{number}")
        sites.append(site(number, tmp_path / f"{number}", [f"127.0.0.1:{port}:Site{number}.Example"]))
    with serving(tree_of(*sites)) as server:
        for number in range(1, many + 1):
            server.start(number)
        for number in (1, many):
            for host in (f"site{number}.example", f"SITE{number}.EXAMPLE", f"sItE{number}.example.:{port}"):
                assert ask(port, "/", host=host).body == f"{number}".encode()
        assert ask(port, "/", host=f"site{many}.example.evil").status == 400
        assert ask(port, "/", host=f"site{many + 1}.example").status == 400
