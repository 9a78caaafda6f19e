"""Values to draw: for each type of the schema what a script may put and will read back the same."""

from __future__ import annotations

from hypothesis import strategies as st

from adsiis import MimeMap
from adsiis.adsi.ip_security import IPSecurity
from adsiis.adsi.security_descriptor import AccessControlEntry, AccessControlList, SecurityDescriptor

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))
CLEAN = TEXT.filter(lambda text: "," not in text)
LONG = st.integers(-0x80000000, 0x7FFFFFFF)

ADDRESS = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


def _entry(address, number):
    mask = type(address)(number % (1 << address.max_prefixlen))
    return f"{address},{mask}"


ENTRIES = st.lists(st.builds(_entry, ADDRESS, st.integers(0, (1 << 128) - 1)), max_size=4).map(tuple)
DOMAINS = st.lists(st.from_regex(r"[a-z0-9-]{1,9}(\.[a-z]{2,3}){1,2}", fullmatch=True), max_size=3).map(tuple)
ADDRESSES = st.builds(IPSecurity, ENTRIES, ENTRIES, DOMAINS, DOMAINS, st.booleans())

TRUSTEES = st.one_of(
    st.sampled_from(
        ["BUILTIN\\Administrators", "Everyone", "NT AUTHORITY\\NETWORK SERVICE", "S-1-5-21-7-8-9-1001"]
    ),
    st.from_regex(r"[A-Z]{1,8}\\[a-z ]{0,8}[a-zéü]", fullmatch=True),
)
ACE = st.builds(AccessControlEntry, TRUSTEES, LONG, st.integers(0, 1), st.integers(0, 255))


def _list(entries):
    made = AccessControlList()
    for entry in entries:
        made.AddAce(entry)
    return made


ACL = st.lists(ACE, max_size=4).map(_list)
OWNER = st.one_of(st.just(""), TRUSTEES)
DESCRIPTORS = st.builds(SecurityDescriptor, OWNER, OWNER, st.one_of(st.none(), ACL))

BY_TYPE = {
    "BOOL": st.booleans(),
    "DWORD": LONG,
    "STRING": TEXT,
    "EXPANDSZ": TEXT,
    "MULTISZ": st.lists(TEXT).map(tuple),
    "MIMEMAP": st.lists(st.builds(MimeMap, CLEAN, TEXT)).map(tuple),
    "BINARY": st.binary(),
    "IPSECLIST": ADDRESSES,
    "NTACL": DESCRIPTORS,
}
