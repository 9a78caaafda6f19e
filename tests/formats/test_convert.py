"""A metabase for nginx and Caddy: what they are told, what they are not, and that they take it."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from adsiis.formats import metabase_xml
from adsiis.formats.convert.converting import TARGETS, convert
from adsiis.formats.convert.model import Options, listeners
from adsiis.formats.convert.report import Report
from adsiis.formats.convert.sites import SAID, read_sites
from adsiis.formats.convert.steps import Refuse, Step, steps
from adsiis.inetinfo.proof_servers import moved
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import addresses, schema
from formats.corpus import key, world
from w3svc.certs import made

BARS = os.environ.get("ADSIIS_BARS") == "1"
SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")
OPTIONS = Options(data_folder="/srv/iis")
PROGRAMS = {
    "nginx": ["nginx", "-t", "-p", "{folder}", "-e", "{folder}/error", "-c", "{file}"],
    "caddy": ["caddy", "validate", "--config", "{file}"],
    "caddyfile": ["caddy", "validate", "--adapter", "caddyfile", "--config", "{file}"],
}


def site(**root):
    """A tree of one site."""
    path = {"Path": "/srv/www", "AccessFlags": 513, **root}
    return MemoryTree(
        [
            key("/LM/MimeMap", MimeMap=(".htm,text/html",)),
            key("/LM/W3SVC", KeyType="IIsWebService", AuthFlags=1),
            key("/LM/W3SVC/1", KeyType="IIsWebServer", ServerBindings=(":80:",)),
            key("/LM/W3SVC/1/ROOT", KeyType="IIsWebVirtualDir", **path),
        ]
    )


def unsaid(tree, target="nginx", options=OPTIONS):
    return [(one.path, one.property) for one in convert(tree, target, options).unsaid]


def checked(target, text, folder):
    """What a server says of a configuration; empty when it takes it."""
    command = PROGRAMS[target]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    file = folder / "configuration"
    file.write_text(text)
    words = [word.format(folder=folder, file=file) for word in command]
    done = subprocess.run(
        words, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"HOME": str(folder)}
    )
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize("target", list(PROGRAMS))
@pytest.mark.parametrize("number", range(50 if BARS else 3))
def test_the_server_takes_what_is_written_for_it(target, number, tmp_path):
    """docs/behaviour.md, convert-1."""
    options = Options(
        data_folder=str(tmp_path), log_folder=str(tmp_path), work_folder=str(tmp_path), ipv6=False
    )
    assert checked(target, convert(moved(world(number, tmp_path))[0], target, options).text, tmp_path) == ""


@pytest.mark.parametrize("target", list(PROGRAMS))
def test_the_server_takes_a_whole_metabase(target, tmp_path):
    """docs/behaviour.md, convert-1."""
    options = Options(
        data_folder=str(tmp_path), log_folder=str(tmp_path), work_folder=str(tmp_path),
        upstreams={"/LM/W3SVC/2/ROOT": "http://127.0.0.1:8000"}, fastcgi={".asp": "127.0.0.1:9000"},
    )  # fmt: skip
    tree, _ = moved(MemoryTree(metabase_xml.read(SAMPLE).keys))
    made = convert(tree, target, options)
    assert "127.0.0.1:8000" in made.text
    assert checked(target, made.text, tmp_path) == ""


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("evil", ['"; } evil {', "${x} $y {z}", "`a` \\ \n", "'--><!--", "ü東"])
def test_no_text_of_the_tree_becomes_part_of_the_language(target, evil, tmp_path):
    """docs/behaviour.md, convert-1."""
    tree = site(
        Path=f"/srv/{evil}".replace("\n", ""),
        HttpCustomHeaders=(f"X-A: {evil}",),
        DefaultDoc=evil.replace("\n", ""),
        Realm=evil,
        MimeMap=(f".a,{evil}".replace("\n", ""),),
        DirBrowseFlags=0x40000000,
    )
    tree.add(key("/LM/W3SVC/1", ServerBindings=(":80:",), ServerComment=evil))
    tree.add(key(f"/LM/W3SVC/1/ROOT/{evil}".replace("\n", ""), AccessFlags=1))
    made = convert(
        tree, target, Options(data_folder="/", log_folder=str(tmp_path), work_folder=str(tmp_path))
    )
    if target in PROGRAMS:
        assert checked(target, made.text, tmp_path) == ""


@pytest.mark.parametrize("target", ["nginx", "caddy", "caddyfile"])
def test_every_value_is_said_or_reported(target):
    """docs/behaviour.md, convert-2."""
    tree = MemoryTree(metabase_xml.read(SAMPLE).keys)
    told = set(unsaid(tree, target))
    for one in tree.walk("/LM/W3SVC"):
        for record in one.records.values():
            known = schema().property_by_id(record.id)
            name = known.name if known else record.name or f"#{record.id}"
            states = {"KeyType", "ServerState", "Win32Error", "AppPoolState"}
            assert name in SAID | states or (one.path[3:], name) in told, (one.path, name)
    assert ("/SMTPSVC", "*") in told


@pytest.mark.parametrize(
    ("root", "told"),
    [
        ({"ScriptMaps": (r".php,C:\php.dll,5",)}, "ScriptMaps"),
        ({"HttpRedirect": "*;/a/*;/b/$0"}, "HttpRedirect"),
        ({"HttpErrors": ("404,*,FILE,/not/there",)}, "HttpErrors"),
        ({"AuthFlags": 4}, "AuthFlags"),
        ({"AuthFlags": 2}, "AuthFlags"),
        ({"AccessFlags": 3}, "AccessFlags"),
        ({"Path": r"\\server\share"}, "Path"),
        ({"AspSessionTimeout": 5}, "AspSessionTimeout"),
        (
            {"IPSecurity": addresses.encode(addresses.Addresses(denied=("10.0.0.1,255.0.255.0",)))},
            "IPSecurity",
        ),
        ({"IPSecurity": addresses.encode(addresses.Addresses(denied_names=("a.example",)))}, "IPSecurity"),
        ({"IPSecurity": b"nonsense"}, "IPSecurity"),
    ],
)
def test_what_cannot_be_said_is_told_with_its_key(root, told):
    """docs/behaviour.md, convert-2."""
    assert ("/W3SVC/1/ROOT", told) in unsaid(site(**root))


@pytest.mark.parametrize(
    ("root", "status", "words"),
    [
        ({"AuthFlags": 4}, 401, " return 401;"),
        ({"AuthFlags": 2}, 401, " return 401;"),
        ({"AuthFlags": 0}, 401, " return 401;"),
        ({"IPSecurity": b"nonsense"}, 403, "if ($adsiis_refused_0) { return 403; }"),
        ({"AccessFlags": 0}, 403, "\n            return 403;"),
        ({"AccessSSLFlags": 8}, 403, "\n            return 403;"),
    ],
)
def test_what_was_closed_is_not_open_there(root, status, words):
    """docs/behaviour.md, convert-4."""
    assert words in convert(site(**root), "nginx", OPTIONS).text
    (found,) = read_sites(site(**root), OPTIONS, Report())
    rows = list(steps(found.places[0], OPTIONS, tls=False))
    assert Step(Refuse(status)) in rows
    assert Step(Refuse(status)) not in steps(
        read_sites(site(), OPTIONS, Report())[0].places[0], OPTIONS, tls=False
    )


def test_the_source_of_a_program_is_never_sent():
    """docs/behaviour.md, convert-4."""
    tree = site(ScriptMaps=(r".asp,C:\asp.dll,5",), MimeMap=(".asp,text/plain",))
    assert r"\\.(?:asp)(?:/|$)\") { return 404; }".replace('\\"', '"') in convert(tree, "nginx", OPTIONS).text


def test_a_secret_is_in_no_file_and_no_report():
    """docs/behaviour.md, convert-2."""
    tree = site(UNCPassword="pa55word", AnonymousUserPass="pa55word")
    for target in TARGETS:
        made = convert(tree, target, OPTIONS)
        assert "pa55word" not in made.text + str(made.unsaid)


def test_the_most_exact_binding_wins():
    """docs/behaviour.md, convert-3."""
    tree = MemoryTree(
        [
            one
            for number, line in enumerate((":80:", ":80:a", "10.0.0.1:80:", "10.0.0.1:80:a"), 1)
            for one in (
                key(f"/LM/W3SVC/{number}", ServerBindings=(line,)),
                key(f"/LM/W3SVC/{number}/ROOT", Path="/"),
            )
        ]
    )
    found = listeners(read_sites(tree, OPTIONS, Report()))
    assert {at: {h: s.key[-1] for h, s in hosts.items()} for at, hosts in found.items()} == {
        ("", 80, False): {"": "1", "a": "2"},
        ("10.0.0.1", 80, False): {"": "3", "a": "4"},
    }


def test_a_certificate_makes_a_server_for_tls(tmp_path):
    """docs/behaviour.md, convert-3."""
    tree = site()
    tree.add(key("/LM/W3SVC/1", ServerBindings=(":80:",), SecureBindings=(":443:",)))
    assert ("/W3SVC/1", "SecureBindings") in unsaid(tree)
    options = Options(data_folder="/", certificates={"1": ("/c.pem", "/k.pem")})
    assert ("/W3SVC/1", "SecureBindings") not in unsaid(tree, "nginx", options)
    for target, words in (("nginx", "ssl_certificate"), ("caddy", "load_files"), ("caddyfile", "tls /c.pem")):
        assert words in convert(tree, target, options).text


@pytest.mark.parametrize("target", list(PROGRAMS))
@pytest.mark.parametrize(
    "address", ["127.0.0.1:8000", "http://[::1]:8000/", "https://localhost", "unix:/run/a.sock"]
)
def test_every_address_that_can_be_given_is_taken(target, address, tmp_path):
    """docs/behaviour.md, convert-1."""
    options = Options(
        data_folder="/", log_folder=str(tmp_path), work_folder=str(tmp_path), ipv6=False,
        upstreams={"/LM/W3SVC/1/ROOT/APP": address}, fastcgi={".php": address},
    )  # fmt: skip
    tree = site(ScriptMaps=(r".php,C:\\php-cgi.exe,5",))
    tree.add(key("/LM/W3SVC/1/ROOT/app", Path="/srv/app"))
    text = convert(moved(tree)[0], target, options).text
    assert text.count("a.sock" if address.startswith("unix:") else address.strip("/").rpartition("/")[2]) > 1
    assert checked(target, text, tmp_path) == ""


@pytest.mark.parametrize("target", list(PROGRAMS))
def test_the_server_takes_a_site_with_a_certificate(target, tmp_path):
    """docs/behaviour.md, convert-1, convert-3."""
    issued = made("www.example.com")
    certificate, secret = tmp_path / "site.pem", tmp_path / "site.key"
    certificate.write_bytes(issued.pem)
    secret.write_bytes(issued.key)
    tree = site()
    http, https = (moved(tree)[1][0] for _ in range(2))
    tree.add(
        key("/LM/W3SVC/1", ServerBindings=(f"127.0.0.1:{http}:",), SecureBindings=(f"127.0.0.1:{https}:",))
    )
    options = Options(
        data_folder="/", log_folder=str(tmp_path), work_folder=str(tmp_path), ipv6=False,
        certificates={"1": (str(certificate), str(secret))},
    )  # fmt: skip
    assert checked(target, convert(tree, target, options).text, tmp_path) == ""
