"""The provider in pages: GetObject, members in any letter case, arrays, errors, and what is let go."""

from __future__ import annotations

import gc

import pytest

from adsi.provider import small_store
from adsiis import GetObject
from adsiis.adsi.errors import AccessDeniedError
from adsiis.adsi.objects import ADsObject
from vbs.site import PAGES, Site


@pytest.fixture
def admin(tmp_path):
    with small_store(tmp_path / "home"):
        yield Site(tmp_path, provider=GetObject)


def test_a_page_administers(tmp_path):
    """docs/behaviour.md, asp-17, asp-18."""
    with small_store(tmp_path / "home"):
        answer = Site(PAGES, provider=GetObject).get("/sites.asp")
        assert answer.text.strip() == (
            "1=Default Web Site;2=Second;10=Tenth;:80:|0|:80:|renamed|.htm|.txt|.xyz"
        )
        assert GetObject("IIS://localhost/W3SVC/1").ServerComment == "renamed"


def test_a_page_without_the_right_is_refused(site):
    """docs/behaviour.md, asp-19."""
    page = '<% On Error Resume Next : Set x = GetObject("iis://localhost/W3SVC") %><%= Err.Number & Err.Description %>'
    assert site.run(page).text == "70Permission denied: 'GetObject'"
    assert site.run('<% Set x = GetObject("IIS://localhost") %>').status == 500
    assert "Permission denied: 'GetObject' (0x800A0046)" in site.log[0]


def test_a_provider_that_refuses_reads_the_same(tmp_path):
    """docs/behaviour.md, asp-19."""

    def refuses(path):
        raise AccessDeniedError("no", path=path)

    page = '<% On Error Resume Next : Set x = GetObject("IIS://localhost") %><%= Err.Number %>'
    assert Site(tmp_path, provider=refuses).run(page).text == "70"


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ('Set x = GetObject("IIS://localhost/W3SVC/77")', 0x80070003),
        ('Set x = GetObject("IIS:x")', 0x80005000),
        ('x = GetObject("IIS://localhost/W3SVC").Get("NoSuch")', 0x80005006),
        ('x = GetObject("IIS://localhost/W3SVC").NoSuch', 0x80005006),
        ('x = GetObject("IIS://localhost/W3SVC").Get()', 450 + 0x1_0000_0000),
        ('Set x = GetObject("winmgmts:")', 432 + 0x1_0000_0000),
        ('x = Server.CreateObject("MimeMap").NoSuch', 438 + 0x1_0000_0000),
        (
            'x = GetObject("IIS://localhost/W3SVC").GetPropertyAttribObj("AccessFlags").IsInherited',
            438 + 0x1_0000_0000,
        ),
        ('For Each x In Server.CreateObject("MimeMap") : Next', 451 + 0x1_0000_0000),
    ],
)
def test_errors_have_their_numbers(admin, code, number):
    """docs/behaviour.md, asp-18, asp-20."""
    page = f'<% On Error Resume Next : {code} %><%= Err.Number & "|" & Len(Err.Description) %>'
    found, _, described = admin.run(page).text.partition("|")
    assert int(found) == number - 0x1_0000_0000
    assert int(described) > 0


def test_an_error_nobody_handles_names_the_key(admin):
    """docs/behaviour.md, asp-15, asp-18."""
    assert admin.run('\n<% Set x = GetObject("IIS://localhost/W3SVC/77") %>').status == 500
    assert "line 2" in admin.log[0]
    assert "0x80070003" in admin.log[0]


def test_an_object_is_gone_when_the_page_lets_it_go_and_when_it_ends(admin, monkeypatch):
    """docs/behaviour.md, asp-17."""

    def alive():
        return sum(isinstance(found, ADsObject) for found in gc.get_objects())

    seen = []
    site = Site(admin.folder, provider=lambda path: seen.append(alive()) or GetObject(path))
    before = alive()
    gc.disable()
    try:
        site.run(
            '<% Set a = GetObject("IIS://localhost/W3SVC") : Set a = Nothing : Set b = GetObject("IIS://localhost")\n'
            'For Each c In GetObject("IIS://localhost/W3SVC") : Next : With b : x = .Name : End With %>'
        )
    finally:
        gc.enable()
    assert [count - before for count in seen] == [0, 0, 1]
    assert alive() == before


ACCESS_LIST = """<%
Set site = GetObject("IIS://localhost/W3SVC/1")
Set entry = Server.CreateObject("AccessControlEntry")
entry.Trustee = "SHOP\\operators"
entry.AccessMask = 262315
Set list = Server.CreateObject("AccessControlList")
list.AddAce entry
Set descriptor = Server.CreateObject("SecurityDescriptor")
descriptor.Owner = "Administrators"
Set descriptor.DiscretionaryAcl = list
site.AdminACL = descriptor
site.SetInfo
For Each found In GetObject("IIS://localhost/W3SVC/1").AdminACL.DiscretionaryAcl
Response.Write found.Trustee & "=" & found.AccessMask & ";"
Next
%>"""

ADDRESSES = """<%
Set root = GetObject("IIS://localhost/W3SVC/1/ROOT")
Set security = root.IPSecurity
security.GrantByDefault = False
security.IPGrant = Array("127.0.0.1", "10.0.0.0,255.0.0.0")
root.IPSecurity = security
root.SetInfo
Set again = GetObject("IIS://localhost/W3SVC/1/ROOT").IPSecurity
Response.Write again.GrantByDefault & " " & Join(again.IPGrant, ";") & " " & UBound(again.IPDeny)
%>"""

LISTING = """<%
Set site = GetObject("IIS://localhost/W3SVC/1")
On Error Resume Next
Set entry = site.Next
Do While Err.Number = 0
names = names & entry.Name & ","
Set entry = site.Next
Loop
Response.Write site.PropertyCount & " " & UBound(Split(names, ",")) & " " & Hex(Err.Number)
%>"""


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        (ACCESS_LIST, "SHOP\\operators=262315;"),
        (ADDRESSES, "False 127.0.0.1,255.255.255.255;10.0.0.0,255.0.0.0 -1"),
        (LISTING, "10 10 80070103"),
    ],
)
def test_a_page_uses_the_objects_of_values(admin, page, answer):
    """docs/behaviour.md, automation-2, value-10, value-11, list-1."""
    assert admin.run(page).text.strip() == answer
