"""What a handler of ScriptMaps is."""

import pytest

from adsiis.dllhost.kinds import kind_of, local_program, words_of


@pytest.mark.parametrize(
    ("handler", "kind", "program"),
    [
        ("wsgi:shop.app:app", "wsgi", None),
        (r"C:\WINDOWS\system32\inetsrv\asp.dll", "asp", None),
        (r"C:\WINDOWS\system32\inetsrv\ssinc.dll", "ssi", None),
        (r"C:\PHP\php-cgi.exe", "fastcgi", "php-cgi"),
        (r'"C:\Program Files\PHP\PHP-CGI.EXE" -d x=1', "fastcgi", "php-cgi"),
        ("/usr/bin/php-cgi", "fastcgi", "/usr/bin/php-cgi"),
        ("fastcgi:/usr/bin/own", "fastcgi", "/usr/bin/own"),
        ("cgi:perl", "cgi", "perl"),
        (r'c:\perl\bin\perl.exe "%s" %s', "cgi", "perl"),
        (r"c:\perl\bin\perlis.dll", "cgi", "perl"),
        (r"C:\WINDOWS\system32\inetsrv\fcgiext.dll", "fastcgi", "fcgiext.dll"),
        ("cgi:%s", "cgi", "%s"),
        (r"C:\old\counter.dll", "isapi", "counter.dll"),
        (r"C:\old\counter.exe", "", "counter"),
        ("", "", None),
    ],
)
def test_a_handler_is_known_by_its_prefix_or_its_program(handler, kind, program):
    """docs/behaviour.md, handler-2, handler-6."""
    assert kind_of(handler) == kind
    if program is not None:
        assert local_program(words_of(handler)[0]) == program


def test_a_handler_is_taken_apart_as_on_windows():
    """docs/behaviour.md, handler-6."""
    assert words_of(r'"C:\Program Files\perl.exe" -T "%s" %s') == [
        r"C:\Program Files\perl.exe",
        "-T",
        "%s",
        "%s",
    ]
