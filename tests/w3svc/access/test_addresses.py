"""Clients by address and by name: what IPSecurity says of them."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.schema.addresses import Addresses
from adsiis.w3svc.access.addresses import NOBODY, address_rules


def denying(*entries, names=()):
    return address_rules(Addresses(denied=entries, denied_names=names))


def granting(*entries, names=()):
    return address_rules(Addresses(granted=entries, granted_names=names, by_default=False))


def test_a_list_that_denies_nobody_is_no_rule():
    """docs/behaviour.md, access-4."""
    assert address_rules(Addresses()) is None
    assert address_rules(Addresses(granted=("10.0.0.1,255.255.255.255",))) is None


@pytest.mark.parametrize(
    ("address", "comes"),
    [("10.1.2.3", False), ("11.1.2.3", True), ("::ffff:10.1.2.3", False), ("2001:db8::1", True), ("", False)],
)
def test_where_all_may_come_those_denied_may_not(address, comes):
    """docs/behaviour.md, access-4."""
    assert denying("10.0.0.0,255.0.0.0").judge(address) is comes


@pytest.mark.parametrize(
    ("address", "comes"),
    [("192.168.1.7", True), ("192.168.1.8", False), ("fe80::1%eth0", True), ("fe81::1", False)],
)
def test_where_none_may_come_those_granted_may(address, comes):
    """docs/behaviour.md, access-4."""
    rules = granting("192.168.1.7,255.255.255.255", "fe80::,ffff:ffff:ffff:ffff::")
    assert rules.judge(address) is comes


def test_the_other_lists_do_not_count():
    """docs/behaviour.md, access-4."""
    both = Addresses(denied=("10.0.0.1,255.255.255.255",), granted=("10.0.0.2,255.255.255.255",))
    assert address_rules(both).judge("10.0.0.3") is True
    other = address_rules(both._replace(by_default=False))
    assert (other.judge("10.0.0.2"), other.judge("10.0.0.3"), other.judge("10.0.0.1")) == (True, False, False)


@given(st.ip_addresses(v=4), st.ip_addresses(v=4), st.integers(0, 32))
def test_a_mask_covers_what_the_network_of_that_length_has(address, entry, length):
    """docs/behaviour.md, access-4."""
    network = ipaddress.ip_network(f"{entry}/{length}", strict=False)
    assert denying(f"{entry},{network.netmask}").judge(str(address)) is (address not in network)


@pytest.mark.parametrize(
    ("name", "listed", "found"),
    [
        ("example.com", "example.com", True),
        ("WWW.Example.COM.", "example.com", True),
        ("evilexample.com", "example.com", False),
        ("example.com.evil.net", "example.com", False),
        ("example.com", "*.example.com", False),
        ("a.b.example.com", "*.Example.com", True),
        ("com", "example.com", False),
    ],
)
def test_a_name_is_that_of_a_host_or_of_a_domain(name, listed, found):
    """docs/behaviour.md, access-5."""
    assert denying(names=(listed,)).judge_name(name) is not found
    assert granting(names=(listed,)).judge_name(name) is found


def test_a_client_without_a_name_is_refused_by_either_list():
    """docs/behaviour.md, access-5: hiding one's name must not help, as it did in Q241562."""
    assert denying(names=("evil.net",)).judge("10.0.0.1") is None
    assert denying(names=("evil.net",)).judge_name(None) is False
    assert granting(names=("good.net",)).judge_name(None) is False


def test_an_address_in_a_list_needs_no_name():
    """docs/behaviour.md, access-5."""
    assert granting("10.0.0.1,255.255.255.255", names=("good.net",)).judge("10.0.0.1") is True
    assert denying("10.0.0.1,255.255.255.255", names=("evil.net",)).judge("10.0.0.1") is False


def test_nobody_is_nobody():
    assert NOBODY.judge("127.0.0.1") is False
