"""`fcgiext.ini`: what is run for an extension, and how it is kept."""

from __future__ import annotations

from math import inf

import pytest

from adsiis.dllhost.fcgiext import FcgiError, Fcgiext, Keeping

FILE = """\ufeff; the file of the FastCGI extension
[Types]
php=PHP
php:7=Other
*=Any

[PHP]
ExePath=C:\\PHP\\php-cgi.exe
Arguments=-d memory_limit=64M
MaxInstances=2
InstanceMaxRequests=50
QueueLength=10
ActivityTimeout=30
RequestTimeout=90
IdleTimeout=60
EnvironmentVars=PHPRC:C:\\PHP,MODE:live
Protocol=NamedPipe

[Other]
ExePath=/opt/php/bin/php-cgi-8

[Any]
ExePath=C:\\Ruby\\dispatch.exe
MaxInstances=0
"""
DLL = r"C:\WINDOWS\system32\inetsrv\fcgiext.dll"


@pytest.fixture
def file(tmp_path):
    def made(text=FILE):
        (tmp_path / "fcgiext.ini").write_text(text, encoding="utf-8")
        return Fcgiext(str(tmp_path / "fcgiext.ini"))

    return made


def test_the_section_of_an_extension_says_what_runs_and_how_it_is_kept(file):
    """docs/behaviour.md, cgi-6."""
    assert file().keeping(DLL, "/srv/www/page.PHP", "1") == Keeping(
        program="php-cgi",
        words=("-d", "memory_limit=64M"),
        variables=(("PHPRC", r"C:\PHP"), ("MODE", "live")),
        instances=2, requests=50, queue=10, activity=30, longest=90, idle=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("script", "site", "program"),
    [("a.php", "7", "/opt/php/bin/php-cgi-8"), ("a.rb", "7", "dispatch"), ("a", "1", "dispatch")],
)
def test_a_site_comes_before_all_sites_and_an_extension_before_all_others(file, script, site, program):
    """docs/behaviour.md, cgi-6."""
    assert file().keeping(DLL, script, site).program == program


def test_a_number_of_processes_that_none_could_be_is_the_default(file):
    assert file().keeping(DLL, "a.rb", "1").instances == 4


def test_another_handler_has_the_limits_of_the_section_that_names_its_program(file):
    """docs/behaviour.md, cgi-6."""
    kept = file().keeping('"/usr/bin/php-cgi" -c /etc/own', "a.php", "1")
    assert (kept.program, kept.words, kept.instances) == ("/usr/bin/php-cgi", ("-c", "/etc/own"), 2)


def test_without_a_file_the_defaults_hold(tmp_path):
    """docs/behaviour.md, cgi-6."""
    kept = Fcgiext(str(tmp_path / "none.ini")).keeping("php-cgi", "a.php", "1")
    assert kept == Keeping(program="php-cgi")
    assert (kept.instances, kept.requests, kept.queue, kept.longest, kept.idle) == (4, 200, 1000, inf, 300)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[Types]\nphp=PHP\n[PHP]\nExePath=php-cgi\nMaxInstances=many\n",
            "maxinstances is 'many'; it must be a number",
        ),
        ("[Types]\nphp=PHP\n[PHP]\nExePath=php-cgi\nIdleTimeout=-1\n", "idletimeout is '-1'"),
        ("[Types]\nasp=X\n", "names no program for .php"),
        ("[Types]\nphp=Gone\n", "names no program for .php"),
        ("", "names no program for .php"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(file, text, sentence):
    """docs/behaviour.md, cgi-6."""
    with pytest.raises(FcgiError, match=sentence):
        file(text).keeping(DLL, "page.php", "1")


def test_a_file_that_cannot_be_read_is_an_error(file):
    with pytest.raises(FcgiError, match="cannot be read"):
        file("no section\n")
