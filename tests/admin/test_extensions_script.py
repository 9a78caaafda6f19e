"""`iisext`: web service extensions, their files, and what depends on them."""

from __future__ import annotations

import pytest

from admin.said import key, script
from adsiis.admin.extensions_script import run

PHP = r"C:\PHP\php5isapi.dll"
LISTED = rf"""Status / Extension Path
------------------------
0  *.dll
0  {PHP}
"""


@pytest.fixture
def service(metabase):
    service = key("W3SVC")
    service.WebSvcExtRestrictionList = ("0,*.dll", f"0,{PHP},1,PHP,PHP 5")
    service.ApplicationDependencies = ()
    service.SetInfo()
    return service


def lines():
    return key("W3SVC").WebSvcExtRestrictionList


def test_files_are_added_listed_and_removed(service):
    """docs/behaviour.md, scripts-14."""
    assert script(run, "/ListFile") == (0, LISTED, "")
    added = script(run, "/AddFile", r"C:\x.exe", "1", "X", "0", "An X")
    assert added == (0, "Adding extension file complete.\n", "")
    assert lines()[-1] == r"1,C:\x.exe,0,X,An X"
    assert script(run, "/RmFile", PHP).out == "Deleting extension file complete.\n"
    assert not any("PHP" in line for line in lines())


def test_files_and_groups_are_enabled_and_disabled(service):
    """docs/behaviour.md, scripts-14."""
    assert script(run, "/EnFile", PHP).out == "Enabling extension file complete.\n"
    assert lines()[1].startswith("1,")
    assert script(run, "/DisFile", PHP).out == "Disabling extension file complete.\n"
    assert lines()[1].startswith("0,")
    assert script(run, "/EnExt", "PHP").out == "Enabling extension complete.\n"
    assert lines()[1].startswith("1,")
    assert script(run, "/DisExt", "PHP").out == "Disabling extension complete.\n"
    assert lines()[1].startswith("0,")
    assert script(run, "/ListExt").out == "Web Service Extension\n---------------------\nPHP\n"


@pytest.mark.parametrize("removing", ["/RmDep", "/RemDep"])
def test_applications_depend_on_groups(service, removing):
    """docs/behaviour.md, scripts-14."""
    assert script(run, "/AddDep", "Forum", "PHP", "X").out == "Adding dependency complete.\n"
    assert key("W3SVC").ApplicationDependencies == ("Forum;PHP,X",)
    assert script(run, "/ListApp").out == "Application Name\n----------------\nForum\n"
    assert script(run, "/EnApp", "Forum").out == "Enabling application complete.\n"
    assert lines()[1].startswith("1,")
    assert script(run, removing, "Forum", "X").out == "Removing dependency complete.\n"
    assert key("W3SVC").ApplicationDependencies == ("Forum;PHP",)


def test_a_flag_is_0_or_1(service):
    """docs/behaviour.md, scripts-14."""
    found = script(run, "/AddFile", "x", "yes", "X", "0", "An X")
    assert found.code == 1
    assert found.out.startswith('"yes" is neither 0 nor 1.')
