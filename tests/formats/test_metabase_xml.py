"""What a MetaBase.xml says, element by element and value by value."""

from __future__ import annotations

import pytest

from adsiis.formats.errors import FormatError
from adsiis.formats.metabase_xml import MetabaseFileError, read
from adsiis.metabase.record import (
    BINARY,
    CLEAR,
    DWORD,
    EXPANDSZ,
    FOREIGN,
    INHERIT,
    INSERT_PATH,
    MULTISZ,
    SECURE,
    SERVER,
    STRING,
    Record,
)
from adsiis.schema import schema
from formats.layout import TAIL, as_iis, document, element

KEY_TYPE = 1002


def site(attributes=None, customs=(), name="IIsWebServer", location="/LM/W3SVC/1"):
    return document(element(name, location, attributes, customs))


def records(*args, **kwargs):
    return read(as_iis(site(*args, **kwargs))).keys[0].records


def data(name, text, **kwargs):
    return records({name: text}, **kwargs)[schema().property(name).id].data


def custom(**fields):
    return records(customs=[{"Name": "UnknownName_50000", "ID": "50000", "Value": "", **fields}])[50000]


def refused(source, **kwargs):
    with pytest.raises(MetabaseFileError) as caught:
        read(source, **kwargs)
    return caught.value


class TestKeys:
    def test_parents_that_the_file_leaves_out_are_no_error_and_no_keys(self):
        """docs/behaviour.md, xml-1."""
        assert [key.path for key in read(site(location="/LM/a/b/c")).keys] == ["/LM/a/b/c"]

    def test_the_class_is_spelled_as_the_schema_spells_it(self):
        """docs/behaviour.md, xml-1."""
        assert records(name="iiswebserver")[KEY_TYPE] == Record(KEY_TYPE, 0, SERVER, STRING, "IIsWebServer")

    def test_an_untyped_key_has_no_key_type_but_keeps_one_given_as_custom(self):
        """docs/behaviour.md, xml-1."""
        assert KEY_TYPE not in records(name="IIsConfigObject")
        given = [{"Name": "KeyType", "ID": "1002", "Value": "Mine", "Type": "STRING"}]
        assert records(name="IIsConfigObject", customs=given)[KEY_TYPE].data == "Mine"

    def test_a_class_unknown_to_the_schema_is_kept_with_a_warning(self):
        """docs/behaviour.md, xml-1."""
        found = read(site(name="ContosoThing"))
        assert found.keys[0].records[KEY_TYPE].data == "ContosoThing"
        (warning,) = found.warnings
        assert warning.startswith("MetaBase.xml, line 4: /LM/W3SVC/1: the schema has no class ContosoThing; ")

    def test_the_root_is_a_key(self):
        key = read(site(name="IIS_ROOT", location="/")).keys[0]
        assert (key.path, key.records[KEY_TYPE].data) == ("/", "IIS_ROOT")

    def test_a_namespace_is_not_needed_and_any_will_do(self):
        """docs/behaviour.md, xml-1."""
        text = site()
        plain = text.replace(' xmlns="urn:microsoft-catalog:XML_Metabase_V64_0"', "")
        other = text.replace("XML_Metabase_V64_0", "anything")
        assert plain != text != other
        assert read(plain) == read(text) == read(other)

    def test_a_file_without_keys_is_a_metabase_file(self):
        assert read(document()).keys == []

    def test_elements_that_do_not_belong_are_passed_over_with_a_warning(self):
        text = site(customs=[{"Name": "UnknownName_7", "ID": "7", "Value": "x"}])
        text = text.replace("</IIsWebServer>", "<Other><Custom Name='a' ID='8'/></Other></IIsWebServer>")
        found = read(text.replace("<MBProperty>", "<Stray/><MBProperty>"))
        assert set(found.keys[0].records) == {KEY_TYPE, 7}
        assert [line for line in found.warnings if "does not belong" in line] == [
            f"MetaBase.xml, line {line}: an element <{name}> does not belong here; "
            "it is passed over with all in it."
            for line, name in ((3, "Stray"), (11, "Other"))
        ]


class TestValues:
    @pytest.mark.parametrize(
        ("name", "text", "expected"),
        [
            ("AccessFlags", "AccessRead | AccessScript", 513),
            ("AccessFlags", "accessread|AccessRead", 1),
            ("AccessFlags", "AccessScript |\n\t\t\tAccessRead", 513),
            ("AccessFlags", "513", 513),
            ("AccessFlags", "AccessRead | 0x200", 513),
            ("AccessFlags", "", 0),
            ("DirBrowseFlags", "EnableDirBrowsing", 0x80000000),
            ("ServerAutoStart", "TRUE", 1),
            ("ServerAutoStart", "false", 0),
            ("ConnectionTimeout", "120", 120),
            ("ConnectionTimeout", "0x78", 120),
            ("ConnectionTimeout", "4294967295", 0xFFFFFFFF),
            ("ConnectionTimeout", "-1", 0xFFFFFFFF),
            ("ConnectionTimeout", "-2147483648", 0x80000000),
            ("ServerComment", "a & <b> \"c\" 'd' é\n\t", "a & <b> \"c\" 'd' é\n\t"),
            ("LogFileDirectory", "%WinDir%\\Logs", "%WinDir%\\Logs"),
            ("ServerBindings", [":80:", ":81:www.contoso.com"], (":80:", ":81:www.contoso.com")),
            ("ServerBindings", ":80:", (":80:",)),
            ("ServerBindings", "", ()),
            ("MimeMap", [".a,b/c", ".d,e/f"], (".a,b/c", ".d,e/f")),
            ("SSLCertHash", "00ffAB", b"\x00\xff\xab"),
            ("IPSecurity", "1800", b"\x18\x00"),
            ("IPSecurity", "", b""),
        ],
    )
    def test_a_text_is_read_as_the_schema_types_it(self, name, text, expected):
        """docs/behaviour.md, xml-4."""
        assert data(name, text) == expected

    @pytest.mark.parametrize(
        ("name", "text", "says"),
        [
            ("AuthFlags", "AuthBasic | AuthNone", "'AuthNone' is not one of its flags; expected AuthBasic, "),
            ("AuthFlags", "AuthBasic |", "'' is not one of its flags; expected AuthBasic, "),
            ("ConnectionTimeout", "soon", "'soon' is no number; expected one from 0 to 4294967295"),
            ("ConnectionTimeout", "", "'' is no number"),
            ("ConnectionTimeout", "4294967296", "'4294967296' is no number"),
            ("ConnectionTimeout", "-2147483649", "'-2147483649' is no number"),
            ("ConnectionTimeout", "9" * 6000, "9…' is no number"),
            ("ConnectionTimeout", "\u0661", "is no number"),
            ("ServerAutoStart", "YES", "'YES' is no Boolean; expected TRUE or FALSE"),
            ("SSLCertHash", "abc", "'abc' is not binary; expected pairs of hexadecimal digits"),
        ],
    )
    def test_a_text_that_is_no_value_is_an_error_with_line_key_and_property(self, name, text, says):
        """docs/behaviour.md, xml-7."""
        error = refused(as_iis(site({"AppPoolId": "a", name: text})))
        assert says in str(error)
        assert str(error).startswith(f"MetaBase.xml, line {error.line}, column 3: /LM/W3SVC/1, {name}: ")
        assert error.line == (5 if name < "AppPoolId" else 6)
        assert len(str(error)) < 400

    def test_a_property_is_found_in_any_letter_case(self):
        assert records({"servercomment": "x"})[1015].data == "x"

    def test_a_secure_value_is_kept_as_it_came_whatever_it_is(self):
        """docs/behaviour.md, xml-5."""
        record = records({"AnonymousUserPass": "not even hex"})[6021]
        assert (record.form, record.data, record.data_type) == (FOREIGN, "not even hex", STRING)
        assert records({"AdminACL": "18ab"})[6027].form == FOREIGN

    def test_an_empty_secure_value_is_clear_and_empty(self):
        """docs/behaviour.md, xml-5."""
        found = records({"AnonymousUserPass": "", "AdminACL": ""})
        assert (found[6021].form, found[6021].data) == (CLEAR, "")
        assert (found[6027].form, found[6027].data) == (CLEAR, b"")

    def test_a_secure_value_is_in_no_message(self):
        customs = [
            {"Name": "UnknownName_9", "ID": "9", "Value": "geheim", "Type": "DWORD", "Attributes": "SECURE"}
        ]
        found = read(site({"AnonymousUserPass": "geheim"}, customs * 2))
        assert len(found.warnings) == 3
        assert "geheim" not in "".join(found.warnings)

    def test_a_flag_written_as_a_property_sets_or_clears_its_bit(self):
        """docs/behaviour.md, xml-4."""
        found = read(
            site({"AuthAnonymous": "FALSE", "AuthFlags": "AuthAnonymous | AuthNTLM", "AccessRead": "TRUE"})
        )
        assert found.keys[0].records[6000].data == 4
        assert found.keys[0].records[6016].data == 1
        assert len(found.warnings) == 2


class TestCustom:
    def test_every_field_is_taken_as_it_is_written(self):
        """docs/behaviour.md, xml-6."""
        fields = {
            "Value": "a",
            "Type": "EXPANDSZ",
            "UserType": "IIS_MD_UT_WAM",
            "Attributes": "INHERIT | INSERT_PATH",
        }
        assert custom(**fields) == Record(50000, INHERIT | INSERT_PATH, 100, EXPANDSZ, "a")

    @pytest.mark.parametrize(
        ("kind", "text", "data_type", "expected"),
        [
            ("DWORD", "7", DWORD, 7),
            ("STRING", "7", STRING, "7"),
            ("EXPANDSZ", "%a%", EXPANDSZ, "%a%"),
            ("MULTISZ", ["a", "b"], MULTISZ, ("a", "b")),
            ("BINARY", "0aff", BINARY, b"\x0a\xff"),
            ("binary", "", BINARY, b""),
            ("BOOL", "TRUE", DWORD, 1),
            ("NTACL", "00", BINARY, b"\x00"),
            ("5", ["a", "b"], MULTISZ, ("a", "b")),
        ],
    )
    def test_each_type_reads_its_own_kind_of_value(self, kind, text, data_type, expected):
        """docs/behaviour.md, xml-6."""
        record = custom(Type=kind, Value=text)
        assert (record.data_type, record.data) == (data_type, expected)

    @pytest.mark.parametrize(
        ("written", "user_type"),
        [
            ("IIS_MD_UT_SERVER", 1),
            ("IIS_MD_UT_FILE", 2),
            ("IIS_MD_UT_WAM", 100),
            ("ASP_MD_UT_APP", 101),
            ("2000", 2000),
            ("UNKNOWN_UserType_300", 300),
            ("UNKNOWN_UserType", 1),
        ],
    )
    def test_user_types_are_names_or_numbers(self, written, user_type):
        """docs/behaviour.md, xml-6."""
        assert custom(UserType=written).user_type == user_type

    @pytest.mark.parametrize(
        ("written", "attributes"),
        [("NO_ATTRIBUTES", 0), ("", 0), ("INHERIT | VOLATILE", 17), ("INHERIT | 64", 65), ("0x41", 65)],
    )
    def test_attributes_are_names_or_numbers(self, written, attributes):
        """docs/behaviour.md, xml-6."""
        assert custom(Attributes=written).attributes == attributes

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("ContosoStamp", "ContosoStamp"),
            ("UnknownName_50000", None),
            ("UnknownName_4", "UnknownName_4"),
            ("", None),
        ],
    )
    def test_a_name_that_says_more_than_the_number_is_kept(self, name, kept):
        """docs/behaviour.md, xml-6."""
        assert custom(Name=name).name == kept

    def test_a_name_of_the_schema_with_another_number_goes_by_the_number(self):
        """docs/behaviour.md, xml-6."""
        found = read(site(customs=[{"Name": "AuthFlags", "ID": "50000", "Value": "1", "Type": "DWORD"}]))
        assert found.keys[0].records[50000].name is None
        assert any("AuthFlags is number 6000 in the schema, not 50000" in line for line in found.warnings)

    def test_the_schema_fills_in_what_is_missing(self):
        """docs/behaviour.md, xml-6."""
        found = read(site(customs=[{"Name": "AuthFlags", "ID": "6000", "Value": "AuthBasic | AuthNTLM"}]))
        assert found.keys[0].records[6000] == Record(6000, INHERIT, 2, DWORD, 6)
        assert found.warnings == []

    def test_what_nobody_knows_gets_a_default_with_a_warning(self):
        """docs/behaviour.md, xml-6."""
        found = read(site(customs=[{"Name": "UnknownName_7", "ID": "7"}]))
        assert found.keys[0].records[7] == Record(7, 0, SERVER, STRING, "")
        assert [
            word
            for word in ("Type", "UserType", "Attributes", "Value")
            for line in found.warnings
            if f"the {word} " in line
        ] == ["Type", "UserType", "Attributes", "Value"]

    def test_a_secure_one_is_kept_as_it_came(self):
        """docs/behaviour.md, xml-5."""
        record = custom(Value="zz", Type="BINARY", Attributes="INHERIT | SECURE")
        assert (record.form, record.data, record.attributes) == (FOREIGN, "zz", INHERIT | SECURE)

    def test_the_later_of_two_with_one_number_is_kept_with_a_warning(self):
        """docs/behaviour.md, xml-6."""
        given = [{"Name": "ServerComment", "ID": "1015", "Value": value, "Type": "STRING"} for value in "bc"]
        found = read(site({"ServerComment": "a"}, given))
        assert found.keys[0].records[1015].data == "c"
        assert [line.split(": ")[0] for line in found.warnings] == [
            "MetaBase.xml, line 7",
            "MetaBase.xml, line 13",
        ]
        assert "/LM/W3SVC/1, Custom ServerComment: the record 1015 has a value already" in found.warnings[0]

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            (
                {"ID": "1"},
                "line 6, column 2: /LM/W3SVC/1, Custom: a Custom element has no Name; expected at least Name and ID.",
            ),
            ({"Name": "a"}, "column 2: /LM/W3SVC/1, Custom a: a Custom element has no ID; expected at least"),
            (
                {"Name": "a", "ID": "b"},
                "line 8, column 3: /LM/W3SVC/1, Custom a, ID: 'b' is no number; expected",
            ),
            (
                {"Name": "a", "ID": "1", "Type": "c"},
                "line 9, column 3: /LM/W3SVC/1, Custom a, Type: 'c' is no type; expected BOOL,",
            ),
            (
                {"Name": "a", "ID": "1", "Attributes": "d"},
                "Attributes: 'd' is not one of its flags; expected NO_ATTRIB",
            ),
            (
                {"Name": "a", "ID": "1", "Type": "DWORD", "Value": "e"},
                "Custom a, Value: 'e' is no number; expected",
            ),
        ],
    )
    def test_what_cannot_be_read_is_an_error_with_its_line(self, fields, says):
        """docs/behaviour.md, xml-7."""
        assert says in str(refused(site(customs=[fields])))


class TestUnknownAttributes:
    def test_they_are_kept_under_new_numbers_with_a_warning(self):
        """docs/behaviour.md, xml-8."""
        found = read(as_iis(site({"ContosoA": "x\ny", "ContosoB": ["p", "q"]})))
        kept = found.keys[0].records
        assert kept[130000] == Record(130000, 0, SERVER, STRING, "x\ny", "ContosoA")
        assert kept[130001] == Record(130001, 0, SERVER, MULTISZ, ("p", "q"), "ContosoB")
        assert found.warnings[0] == (
            "MetaBase.xml, line 5: /LM/W3SVC/1, ContosoA: the schema has no such property; "
            "it is kept with number 130000."
        )

    def test_a_name_has_one_number_in_the_whole_file(self):
        """docs/behaviour.md, xml-8."""
        keys = read(
            document(
                element("IIsWebServer", "/LM/W3SVC/1", {"A": "1", "B": "2"}),
                element("IIsWebServer", "/LM/W3SVC/2", {"b": "3", "C": "4"}),
            )
        ).keys
        assert [keys[0].records[n].data for n in (130000, 130001)] == ["1", "2"]
        assert [keys[1].records[n].data for n in (130001, 130002)] == ["3", "4"]

    def test_numbers_in_use_anywhere_in_the_file_are_skipped(self):
        """docs/behaviour.md, xml-8."""
        text = document(
            element("IIsWebServer", "/LM/W3SVC/1", {"A": "1", "B": "2"}),
            element(
                "IIsWebServer",
                "/LM/W3SVC/2",
                {},
                [{"Name": "UnknownName_130000", "ID": "130000", "Value": "u"}],
            ),
            element("IIsWebServer", "/LM/W3SVC/3", {}, [{"Name": "b", "ID": "777", "Value": "its number"}]),
        )
        assert set(read(text).keys[0].records) == {KEY_TYPE, 130001, 777}


class TestLocations:
    def test_two_elements_of_one_location_are_an_error_naming_both_lines(self):
        """docs/behaviour.md, xml-7."""
        text = document(
            *(element("IIsWebServer", path) for path in ("/LM/W3SVC/ä", "/LM/W3SVC/2", "/lm/w3svc/Ä"))
        )
        error = refused(as_iis(text))
        assert str(error) == (
            "MetaBase.xml, line 10, column 15: /lm/w3svc/Ä, Location: this key stands in line 4 already; "
            "expected every key once."
        )
        assert error.line == 10

    @pytest.mark.parametrize(
        "location", ["", "LM/W3SVC", ".", "/LM//a", "/LM/" + "n" * 257, "/LM/a\nb", "/LM/a\x7f"]
    )
    def test_a_location_that_is_no_path_is_an_error(self, location):
        """docs/behaviour.md, xml-7."""
        error = refused(site(location=location))
        assert str(error).startswith("MetaBase.xml, line 4, column 15: Location: ")
        assert "is no path; expected one such as" in str(error)

    def test_an_element_without_location_is_an_error(self):
        """docs/behaviour.md, xml-7."""
        says = str(refused(site().replace("Location", "location")))
        assert says.startswith(
            "MetaBase.xml, line 4, column 1: the element <IIsWebServer> has no Location; expected one such as"
        )

    def test_blanks_and_any_letters_may_stand_in_a_name(self):
        path = "/LM/Logging/W3C Extended Log File Format/Größe & Maß <東京>"
        assert read(as_iis(site(location=path))).keys[0].path == path


class TestBrokenFiles:
    @pytest.mark.parametrize(
        ("right", "wrong", "line", "says"),
        [
            (
                "</IIsWebServer>",
                "</IIsWebService>",
                9,
                "an end tag is of another element; expected that of the open one",
            ),
            ('"last"', "last", 7, "a value has no quotes; expected"),
            (
                'ServerComment="last"',
                "ServerComment",
                8,
                "an attribute has no value; expected '=' and a value",
            ),
            ('"last"', '"l&st"', 7, "an '&' begins no entity; expected '&amp;'"),
            ('"last"', '"l & st"', 7, "a name is missing; expected one, or '&amp;' for an ampersand"),
            ('"last"', '"&last;"', 7, "an unknown entity is used; expected"),
            ('"last"', '"a<b"', 7, "a value holds '<' or does not end; expected '&lt;' or its quote"),
            ('"last"', '"\x01"', 7, "a character stands here that XML does not allow; expected text"),
            (
                '"last"',
                '"last" ServerComment="x"',
                8,
                "an attribute stands twice in an element; expected it once",
            ),
            ('"last"', '"last"a="x"', 7, "two attributes touch; expected a blank"),
            (TAIL, "", 10, "expected"),
            ("</configuration>\n", "</configuration>\n<a/>", 12, "expected </configuration> at its end"),
        ],
    )
    def test_broken_xml_is_an_error_with_its_line_and_what_was_expected(self, right, wrong, line, says):
        """docs/behaviour.md, xml-7: the lines are those of the file, also behind lists of many lines."""
        text = site({"ServerBindings": [":80:", ":81:"], "ServerComment": "last"})
        assert right in text
        for broken in (as_iis(text.replace(right, wrong)), text.replace(right, wrong)):
            error = refused(broken)
            assert str(error).startswith(f"MetaBase.xml, line {line}, column ")
            assert says in str(error)
            assert error.line == line
            assert error.column > 0

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "the file is empty; a metabase file begins with <configuration>."),
            (b"\xef\xbb\xbf \r\n", "the file is empty"),
            (b"<html/>", "the file is no metabase file, as it begins with <html>; expected <configuration>."),
            (
                b"<configuration><system.webServer/></configuration>",
                "<configuration> holds no <MBProperty>; expected",
            ),
            (b"[General]\r\nx=1", "there is no element; expected <configuration>"),
            (
                b"<configuration>\n\xff</configuration>",
                "line 2, column 1: the bytes ff 3c 2f 63 are not UTF-8; expected UTF-8",
            ),
            (b"\xff\xfe<", "are not UTF-16-LE; expected UTF-8"),
            (
                b"<?xml version='1.0' encoding='windows-1252'?><a/>",
                "says it is in 'windows-1252'; expected UTF-8",
            ),
        ],
    )
    def test_what_is_no_metabase_file_is_refused_with_a_reason(self, content, says):
        """docs/behaviour.md, xml-7."""
        assert says in str(refused(content))

    def test_entities_are_refused_before_they_can_swell(self):
        """docs/behaviour.md, xml-2."""
        declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n<configuration'
        error = refused(
            site({"ServerComment": "b"}).replace("<configuration", declared).replace('"b"', '"&b;"')
        )
        assert "a document type (DTD) stands here" in str(error)
        assert error.line == 2

    def test_a_file_past_the_limit_is_refused(self):
        assert "larger than the 100 bytes allowed" in str(refused(as_iis(site()), limit=100))
        assert "larger than the 100 bytes allowed" in str(refused(site(), limit=100))


class TestSources:
    def test_a_path_the_bytes_and_the_text_give_the_same_keys(self, tmp_path):
        """docs/behaviour.md, xml-1."""
        file = tmp_path / "MetaBase.xml"
        file.write_bytes(as_iis(site({"ServerBindings": ["a", "b"]})))
        assert read(file) == read(str(file)) == read(file.read_bytes()) == read(file.read_text("utf-8"))

    def test_an_error_names_the_file_it_is_about(self, tmp_path):
        file = tmp_path / "Other.xml"
        file.write_text("<html/>")
        error = refused(file)
        assert error.path == str(file)
        assert str(error).startswith(f"{file}, line 1, column ")
        assert str(refused(b"<html/>", name="backup 7")).startswith("backup 7, line 1, column 1: ")

    @pytest.mark.parametrize("name", ["missing.xml", "", "a\0b", "n" * 5000])
    def test_what_cannot_be_opened_is_one_clear_error(self, tmp_path, name):
        assert "the file cannot be read (" in str(refused(f"{tmp_path}/{name}"))

    def test_callers_may_catch_every_format_at_once(self):
        with pytest.raises(FormatError):
            read(b"<html/>")
