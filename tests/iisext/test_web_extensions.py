"""Web service extensions, their files, and the applications that depend on them."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError, AlreadyExistsError
from adsiis.iisext.extension_lists import Dependency, ExtensionFile
from adsiis.metabase.changes import SetRecords
from adsiis.schema import schema

ASP, SSI, FAST = r"C:\WINDOWS\asp.dll", r"C:\WINDOWS\ssinc.dll", r"C:\fast.exe"
FILES = (
    "0,*.dll",
    "0,*.exe",
    f"1,{ASP},0,ASP,Active Server Pages",
    f"0,{SSI},0,SSINC,Server Side Includes",
    f"0,{FAST},1,ASP,Fast, and good",
)
APPLICATIONS = ("Active Server Pages;ASP", "Commerce;ASP,SSINC")


@pytest.fixture
def service(metabase):
    found = GetObject("IIS://localhost/W3SVC")
    found.WebSvcExtRestrictionList = FILES
    found.ApplicationDependencies = APPLICATIONS
    found.SetInfo()
    return found


def files():
    return GetObject("IIS://localhost/W3SVC").WebSvcExtRestrictionList


def allowed():
    return [line.split(",")[1] for line in files() if line.startswith("1")]


def applications():
    return GetObject("IIS://localhost/W3SVC").ApplicationDependencies


def code_of(call, *arguments):
    with pytest.raises(ADSIError) as caught:
        call(*arguments)
    return caught.value.hresult & 0xFFFFFFFF


def test_groups_are_listed_once(service):
    """docs/behaviour.md, extension-2."""
    assert service.ListWebServiceExtensions() == ("ASP", "SSINC")


def test_files_are_listed_patterns_among_them(service):
    """docs/behaviour.md, extension-2."""
    assert service.ListExtensionFiles() == ("*.dll", "*.exe", ASP, SSI, FAST)


def test_applications_are_listed(service):
    """docs/behaviour.md, extension-2."""
    assert service.ListApplications() == ("Active Server Pages", "Commerce")


def test_where_nothing_is_set_lists_are_empty(metabase):
    """docs/behaviour.md, extension-2."""
    service = GetObject("IIS://localhost/W3SVC")
    assert (service.ListApplications(), service.ListExtensionFiles()) == ((), ())
    assert service.ListWebServiceExtensions() == ()


def test_the_applications_of_a_group(service):
    """docs/behaviour.md, extension-3."""
    assert service.QueryGroupIDStatus("asp") == ("Active Server Pages", "Commerce")
    assert service.QueryGroupIDStatus("SSINC") == ("Commerce",)
    assert service.QueryGroupIDStatus("none") == ()


def test_a_group_is_allowed_and_forbidden_in_all_its_files(service):
    """docs/behaviour.md, extension-4."""
    service.EnableWebServiceExtension("asp")
    assert allowed() == [ASP, FAST]
    service.DisableWebServiceExtension("ASP")
    assert allowed() == []
    assert [line[2:] for line in files()] == [line[2:] for line in FILES], "nothing else has changed"


def test_a_file_is_allowed_and_forbidden_alone(service):
    """docs/behaviour.md, extension-4."""
    service.EnableExtensionFile(FAST.upper())
    assert allowed() == [ASP, FAST]
    service.DisableExtensionFile(ASP)
    service.EnableExtensionFile("*.dll")
    assert allowed() == ["*.dll", FAST]


def test_an_application_is_enabled_with_all_it_depends_on(service):
    """docs/behaviour.md, extension-5."""
    service.EnableApplication("commerce")
    assert allowed() == [ASP, SSI, FAST]


def test_enabling_an_application_whose_groups_have_no_files_succeeds(service):
    """docs/behaviour.md, extension-5."""
    service.AddDependency("Lonely", "NONE")
    service.EnableApplication("Lonely")
    assert files() == FILES


def test_removing_an_application_forbids_the_files_described_as_it(service):
    """docs/behaviour.md, extension-6."""
    service.RemoveApplication("active server pages")
    assert allowed() == []
    assert applications() == APPLICATIONS


def test_a_dependency_is_added_to_an_application_or_with_it(service):
    """docs/behaviour.md, extension-7."""
    service.AddDependency("Active Server Pages", "SSINC")
    service.AddDependency("commerce", "asp")
    service.AddDependency("New", "Fresh")
    assert applications() == ("Active Server Pages;ASP,SSINC", "Commerce;ASP,SSINC", "New;Fresh")


def test_a_dependency_is_removed_and_with_the_last_one_the_application(service):
    """docs/behaviour.md, extension-7."""
    service.RemoveDependency("Commerce", "asp")
    service.RemoveDependency("active server pages", "ASP")
    assert applications() == ("Commerce;SSINC",)


def test_a_file_is_added_field_by_field(service):
    """docs/behaviour.md, extension-8."""
    service.AddExtensionFile(r"C:\php.exe", True, "PHP", "1", "PHP, the language")
    service.AddExtensionFile(r"C:\plain.dll", 0, "", False, None)
    assert files()[-2:] == (r"1,C:\php.exe,1,PHP,PHP, the language", r"0,C:\plain.dll,0,,")
    assert service.ListWebServiceExtensions() == ("ASP", "SSINC", "PHP")


def test_a_file_that_is_listed_is_not_added_again(service):
    """docs/behaviour.md, extension-8."""
    with pytest.raises(AlreadyExistsError):
        service.AddExtensionFile(ASP.lower(), True, "ASP", True, "again")
    assert files() == FILES


def test_a_record_is_deleted_whatever_its_third_field_says(service):
    """docs/behaviour.md, extension-8: that is for IIS Manager."""
    service.DeleteExtensionFileRecord(ASP)
    service.DeleteExtensionFileRecord("*.EXE")
    assert files() == (FILES[0], *FILES[3:])


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("EnableWebServiceExtension", ("none",)),
        ("DisableWebServiceExtension", ("none",)),
        ("EnableExtensionFile", (r"C:\none.dll",)),
        ("DisableExtensionFile", (r"C:\none.dll",)),
        ("DeleteExtensionFileRecord", (r"C:\none.dll",)),
        ("EnableApplication", ("none",)),
        ("RemoveApplication", ("none",)),
        ("RemoveDependency", ("none", "ASP")),
        ("RemoveDependency", ("Commerce", "none")),
    ],
)
def test_what_is_not_in_a_list_is_not_found(service, method, arguments):
    """docs/behaviour.md, extension-9."""
    assert code_of(getattr(service, method), *arguments) == 0x80070490
    assert (files(), applications()) == (FILES, APPLICATIONS)


@pytest.mark.parametrize("name", ["", " ", "a,b", "a;b", ["a"], None])
@pytest.mark.parametrize("method", ["EnableWebServiceExtension", "EnableExtensionFile", "EnableApplication"])
def test_what_cannot_be_in_a_list_is_an_invalid_argument(service, method, name):
    """docs/behaviour.md, extension-9."""
    assert code_of(getattr(service, method), name) == 0x80070057


def test_the_object_shows_the_list_as_it_is_afterwards(service):
    """docs/behaviour.md, extension-9: without SetInfo, and without losing what else was put."""
    service.DefaultDoc = "start.htm"
    service.AddDependency("New", "Fresh")
    assert service.ApplicationDependencies[-1] == "New;Fresh"
    service.SetInfo()
    assert applications()[-1] == "New;Fresh"
    assert GetObject("IIS://localhost/W3SVC").DefaultDoc == "start.htm"


def test_two_at_a_time_lose_nothing(metabase, service):
    """docs/behaviour.md, extension-9."""

    def add(start):
        for number in range(start, start + 15):
            GetObject("IIS://localhost/W3SVC").AddDependency(f"App {number}", "G")

    callers = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(applications()) == len(APPLICATIONS) + 45


@pytest.mark.parametrize(("stored", "mode"), [(None, 0), (0, 1), (1, 0)])
def test_the_mode_is_that_of_the_service(metabase, service, stored, mode):
    """docs/behaviour.md, site-3."""
    if stored is not None:
        record = schema().record("IIs5IsolationModeEnabled", stored)
        metabase.store.commit([SetRecords("/LM/W3SVC", (record,))])
    assert service.GetCurrentMode() == mode


@given(st.text(st.characters(exclude_characters="\n")))
def test_any_line_is_written_as_it_was_read(line):
    """docs/behaviour.md, extension-1: real files hold lines of every kind."""
    assert ExtensionFile.parse(line).line() == line


def test_a_dependency_reads_with_blanks_between():
    """docs/behaviour.md, extension-1."""
    assert Dependency.parse(" Shop ; A , B ,") == Dependency("Shop", ("A", "B"))
