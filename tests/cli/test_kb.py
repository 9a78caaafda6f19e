"""`kb`: articles added, found, shown, and files checked against them."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.reading import read_articles
from cli.calls import process
from knowledge.archive import article_style, draft
from knowledge.programs import program

NUMBERS = (100_001, 100_002, 100_003)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder without a store: the knowledge base needs none."""
    home = str(tmp_path / "home")
    monkeypatch.setenv("ADSIIS_HOME", home)
    return home


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in NUMBERS:
        (folder / f"Q{number}.txt").write_text(article_style(draft(number)))
    return folder


@pytest.fixture
def image(tmp_path):
    (tmp_path / "image" / "inetsrv").mkdir(parents=True)
    (tmp_path / "image" / "inetsrv" / "Iisext.dll").write_bytes(program("5.0.2195.1600"))
    return tmp_path / "image"


def test_a_folder_is_added_and_what_failed_is_listed(adsiis, archive):
    """docs/behaviour.md, kb-8."""
    (archive / "binary.txt").write_bytes(bytes(range(256)) * 8)
    code, out, err = adsiis("kb", "add", archive)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("articles: 3 added; ")
    assert out.splitlines()[1] == (
        f"no article: {archive}/binary.txt: The file is not text: it holds bytes that no text has."
    )


def test_what_was_added_is_told_as_json(adsiis, archive):
    told = adsiis("kb", "add", archive, "--json").json
    assert (told["files"], told["added"], told["replaced"], told["failed"]) == (3, 3, 0, [])
    assert told["file_rows"] == sum(len(draft(number).rows) for number in NUMBERS)
    assert adsiis("kb", "add", archive, "--json").json["unchanged"] == 3


def test_a_folder_without_articles_is_refused(adsiis, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").write_text("Nothing to see.\n")
    assert adsiis("kb", "add", tmp_path / "empty")[::2] == (
        1,
        f"adsiis: There is no article in {tmp_path}/empty: no file has a name such as Q277632.txt.\n",
    )
    code, _, err = adsiis("kb", "add", tmp_path / "notes")
    assert (code, err) == (1, "adsiis: Of the files read, 1, not one holds an article.\n")
    assert adsiis("kb", "add", tmp_path / "gone").code == 1


def test_articles_are_found(adsiis, archive):
    """docs/behaviour.md, kb-8."""
    adsiis("kb", "add", archive)
    title = draft(100_001).title
    found = adsiis("kb", "search", f'"{title}"'.strip('"'), "--json").json
    assert [(hit["number"], hit["title"]) for hit in found] == [("Q100001", title)]
    code, out, _ = adsiis("kb", "search", title, "--since", "1990")
    assert (code, out.split("\t")[0]) == (0, "Q100001")
    assert adsiis("kb", "search", title, "--since", "2090-01-01")[::2] == (1, "adsiis: No article matches.\n")


def test_a_search_needs_something_to_look_for(adsiis, archive):
    adsiis("kb", "add", archive)
    assert "nothing to look for" in adsiis("kb", "search").err
    code, _, err = adsiis("kb", "search", "leak", "--since", "soon")
    assert code == 2
    assert "--since takes a day such as 2001-07-13" in err


def test_without_a_base_the_sentence_says_how_to_make_one(adsiis, home):
    assert adsiis("kb", "search", "leak")[::2] == (
        1,
        f"adsiis: There is no knowledge base at {home}/knowledge.sqlite yet: 'adsiis kb add FOLDER' makes one.\n",
    )


def test_an_article_is_shown_as_text_to_a_pipe(adsiis, archive):
    """docs/behaviour.md, kb-3: reading it again gives the same article."""
    adsiis("kb", "add", archive)
    code, out, _ = adsiis("kb", "show", "100001")
    assert code == 0
    assert (
        read_articles(out.encode())[0].fixes == read_articles(article_style(draft(100_001)).encode())[0].fixes
    )


def test_an_article_is_shown_as_json_with_its_sections_by_name(adsiis):
    """docs/behaviour.md, kb-1: Q277632 comes along."""
    told = adsiis("kb", "show", "Q277632", "--json").json
    assert told["title"] == "Memory Leak in Inetinfo.exe When Using the ADs IIS Provider"
    assert told["fixes"][0]["files"][0]["version"] == "5.0.2195.2413"
    assert told["fixes"][0]["files"][0]["date"] == "2000-05-10"
    assert all(told[name] for name in ("symptoms", "cause", "resolution", "status"))


def test_an_article_is_readable_at_a_terminal(adsiis, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, _ = adsiis("kb", "show", "Q277632")
    assert code == 0
    assert "Windows 2000 Service Pack 2" in out
    assert "Fixed files: English, x86, or later" in out


def test_an_article_that_is_not_there_is_told(adsiis):
    assert adsiis("kb", "show", "Q100001")[::2] == (
        1,
        "adsiis: There is no article Q100001 yet: 'adsiis kb add FOLDER' adds articles.\n",
    )
    assert "names no article" in adsiis("kb", "show", "leak").err


def test_no_control_character_of_an_article_reaches_the_terminal(adsiis, archive):
    """docs/behaviour.md, cli-7."""
    text = article_style(draft(100_001)).replace(
        "SYMPTOMS\n========\n", "SYMPTOMS\n========\n\nred \x1b[31m text\n"
    )
    (archive / "Q100001.txt").write_text(text)
    adsiis("kb", "add", archive)
    out = adsiis("kb", "show", "Q100001").out
    assert "\x1b" not in out
    assert r"red \x1b[31m text" in out


def test_links_are_a_picture(adsiis, archive, tmp_path):
    """docs/behaviour.md, kb-8."""
    adsiis("kb", "add", archive)
    ((number, _),) = draft(100_001).links
    out = adsiis("kb", "links", "Q100001").out
    assert out.splitlines()[0].startswith("Q100001  ")
    assert f"└─▶ Q{number}" in out
    told = adsiis("kb", "links", "Q100001", "--json").json
    assert [node["number"] for node in told["outgoing"]] == [f"Q{number}"]
    path = tmp_path / "links.svg"
    assert adsiis("kb", "links", "Q277632", "--svg", path).out == f"wrote {path}\n"
    assert etree.parse(path).getroot().tag.endswith("svg")


def test_what_fixed_a_file_is_listed_in_order_of_version(adsiis, archive):
    """docs/behaviour.md, kb-8."""
    adsiis("kb", "add", archive)
    fixed = [
        (row.version, f"Q{number}")
        for number in NUMBERS
        for row in draft(number).rows
        if row.name == "Iisext.dll"
    ]
    told = adsiis("kb", "files", "IISEXT.DLL", "--json").json
    assert {(one["version"], one["number"]) for one in told} == {*fixed, ("5.0.2195.2413", "Q277632")}
    versions = [tuple(map(int, one["version"].split("."))) for one in told]
    assert versions == sorted(versions)
    assert adsiis("kb", "files", "Other.dll")[::2] == (1, "adsiis: No article lists a file Other.dll.\n")


def test_a_check_tells_verdict_evidence_and_the_way_to_the_fix(adsiis, image):
    """docs/behaviour.md, kb-12."""
    outcome = adsiis("kb", "check", "Q277632", image, "--json")
    assert outcome.code == 1
    (said,) = outcome.json["articles"]
    assert (said["number"], said["verdict"]) == ("Q277632", "affected")
    assert said["evidence"] == [
        {
            "path": str(image / "inetsrv" / "Iisext.dll"),
            "file": "Iisext.dll",
            "found": "5.0.2195.1600",
            "needed": "5.0.2195.2413",
            "verdict": "affected",
            "reason": "5.0.2195.1600 is below 5.0.2195.2413.",
            "platform": "x86",
            "size": (image / "inetsrv" / "Iisext.dll").stat().st_size,
        }
    ]
    way = said["resolution"]
    assert way["service_packs"] == [{"product": "Windows 2000", "number": "2"}]
    assert [link["number"] for link in way["obtain"] + way["slipstream"]] == ["Q260910", "Q249149"]


def test_a_check_is_lines_for_scripts_and_the_way_to_the_fix_below(adsiis, image):
    code, out, err = adsiis("kb", "check", "Q277632", image)
    assert (code, err) == (1, "files seen: 1\n")
    line, way = out.splitlines()
    assert line.split("\t") == [
        "Q277632",
        "affected",
        "5.0.2195.1600",
        "5.0.2195.2413",
        str(image / "inetsrv" / "Iisext.dll"),
        "5.0.2195.1600 is below 5.0.2195.2413.",
    ]
    assert way.endswith("fixed by Windows 2000 Service Pack 2 or later, by Q260910; slipstream by Q249149.")


@pytest.mark.parametrize(
    ("listed", "verdict", "code"),
    [
        ("Iisext.dll 5.0.2195.2413", "fixed", 0),
        ("Iisext.dll 5.0.2195.1", "affected", 1),
        ("Iisext.dll", "cannot tell", 3),
        ("Asp.dll 5.0", "not present", 0),
    ],
)
def test_the_verdict_is_the_exit_code(adsiis, tmp_path, listed, verdict, code):
    """docs/behaviour.md, kb-13."""
    (tmp_path / "list.txt").write_text(f"{listed}\n")
    outcome = adsiis("kb", "check", "Q277632", tmp_path / "list.txt", "--json")
    assert (outcome.code, outcome.json["articles"][0]["verdict"]) == (code, verdict)


def test_all_articles_are_checked_and_those_of_no_file_counted(adsiis, archive, image):
    """docs/behaviour.md, kb-13."""
    adsiis("kb", "add", archive)
    told = adsiis("kb", "check", "--all", image, "--json").json
    about = {f"Q{number}" for number in NUMBERS for row in draft(number).rows if row.name == "Iisext.dll"} | {
        "Q277632"
    }
    assert {one["number"] for one in told["articles"]} == about
    assert told["articles_not_present"] == len(NUMBERS) + 1 - len(about)


def test_an_article_may_be_given_as_a_file(adsiis, archive, tmp_path):
    row = draft(100_001).rows[0]
    (tmp_path / "list.txt").write_text(f"{row.name} {row.version}\n")
    outcome = adsiis("kb", "check", archive / "Q100001.txt", tmp_path / "list.txt", "--json")
    assert outcome.json["articles"][0]["evidence"][0]["found"] == row.version


@pytest.mark.parametrize("words", [("PATH",), ("--all", "Q277632", "PATH")])
def test_a_check_takes_numbers_or_all(adsiis, words):
    code, _, err = adsiis("kb", "check", *words)
    assert code == 2
    assert "Give either the numbers of articles or --all, before the PATH." in err


def test_what_cannot_be_checked_is_one_sentence(adsiis, tmp_path):
    code, out, err = adsiis("kb", "check", "Q277632", tmp_path / "gone")
    assert (code, out) == (1, "")
    assert err == f"adsiis: {tmp_path}/gone is not there: give a folder, a ZIP archive, a list or a file.\n"


def test_the_command_line_works_as_a_process(home, archive):
    assert process("kb", "add", archive, "--json", home=home).json["added"] == 3
    done = process("kb", "show", "Q277632", "--json", home=home)
    assert json.loads(done.out)["number"] == bundled_article("Q277632").number
