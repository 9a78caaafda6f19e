"""Lists of files: what dir and filever print, JSON, and lines with versions."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from adsiis.knowledge.errors import BinaryFileError, ListingError
from adsiis.knowledge.listings import files_listed

DIR = r"""
 Volume in drive C has no label.
 Volume Serial Number is 1C2B-3D4E

 Directory of C:\WINNT\system32\inetsrv

05/10/2000  03:35a      <DIR>          .
05/10/2000  03:35a      <DIR>          ..
05/10/2000  03:35a              42,768 Iisext.dll
05/11/2000  03:35 PM           332,560 long name of asp.dll
               2 File(s)        375,328 bytes

 Directory of C:\WINNT\system32

05/10/2000  03:35a              10,000 Iisext.dll
"""
FILEVER = r"""
--a-- W32i   DLL ENU    5.0.2195.2413 shp     42,768 05-10-2000 iisext.dll
-ra-- W32a   DLL ENU    5.0.2195.1600 shp    142,768 05-10-2000 C:\WINNT\asp.dll
--a-- -      -   -                  -    -     5,632 09-23-1999 readme.bin
        Language        0x0409 (English (United States))
        FileVersion     5.00.2195.2413
"""


def listed(text):
    return files_listed(text.encode(), "list.txt")


def test_a_list_of_dir_tells_days_and_sizes():
    """docs/behaviour.md, kb-11."""
    files, unread = listed(DIR)
    assert [(file.path, file.name, file.size, file.date) for file in files] == [
        (r"C:\WINNT\system32\inetsrv\Iisext.dll", "Iisext.dll", 42768, dt.date(2000, 5, 10)),
        (
            r"C:\WINNT\system32\inetsrv\long name of asp.dll",
            "long name of asp.dll",
            332560,
            dt.date(2000, 5, 11),
        ),
        (r"C:\WINNT\system32\Iisext.dll", "Iisext.dll", 10000, dt.date(2000, 5, 10)),
    ]
    assert unread == []


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("10.05.2000  03:35            42.768 Iisext.dll", 42768),
        ("2000-05-10  03:35            42768 Iisext.dll", 42768),
        ("05/10/00  03:35a                42,768 Iisext.dll", 42768),
        ("IISEXT   DLL        42,768  05-10-00  3:35a Iisext.dll", 42768),
    ],
)
def test_lists_of_dir_differ_by_country_and_system(line, size):
    """docs/behaviour.md, kb-11."""
    ((file,), unread) = listed(line + "\n")
    assert (file.name, file.size, file.date, unread) == ("Iisext.dll", size, dt.date(2000, 5, 10), [])


def test_a_day_that_cannot_be_a_month_turns_all_days_of_the_list():
    files, _ = listed("05/10/2000  03:35  1 a.dll\n28/10/2000  03:35  1 b.dll\n")
    assert [file.date for file in files] == [dt.date(2000, 10, 5), dt.date(2000, 10, 28)]


def test_a_list_of_filever_tells_versions_and_platforms():
    """docs/behaviour.md, kb-11."""
    files, unread = listed(FILEVER)
    assert [(file.path, file.name, file.version, file.platform, file.size) for file in files] == [
        ("iisext.dll", "iisext.dll", "5.0.2195.2413", "x86", 42768),
        (r"C:\WINNT\asp.dll", "asp.dll", "5.0.2195.1600", "alpha", 142768),
        ("readme.bin", "readme.bin", "", "", 5632),
    ]
    assert unread == []


ONE = {"path": r"C:\WINNT\Iisext.dll", "version": "5.0.2195.2413"}


@pytest.mark.parametrize(
    "value",
    [
        [ONE],
        {"files": [ONE]},
        {ONE["path"]: ONE["version"]},
        {ONE["path"]: {"version": ONE["version"]}},
        [{"FullName": ONE["path"], "FileVersion": ONE["version"]}],
    ],
)
def test_json_may_be_a_list_or_a_map(value):
    """docs/behaviour.md, kb-11."""
    ((file,), _) = listed(json.dumps(value))
    assert (file.path, file.name, file.version) == (ONE["path"], "Iisext.dll", "5.0.2195.2413")


def test_json_may_tell_all_there_is_to_tell():
    told = {"name": "Iisext.dll", "version": "5.0", "size": 42768, "date": "2000-05-10", "platform": "x86"}
    ((file,), _) = listed(json.dumps([told, "Asp.dll"][:1]))
    assert (file.size, file.date, file.platform) == (42768, dt.date(2000, 5, 10), "x86")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[{]", "is no list of files"),
        ('[{"version": "5.0"}]', "item 1 names no file"),
        ("[7]", "item 1 names no file"),
        ("Nothing here looks like a file.\n", "is no list of files"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(text, problem):
    with pytest.raises(ListingError, match=problem):
        listed(text)


def test_lines_with_paths_and_versions_are_a_list():
    """docs/behaviour.md, kb-11."""
    files, unread = listed(
        'C:\\WINNT\\Iisext.dll 5.0.2195.2413\n/mnt/nt/Asp.dll,5.0.2195.1\n"C:\\Program Files\\a.dll"\t1.2\nW3svc.dll\n'
        "W3svc.dll what is this 5.0 here\n"
    )
    assert [(file.name, file.version) for file in files] == [
        ("Iisext.dll", "5.0.2195.2413"),
        ("Asp.dll", "5.0.2195.1"),
        ("a.dll", "1.2"),
        ("W3svc.dll", ""),
    ]
    assert unread == ["W3svc.dll what is this 5.0 here"]


def test_lists_may_be_in_any_encoding():
    files, _ = files_listed(DIR.replace("\n", "\r\n").encode("utf-16"), "list.txt")
    assert len(files) == 3


def test_bytes_are_no_list():
    with pytest.raises(BinaryFileError):
        files_listed(bytes(range(256)) * 8, "list.bin")
