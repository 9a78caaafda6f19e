"""The schema: counts, spot values, and how names and numbers are looked up."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase.record import (
    ASP_APP,
    BINARY,
    DWORD,
    EXPANDSZ,
    FILE,
    INHERIT,
    MULTISZ,
    REFERENCE,
    SECURE,
    SERVER,
    STRING,
    VOLATILE,
    WAM,
)
from adsiis.schema import Property, Schema, UnknownPropertyError, ValueTypeError, schema
from adsiis.schema.constants import AppMode, AppStatus, PoolIdentity, ServerCommand, ServerState

ALL_NAMES = [p.name for p in schema().properties]


def test_there_are_507_properties_84_flags_and_66_classes_beside_path_map():
    """docs/behaviour.md, schema-1."""
    every = schema().properties
    assert len([p for p in every if p.flag_of is None and p.name != "PathMap"]) == 507
    assert len([p for p in every if p.flag_of is not None]) == 84
    assert len(schema().classes) == 66


@pytest.mark.parametrize(
    ("name", "number", "kind", "user_type", "attributes", "default"),
    [
        ("KeyType", 1002, "STRING", SERVER, 0, None),
        ("ServerState", 1016, "DWORD", SERVER, VOLATILE, 4),
        ("ServerBindings", 1023, "MULTISZ", SERVER, 0, None),
        ("Win32Error", 1099, "DWORD", SERVER, VOLATILE, 0),
        ("AppRoot", 2103, "STRING", FILE, INHERIT, None),
        ("AppIsolated", 2104, "DWORD", WAM, INHERIT, 2),
        ("ServerID", 19500, "STRING", SERVER, 0, None),
        ("AllowKeepAlive", 6038, "BOOL", FILE, INHERIT, 1),
        ("AspEnableParentPaths", 7008, "BOOL", ASP_APP, INHERIT, 0),
        ("AspQueueTimeout", 7013, "DWORD", ASP_APP, INHERIT, 4294967295),
        ("WAMUserPass", 7502, "STRING", FILE, INHERIT | SECURE, None),
        ("AdminACL", 6027, "NTACL", SERVER, INHERIT | SECURE | REFERENCE, None),
        ("IPSecurity", 6019, "IPSECLIST", FILE, INHERIT | REFERENCE, None),
        ("MimeMap", 6015, "MIMEMAP", FILE, INHERIT, None),
        ("LogFileDirectory", 4001, "EXPANDSZ", SERVER, INHERIT, r"%Windir%\System32\LogFiles"),
        ("HttpExpires", 6002, "STRING", FILE, INHERIT, "D, 0x15180"),
        ("MD_0", 0, "STRING", 0, 0, None),
        ("PathMap", 65600, "MULTISZ", SERVER, INHERIT, None),
    ],
)
def test_a_property_is_as_the_schema_states_it(name, number, kind, user_type, attributes, default):
    found = schema().property(name)
    assert found is not None
    assert (found.id, found.type, found.user_type, found.attributes, found.default) == (
        number,
        kind,
        user_type,
        attributes,
        default,
    )


@pytest.mark.parametrize(
    ("name", "data_type"),
    [
        ("AccessRead", DWORD),
        ("AccessFlags", DWORD),
        ("Path", STRING),
        ("HcCompressionDll", EXPANDSZ),
        ("MimeMap", MULTISZ),
        ("ScriptMaps", MULTISZ),
        ("IPSecurity", BINARY),
        ("AdminACL", BINARY),
        ("SSLCertHash", BINARY),
    ],
)
def test_every_schema_type_is_held_as_one_of_the_five_data_types(name, data_type):
    """docs/behaviour.md, schema-3."""
    assert schema().property(name).data_type == data_type


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("AccessFlags", 1),
        ("AuthFlags", 1),
        ("AuthPersistence", 64),
        ("DirBrowseFlags", 0x4000001E),
        ("LogExtFileFlags", 0x586),
        ("LogEventOnRecycle", 8),
    ],
)
def test_a_default_of_flag_names_is_their_sum(name, default):
    """docs/behaviour.md, schema-4."""
    assert schema().property(name).default == default


def test_the_default_of_a_flag_is_its_bit_of_the_default_number():
    """docs/behaviour.md, schema-4."""
    assert schema().property("AccessRead").default == 1
    assert schema().property("AccessScript").default == 0
    assert schema().property("EnableDefaultDoc").default == 1


def test_a_list_default_is_a_tuple():
    assert schema().property("LogCustomPropertyServicesString").default == (
        "W3Svc",
        "MSFTPSvc",
        "SmtpSvc",
        "NNTPSvc",
    )


def test_a_bound_of_zero_above_means_no_bound():
    """docs/behaviour.md, schema-6."""
    assert schema().property("MaxEndpointConnections").high is None
    assert (schema().property("SmtpServiceVersion").low, schema().property("SmtpServiceVersion").high) == (
        1,
        None,
    )
    assert (schema().property("AppPoolQueueLength").low, schema().property("AppPoolQueueLength").high) == (
        10,
        65535,
    )


@pytest.mark.parametrize(
    ("flag", "owner", "bit"),
    [
        ("AccessRead", "AccessFlags", 1),
        ("AccessScript", "AccessFlags", 0x200),
        ("AccessSSL128", "AccessSSLFlags", 0x100),
        ("AuthMD5", "AuthFlags", 0x10),
        ("EnableDirBrowsing", "DirBrowseFlags", 0x80000000),
        ("LogExtFileHttpSubStatus", "LogExtFileFlags", 0x200000),
        ("AppPoolRecyclePrivateMemory", "LogEventOnRecycle", 128),
    ],
)
def test_a_flag_is_one_bit_of_a_number(flag, owner, bit):
    found = schema().property(flag)
    assert (found.flag_of, found.bit) == (owner, bit)


def test_flags_of_one_number_are_single_bits_that_do_not_overlap():
    for owner in {p.flag_of for p in schema().properties if p.flag_of}:
        bits = [flag.bit for flag in schema().flags_of(owner)]
        assert all(bit.bit_count() == 1 for bit in bits)
        assert len(set(bits)) == len(bits)


def test_flags_come_in_schema_order_and_only_for_numbers_that_have_some():
    names = [flag.name for flag in schema().flags_of("authflags")]
    assert names == ["AuthBasic", "AuthAnonymous", "AuthNTLM", "AuthMD5", "AuthPassport"]
    assert schema().flags_of("Path") == ()
    assert schema().flags_of("NoSuchThing") == ()


@given(st.sampled_from(ALL_NAMES), st.randoms(use_true_random=False))
def test_a_name_is_found_in_any_letter_case(name, chance):
    """docs/behaviour.md, schema-7."""
    mixed = "".join(chance.choice((c.upper(), c.lower())) for c in name)
    assert schema().property(mixed) is schema().property(name)
    assert schema().property(name).name == name


def test_an_unknown_name_or_number_is_none():
    assert schema().property("NoSuchThing") is None
    assert schema().property("") is None
    assert schema().property_by_id(987654) is None
    assert schema().class_("IIsNothing") is None


def test_every_number_leads_back_to_its_property():
    for p in schema().properties:
        assert schema().property_by_id(p.id) is p


def test_a_flag_never_hides_a_property_of_the_same_number():
    """docs/behaviour.md, schema-8."""
    number = Property("Number", 7, "DWORD", DWORD, SERVER, INHERIT)
    flag = Property("Flag", 7, "BOOL", DWORD, SERVER, INHERIT, None, None, None, "Number", 1)
    for order in ([number, flag], [flag, number]):
        assert Schema(order, []).property_by_id(7) is number


def test_classes_are_found_in_any_letter_case_and_keep_the_schemas_spelling():
    assert schema().class_("iiswebVIRTUALdir").name == "IIsWebVirtualDir"


def test_a_class_says_what_it_is():
    server = schema().class_("IIsWebServer")
    assert server.container
    assert not server.hidden
    assert server.can_contain == ("IIsObject", "IIsCertMapper", "IIsFilters", "IIsWebVirtualDir")
    assert server.properties[:4] == ("ContentIndexed", "KeyType", "ServerState", "ServerComment")
    assert not schema().class_("IIsWebFile").container
    assert schema().class_("IIS_ROOT").hidden


def test_a_class_allows_its_properties_and_their_flags_in_any_case():
    """docs/behaviour.md, schema-2."""
    directory = schema().class_("IIsWebDirectory")
    assert directory.allows("AccessFlags")
    assert directory.allows("AccessRead")
    assert directory.allows("accessREAD")
    assert "AccessRead" in directory.flags
    assert not directory.allows("Path")
    assert not directory.allows("ServerBindings")
    assert not schema().class_("IIsFtpVirtualDir").allows("AuthAnonymous")


def test_every_class_lists_known_properties_and_classes():
    known = {p.name for p in schema().properties} | {"Location"}
    for each in schema().classes:
        assert set(each.properties) <= known
        assert set(each.can_contain) <= {c.name for c in schema().classes}


def test_path_map_is_in_the_computer_and_wherever_path_is():
    """docs/behaviour.md, schema-9."""
    with_path = {c.name for c in schema().classes if c.allows("Path")}
    assert {c.name for c in schema().classes if c.allows("PathMap")} == with_path | {"IIsComputer"}
    assert len(with_path) == 6


def test_a_record_gets_number_type_and_attributes_from_the_schema():
    record = schema().record("anonymoususerpass", "secret")
    assert (record.id, record.attributes, record.user_type, record.data_type) == (
        6021,
        INHERIT | SECURE,
        FILE,
        STRING,
    )
    assert record.data == "secret"
    assert schema().record("AllowKeepAlive", True).data == 1
    assert schema().record("ServerBindings", [":80:"]).data == (":80:",)


@pytest.mark.parametrize("name", ["NoSuchThing", "AccessRead"])
def test_there_is_no_record_of_an_unknown_name_or_a_flag(name):
    with pytest.raises(UnknownPropertyError, match=name):
        schema().record(name, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ServerSize", "1"),
        ("ServerSize", -1),
        ("ServerSize", 1 << 32),
        ("Path", 5),
        ("ServerBindings", ":80:"),
        ("ServerBindings", [80]),
        ("AdminACL", "text"),
    ],
)
def test_a_record_refuses_data_of_another_type_and_names_the_property(name, data):
    with pytest.raises(ValueTypeError, match=name):
        schema().record(name, data)


@pytest.mark.parametrize(
    ("name", "written", "data"),
    [
        ("AccessFlags", "AccessRead | AccessScript", 513),
        ("AccessFlags", "AccessRead|AccessRead", 1),
        ("AccessFlags", "0x201", 513),
        ("ServerAutoStart", "TRUE", 1),
        ("Path", "TRUE", "TRUE"),
        ("SSLCertHash", "00ff", b"\0\xff"),
    ],
)
def test_text_becomes_the_data_of_its_property(name, written, data):
    """docs/behaviour.md, schema-3."""
    assert schema().parse(name, written) == data


@pytest.mark.parametrize(
    ("name", "written"), [("AccessFlags", "AccessReed"), ("SSLCertHash", "xx"), ("ServerSize", "0xZ")]
)
def test_text_that_the_type_does_not_have_is_refused(name, written):
    with pytest.raises(ValueTypeError, match=written):
        schema().parse(name, written)


def test_values_of_the_schema_do_not_change_in_place():
    with pytest.raises(AttributeError):
        schema().property("Path").name = "Other"
    with pytest.raises(AttributeError):
        schema().class_("IIsObject").name = "Other"


def test_there_is_one_schema_however_many_threads_ask_first():
    """docs/behaviour.md, schema-1: two objects for one class would differ for those who compare them."""
    script = (
        "import threading\n"
        "from adsiis.schema import schema\n"
        "start, found = threading.Barrier(16), []\n"
        "def ask():\n"
        "    start.wait()\n"
        "    found.append(id(schema().class_('IIsWebServer')))\n"
        "threads = [threading.Thread(target=ask) for _ in range(16)]\n"
        "[thread.start() for thread in threads]\n"
        "[thread.join() for thread in threads]\n"
        "print(len(set(found)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize(
    ("number", "bits"),
    [
        ("AccessFlags", {"Read": 1, "Write": 2, "Execute": 4, "Source": 0x10, "Script": 0x200}),
        ("AuthFlags", {"Anonymous": 1, "Basic": 2, "NTLM": 4, "MD5": 0x10, "Passport": 0x40}),
        (
            "AccessSSLFlags",
            {"": 8, "NegotiateCert": 0x20, "RequireCert": 0x40, "MapCert": 0x80, "128": 0x100},
        ),
        (
            "DirBrowseFlags",
            {
                "DirBrowseShowDate": 2,
                "DirBrowseShowTime": 4,
                "DirBrowseShowSize": 8,
                "DirBrowseShowExtension": 0x10,
                "DirBrowseShowLongDate": 0x20,
                "EnableDefaultDoc": 0x40000000,
                "EnableDirBrowsing": 0x80000000,
            },
        ),
    ],
)
def test_the_bits_of_flags_are_those_of_the_header(number, bits):
    """docs/behaviour.md, value-12."""
    before = number.removesuffix("Flags") if number != "DirBrowseFlags" else ""
    for name, bit in bits.items():
        found = schema().property(before + name)
        assert (found.flag_of, found.bit) == (number, bit), name


def test_states_and_modes_have_the_numbers_scripts_test():
    """docs/behaviour.md, state-1 to state-5."""
    assert [*map(int, ServerState)] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.name for one in ServerState] == [
        "STARTING",
        "STARTED",
        "STOPPING",
        "STOPPED",
        "PAUSING",
        "PAUSED",
        "CONTINUING",
    ]
    assert {one.name: one.value for one in ServerCommand} == {
        "START": 1,
        "STOP": 2,
        "PAUSE": 3,
        "CONTINUE": 4,
    }
    assert {one.name: one.value for one in AppMode} == {"IN_PROCESS": 0, "ISOLATED": 1, "POOLED": 2}
    assert {one.name: one.value for one in AppStatus} == {"STOPPED": 0, "RUNNING": 1, "NOT_DEFINED": 2}
    assert [one.name for one in PoolIdentity] == [
        "LOCAL_SYSTEM",
        "LOCAL_SERVICE",
        "NETWORK_SERVICE",
        "SPECIFIC_USER",
    ]
