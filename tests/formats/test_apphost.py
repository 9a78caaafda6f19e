"""applicationHost.config: read into a tree, made of a tree, and valid by what is documented."""

from __future__ import annotations

import os

import pytest

from adsiis.formats import apphost, metabase_xml
from adsiis.formats.convert.report import Report
from adsiis.formats.errors import ApphostFileError
from adsiis.metabase.record import FOREIGN
from adsiis.metabase.tree import MemoryTree, effective
from adsiis.schema import addresses, schema
from adsiis.schema.fresh import fresh_keys
from formats.apphost_rules import breaches
from formats.corpus import world

SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")
BARS = os.environ.get("ADSIIS_BARS") == "1"
EXPRESS = r"""<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <configSections><sectionGroup name="system.webServer" /></configSections>
  <system.applicationHost>
    <applicationPools>
      <add name="DefaultAppPool" />
      <add name="Old" autoStart="false" queueLength="500">
        <processModel identityType="SpecificUser" userName="CONTOSO\pool" idleTimeout="00:05:00"
          password="[enc:IISWASOnlyAesProvider:abc=:enc]" />
        <recycling logEventOnRecycle="Time, Memory">
          <periodicRestart time="1.05:00:00"><schedule><add value="03:00:00" /></schedule></periodicRestart>
        </recycling>
      </add>
      <applicationPoolDefaults queueLength="1000" />
    </applicationPools>
    <sites>
      <site name="Shop" id="7" serverAutoStart="false">
        <application path="/" applicationPool="Old">
          <virtualDirectory path="/" physicalPath="C:\shop" />
          <virtualDirectory path="/pictures" physicalPath="\\server\pictures" userName="u" password="p4ss" />
        </application>
        <application path="/app"><virtualDirectory path="/" physicalPath="D:\app" /></application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:www.example.com" />
          <binding protocol="http" bindingInformation="10.0.0.1:8080:" />
          <binding protocol="https" bindingInformation="*:443:" sslFlags="0" />
          <binding protocol="net.pipe" bindingInformation="*" />
        </bindings>
        <limits connectionTimeout="00:01:30" />
        <logFile period="Hourly" logExtFileFlags="Date, Method" />
      </site>
      <siteDefaults><logFile directory="C:\logs" /></siteDefaults>
      <applicationDefaults applicationPool="DefaultAppPool" />
    </sites>
  </system.applicationHost>
  <system.webServer>
    <defaultDocument enabled="true"><files><add value="a.htm" /><add value="b.htm" /></files></defaultDocument>
    <httpErrors>
      <error statusCode="404" prefixLanguageFilePath="C:\err" path="404.htm" />
      <error statusCode="500" path="/oops.asp" responseMode="ExecuteURL" />
      <error statusCode="501" path="http://elsewhere/" responseMode="Redirect" />
    </httpErrors>
    <handlers accessPolicy="Read, Script">
      <add name="ASP" path="*.asp" verb="GET,POST" modules="IsapiModule" scriptProcessor="%windir%\asp.dll"
        resourceType="File" />
      <add name="Static" path="*" verb="*" modules="StaticFileModule" requireAccess="Read" />
    </handlers>
    <staticContent>
      <mimeMap fileExtension=".htm" mimeType="text/html" />
      <mimeMap fileExtension=".old" mimeType="a/b" />
    </staticContent>
    <rewrite />
  </system.webServer>
  <location path="shop">
    <system.webServer>
      <defaultDocument><files><remove value="A.HTM" /><add value="c.htm" /></files></defaultDocument>
      <staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="01:00:00" /></staticContent>
      <asp enableParentPaths="true"><session timeout="00:40:00" /></asp>
    </system.webServer>
  </location>
  <location path="Shop/app/deep" overrideMode="Deny">
    <system.webServer>
      <defaultDocument enabled="false"><files><clear /><add value="only.htm" /></files></defaultDocument>
      <staticContent><remove fileExtension=".old" /><mimeMap fileExtension=".new" mimeType="c/d" /></staticContent>
      <httpProtocol><customHeaders><add name="X-A" value="1" /></customHeaders></httpProtocol>
      <httpRedirect enabled="true" destination="http://there/" exactDestination="true"
        httpResponseStatus="Permanent" />
      <security>
        <access sslFlags="Ssl, Ssl128" />
        <ipSecurity allowUnlisted="false"><add ipAddress="10.0.0.0" subnetMask="255.0.0.0" allowed="true" /></ipSecurity>
        <authentication>
          <anonymousAuthentication enabled="false" /><basicAuthentication enabled="true" realm="Staff" />
        </authentication>
      </security>
    </system.webServer>
  </location>
  <location path="Nobody"><system.webServer><asp enableParentPaths="true" /></system.webServer></location>
</configuration>
"""


@pytest.fixture(scope="module")
def found():
    return apphost.read(EXPRESS, name="a.config")


@pytest.fixture(scope="module")
def tree(found):
    return MemoryTree(found.keys)


def value(tree, path, name):
    one = effective(tree, f"/LM/W3SVC{path}", schema().property(name).id)
    return one.record.data if one else None


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        ("/7", "ServerComment", "Shop"),
        ("/7", "ServerBindings", (":80:www.example.com", "10.0.0.1:8080:")),
        ("/7", "SecureBindings", (":443:",)),
        ("/7", "ServerAutoStart", 0),
        ("/7", "ConnectionTimeout", 90),
        ("/7", "LogFilePeriod", 4),
        ("/7", "LogExtFileFlags", 0x81),
        ("/7", "LogFileDirectory", r"C:\logs"),
        ("/7/ROOT", "Path", r"C:\shop"),
        ("/7/ROOT", "AppRoot", "/LM/W3SVC/7/ROOT"),
        ("/7/ROOT", "AppPoolId", "Old"),
        ("/7/ROOT/app", "AppRoot", "/LM/W3SVC/7/ROOT/app"),
        ("/7/ROOT/app", "Path", r"D:\app"),
        ("/7/ROOT/pictures", "UNCUserName", "u"),
        ("/AppPools", "AppPoolQueueLength", 1000),
        ("/AppPools/Old", "AppPoolQueueLength", 500),
        ("/AppPools/Old", "AppPoolAutoStart", 0),
        ("/AppPools/Old", "AppPoolIdentityType", 3),
        ("/AppPools/Old", "IdleTimeout", 5),
        ("/AppPools/Old", "PeriodicRestartTime", 1740),
        ("/AppPools/Old", "PeriodicRestartSchedule", ("03:00",)),
        ("/AppPools/Old", "LogEventOnRecycle", 9),
    ],
)
def test_sites_pools_and_applications_become_keys(tree, path, name, data):
    """docs/behaviour.md, apphost-1."""
    assert value(tree, path, name) == data


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        ("", "DefaultDoc", "a.htm,b.htm"),
        ("", "AccessFlags", 513),
        ("", "HttpErrors", (r"404,*,FILE,C:\err\404.htm", "500,*,URL,/oops.asp")),
        ("", "ScriptMaps", (r".asp,%windir%\asp.dll,5,GET,POST",)),
        ("", "MimeMap", (".htm,text/html", ".old,a/b")),
        ("/7/ROOT", "DefaultDoc", "b.htm,c.htm"),
        ("/7/ROOT", "HttpExpires", "D, 0xe10"),
        ("/7/ROOT", "AspEnableParentPaths", 1),
        ("/7/ROOT", "AspSessionTimeout", 40),
        ("/7/ROOT/app", "DefaultDoc", "b.htm,c.htm"),
        ("/7/ROOT/app/deep", "DefaultDoc", "only.htm"),
        ("/7/ROOT/app/deep", "DirBrowseFlags", 0x1E),
        ("/7/ROOT/app/deep", "MimeMap", (".htm,text/html", ".new,c/d")),
        ("/7/ROOT/app/deep", "HttpCustomHeaders", ("X-A: 1",)),
        ("/7/ROOT/app/deep", "HttpRedirect", "http://there/,EXACT_DESTINATION,PERMANENT"),
        ("/7/ROOT/app/deep", "AccessSSLFlags", 0x108),
        ("/7/ROOT/app/deep", "AuthFlags", 2),
        ("/7/ROOT/app/deep", "Realm", "Staff"),
    ],
)
def test_sections_become_properties_with_what_clear_remove_and_add_make_of_lists(tree, path, name, data):
    """docs/behaviour.md, apphost-2 and apphost-3."""
    assert value(tree, path, name) == data


def test_addresses_become_an_access_list(tree):
    """docs/behaviour.md, apphost-2."""
    listed = addresses.decode(value(tree, "/7/ROOT/app/deep", "IPSecurity"))
    assert (listed.by_default, listed.granted) == (False, ("10.0.0.0,255.0.0.0",))


def test_encrypted_values_stay_as_they_came_and_are_written_again(tree):
    """docs/behaviour.md, apphost-5."""
    record = tree.key("/LM/W3SVC/AppPools/Old").records[schema().property("WAMUserPass").id]
    assert (record.form, record.data) == (FOREIGN, "[enc:IISWASOnlyAesProvider:abc=:enc]")
    assert "[enc:IISWASOnlyAesProvider:abc=:enc]" in apphost.text_of(tree, Report())


def test_a_password_in_clear_does_not_leave_again(tree):
    """docs/behaviour.md, apphost-5."""
    report = Report()
    assert "p4ss" not in apphost.text_of(tree, report)
    assert ("/W3SVC/7/ROOT/pictures", "UNCPassword") in [(u.path, u.property) for u in report.unsaid]
    assert "p4ss" not in str(report.unsaid)


def test_what_has_no_place_in_a_metabase_is_told_with_its_line(found):
    """docs/behaviour.md, apphost-1."""
    said = "\n".join(found.warnings)
    for words in (
        "line 27: the protocol 'net.pipe'",
        "the section rewrite",
        "'Nobody'",
        "responseMode Redirect",
    ):
        assert words in said


@pytest.mark.parametrize("number", range(50 if BARS else 5))
def test_a_tree_becomes_a_valid_file_that_reads_back_the_same(number, tmp_path):
    """docs/behaviour.md, apphost-4."""
    text = apphost.text_of(world(number, tmp_path), Report())
    assert breaches(text) == []
    again = apphost.read(text)
    assert apphost.text_of(MemoryTree(again.keys), Report()) == text


@pytest.mark.parametrize("source", ["sample", "iis6", "iis5"])
def test_whole_metabases_become_valid_files(source):
    """docs/behaviour.md, apphost-4."""
    keys = metabase_xml.read(SAMPLE).keys if source == "sample" else fresh_keys(source, "testhost")
    assert breaches(apphost.text_of(MemoryTree(keys), Report())) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("serverAutoStart", "autoStart", "unknown attribute sites/site autoStart"),
        ('period="Hourly"', 'period="hourly"', "bad value sites/site/logFile period='hourly'"),
        ('path="Shop/app/deep"', 'path="Shop"', "location shop twice"),
        ('path="Shop/app/deep"', 'path="Shoe/app"', "location shoe/app of no site"),
        ('<section name="asp" overrideModeDefault="Allow" />', "", "section of asp is not declared"),
        ("<bindings>", "<binding>", "unknown element sites/site/binding"),
        ('"*:80:www.example.com"', '"10.0.0.1:8080:"', "twice ('sites/site/bindings/binding', "),
        ('fileExtension=".old"', 'fileExtension=".HTM"', "twice ('staticContent/mimeMap', '.htm')"),
        ('statusCode="404"', 'statusCode="99"', "bad value httpErrors/error statusCode='99'"),
        ('enabled="true"', 'enabled="TRUE"', "enabled='TRUE'"),
        ('value="b.htm"', 'value="a.htm"', "twice ('defaultDocument/files/add', 'a.htm')"),
        (' physicalPath="D:\\app"', "", "no sites/site/application/virtualDirectory physicalPath"),
    ],
)
def test_the_checker_of_these_tests_finds_what_is_wrong(right, wrong, told):
    text = apphost.text_of(MemoryTree(apphost.read(EXPRESS).keys), Report())
    assert breaches(text) == []
    changed = text.replace(right, wrong).replace(
        "</bindings>", f"</{wrong[1:]}" if right == "<bindings>" else "</bindings>"
    )
    assert changed != text
    assert any(told in one for one in breaches(changed)), breaches(changed)


def test_every_value_is_said_or_reported():
    """docs/behaviour.md, convert-2."""
    whole = MemoryTree(metabase_xml.read(SAMPLE).keys)
    report = Report()
    again = MemoryTree(apphost.read(apphost.text_of(whole, report)).keys)
    told = {(u.path, u.property) for u in report.unsaid}
    for key in (key for site in (1, 2, 1893743817) for key in whole.walk(f"/LM/W3SVC/{site}")):
        for record in key.records.values():
            known = schema().property_by_id(record.id)
            name = known.name if known else record.name or f"#{record.id}"
            places = [effective(again, path, record.id) for path in (key.path, f"{key.path}/ROOT")]
            texts = {str(there.record.data).upper() for there in places if there is not None}
            same = str(record.data).upper() in texts
            left = name in {"KeyType", "MimeMap", "ServerState", "Win32Error", "CacheControlMaxAge"}
            assert left or same or (key.path[3:], name) in told, (key.path, name)


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("<a/>", "begins with <a>", 1),
        ("<configuration>\n<x", "not well-formed", 2),
        ('<!DOCTYPE a [<!ENTITY b "c">]>\n<configuration>&b;</configuration>', "document type", 1),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><configuration/>', "document type", 1),
        ("<configuration>" + "<a>" * 5000 + "</a>" * 5000 + "</configuration>", "not well-formed", 1),
        (
            '<configuration><system.applicationHost><sites>\n<site id="1"/></sites></system.applicationHost></configuration>',
            "no name or no id",
            2,
        ),
        (
            '<configuration>\n<system.webServer><asp enableParentPaths="maybe"/></system.webServer></configuration>',
            "no Boolean",
            2,
        ),
        (
            (
                '<configuration>\n<system.webServer><staticContent><mimeMap fileExtension=".a"/>\n'
                '<mimeMap fileExtension=".A"/></staticContent></system.webServer></configuration>'
            ),
            "in the collection already",
            3,
        ),
        (
            '<configuration>\n<system.webServer><cgi timeout="soon"/></system.webServer></configuration>',
            "no time span",
            2,
        ),
        (b"\xff\xfe\x00", "UTF-16", 1),
    ],
)
def test_what_is_broken_is_told_with_its_line(text, words, line):
    """docs/behaviour.md, apphost-6."""
    with pytest.raises(ApphostFileError, match=words) as caught:
        apphost.read(text, name="a.config")
    assert caught.value.line == line
