"""What a binding line means, and which site answers."""

import pytest

from adsiis.w3svc.bindings import (
    Binding,
    BindingConflictError,
    BindingSyntaxError,
    BindingTable,
    host_of,
    parse_bindings,
)


def parse(*lines):
    return parse_bindings("W3SVC/3", "ServerBindings", lines)


@pytest.mark.parametrize(
    ("line", "binding"),
    [
        (":80:", Binding("", 80, "")),
        ("*:80:", Binding("", 80, "")),
        (":80", Binding("", 80, "")),
        ("10.0.0.1:8080:www.X.com", Binding("10.0.0.1", 8080, "www.x.com")),
        ("[::1]:80:", Binding("::1", 80, "")),
        ("[0:0:0:0:0:0:0:1]:80:a.", Binding("::1", 80, "a")),
        (" :81:a ", Binding("", 81, "a")),
    ],
)
def test_a_line_is_address_port_and_host_of_which_address_and_host_may_be_empty(line, binding):
    """docs/behaviour.md, binding-1."""
    assert parse(line) == (binding,)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (":8o:", "the port must be a number from 1 to 65535."),
        ("::", "the port must be a number from 1 to 65535."),
        (":0:", "the port must be a number from 1 to 65535."),
        (":65536:", "the port must be a number from 1 to 65535."),
        (":-1:", "the port must be a number from 1 to 65535."),
        (":٨٠:", "the port must be a number from 1 to 65535."),
        ("80", "a binding has the form address:port:host"),
        ("www.x.com:80:", "the address must be an IP address"),
        ("::1:80:", "the port must be a number"),
        ("[::1:80:", "an IPv6 address stands in brackets"),
        (":80:a/b", "the host must be a name"),
        (":80:a:b", "the host is a name without a port."),
        (":80:ü.example", "the host must be a name"),
    ],
)
def test_a_malformed_line_is_named_with_its_place_and_what_would_be_right(line, words):
    """docs/behaviour.md, binding-1."""
    with pytest.raises(BindingSyntaxError) as caught:
        parse(":80:", line)
    assert str(caught.value).startswith(f"W3SVC/3: ServerBindings[1] is {line!r}: {words}")


def test_a_line_given_twice_counts_once():
    assert parse(":80:A", ":80:a.") == (Binding("", 80, "a"),)


def test_a_binding_reads_as_its_line():
    assert [str(one) for one in parse(":80:", "[::1]:81:x")] == [":80:", "[::1]:81:x"]


@pytest.mark.parametrize(
    ("header", "host"),
    [
        (b"www.X.com", "www.x.com"),
        (b"x:8080", "x"),
        (b"x.:80", "x"),
        (b"[::1]:80", "[::1]"),
        (b"", ""),
        (b"\xff", "\xff"),
    ],
)
def test_a_host_header_is_compared_without_port_case_and_closing_dot(header, host):
    """docs/behaviour.md, binding-3."""
    assert host_of(header) == host


def table(**sites):
    made = BindingTable()
    for name, lines in sites.items():
        made.replace(name, parse(*lines))
    return made


def test_the_most_exact_binding_wins():
    """docs/behaviour.md, binding-2."""
    sites = table(any=[":80:"], host=[":80:x"], address=["10.0.0.1:80:"], both=["10.0.0.1:80:x"])
    assert sites.find("10.0.0.1", 80, b"x") == "both"
    assert sites.find("10.0.0.2", 80, b"X.:80") == "host"
    assert sites.find("10.0.0.1", 80, b"y") == "address"
    assert sites.find("10.0.0.2", 80, b"y") == "any"
    assert sites.find("10.0.0.2", 80, b"") == "any"
    assert sites.find("10.0.0.1", 81, b"x") is None


def test_a_host_no_site_has_finds_none():
    assert table(one=[":80:a"]).find("127.0.0.1", 80, b"b") is None


def test_replacing_one_site_leaves_the_others():
    sites = table(one=[":80:a", ":81:a"], two=[":80:b"])
    sites.replace("one", parse(":82:a"))
    assert sites.find("", 80, b"a") is None
    assert sites.find("", 82, b"a") == "one"
    assert sites.find("", 80, b"b") == "two"
    sites.replace("one", ())
    assert len(sites) == 1


def test_two_sites_cannot_hold_one_binding_and_the_refusal_changes_nothing():
    """docs/behaviour.md, binding-4."""
    sites = table(one=[":80:a"], two=[":80:b"])
    with pytest.raises(BindingConflictError, match=r":80:a"):
        sites.replace("two", parse(":80:c", ":80:A"))
    assert sites.find("", 80, b"b") == "two"
    assert sites.find("", 80, b"c") is None
    assert sites.conflict("one", parse(":80:a")) is None


def test_the_last_of_ten_thousand_sites_is_found_with_as_few_comparisons_as_the_first():
    class Counted(str):
        compared = 0
        __slots__ = ()

        def __eq__(self, other):
            Counted.compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    sites = BindingTable()
    for number in range(10_000):
        sites.replace(number, (Binding("", 80, Counted(f"h{number}.example")),))
    for number in (0, 9_999):
        Counted.compared = 0
        assert sites.find("127.0.0.1", 80, b"h%d.example" % number) == number
        assert Counted.compared <= 4
