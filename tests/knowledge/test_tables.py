"""File tables as archives have them: other columns, empty cells, other forms of everything."""

from __future__ import annotations

import datetime as dt

import pytest

from adsiis.knowledge.tables import file_tables


def rows(text):
    """Name, version, day, size and platform of every row, and the problems."""
    tables = file_tables(text)
    found = [
        (row.name, row.version, row.date and row.date.isoformat(), row.size, row.platform)
        for table in tables
        for row in table.files
    ]
    return found, [problem for table in tables for problem in table.problems]


def test_a_table_of_five_columns():
    """docs/behaviour.md, kb-4."""
    ((row,),) = (
        table.files
        for table in file_tables(
            "  Date       Time     Version        Size    File name\n"
            "  -----------------------------------------------------\n"
            "  5/10/2000  3:35:10  5.0.2195.2413  42,768  Iisext.dll\n"
        )
    )
    assert row.written == {
        "Date": "5/10/2000",
        "Time": "3:35:10",
        "Version": "5.0.2195.2413",
        "Size": "42,768",
        "File name": "Iisext.dll",
    }
    assert (row.date, row.time, row.size) == (dt.date(2000, 5, 10), dt.time(3, 35, 10), 42768)


SHAPES = {
    "cells longer than their titles, and an empty version": (
        """
  Date      Time    Version      Size    File name     Platform
  -------------------------------------------------------------
  11/18/1999  07:19p             192,272 Winlogon.exe  x86
  11/18/1999  07:19p             274,704 Winlogon.exe  Alpha

Nothing more.""",
        [
            ("Winlogon.exe", "", "1999-11-18", 192272, "x86"),
            ("Winlogon.exe", "", "1999-11-18", 274704, "Alpha"),
        ],
    ),
    "bars, and two columns": (
        """
+-------------------------+
| File name | Version     |\x20
+-------------------------+
| Store.exe | 5.5.2654.29 |\x20
+-------------------------+
| Mt.exe    | 5.5.2647    |\x20
+-------------------------+
""",
        [("Store.exe", "5.5.2654.29", None, None, ""), ("Mt.exe", "5.5.2647", None, None, "")],
    ),
    "bars, and the name first": (
        """
  +---------------------------------------------------------------+
  | Name   | Size  | Date    | Time     | Version#     | Platform |
  +---------------------------------------------------------------+
  | c2.dll | 721KB | 6/18/99 | 10:14 PM | 12.00.8534.0 | (X86)    |
  +---------------------------------------------------------------+
""",
        [("c2.dll", "12.00.8534.0", "1999-06-18", 721 * 1024, "X86")],
    ),
    "the day before the month, which one row tells for all": (
        """
  Date     Time    Version      Size     File name   Platform
  -----------------------------------------------------------
  05/02/98                      500,496  setupapi.dll (alpha)
  19/02/98                      323,344  setupapi.dll (intel)
""",
        [
            ("setupapi.dll", "", "1998-02-05", 500496, "alpha"),
            ("setupapi.dll", "", "1998-02-19", 323344, "intel"),
        ],
    ),
    "sizes in MB, with points, without commas": (
        """
  Date        Time  Version      Size     File name
  ----------------------------------------------------
  25-Sep-2001 8:03  6.0.93.63    1.33 MB  MSVBVM60.dll
  21-Jun-2002 17:13 5.0.0.866    880.912  Mseidb2d.dll
  21-Jun-2002 17:13              880.912  Mseidb2d.dll
  21-Jun-2002 17:13 5.0.2195.1      7440  Isatq.dll
""",
        [
            ("MSVBVM60.dll", "6.0.93.63", "2001-09-25", 1394606, ""),
            ("Mseidb2d.dll", "5.0.0.866", "2002-06-21", 880912, ""),
            ("Mseidb2d.dll", "", "2002-06-21", 880912, ""),
            ("Isatq.dll", "5.0.2195.1", "2002-06-21", 7440, ""),
        ],
    ),
    "another order, a column of its own, tabs at the end": (
        """
File Name     Size        Date          File Version     Language
-----------------------------------------------------------------
Msscd32.dll     184,080   28-Dec-1999   7.05.1462.0007   001036 French (France)\t
""",
        [("Msscd32.dll", "7.05.1462.0007", "1999-12-28", 184080, "")],
    ),
    "blank lines between rows, and none below the titles": (
        """
    Date        Time     Version       Size     File name      Platform
  --------------------------------------------------------------------

 31-Jan-2002   07:03                  252,650   Q287990.E       Intel

 01-Mar-2001   05:25  2.00.1493.3229  253,712   Ccm.dll         Alpha

NOTE: other files may come along with these.""",
        [
            ("Q287990.E", "", "2002-01-31", 252650, "Intel"),
            ("Ccm.dll", "2.00.1493.3229", "2001-03-01", 253712, "Alpha"),
        ],
    ),
    "single blanks everywhere, and columns nobody knows": (
        """
File name File version File size Date Time Platform SP requirement Service branch
Adsiis.dll 6.0.3790.2620 585,216 18-Jan-2006 03:14 IA-64 SP1 Not Applicable
Iisext.dll 6.0.3790.2620 231,424 18-Jan-2006 03:14 IA-64 SP1 SP1QFE
""",
        [
            ("Adsiis.dll", "6.0.3790.2620", "2006-01-18", 585216, "IA-64"),
            ("Iisext.dll", "6.0.3790.2620", "2006-01-18", 231424, "IA-64"),
        ],
    ),
    "day and time in one column, in UTC": (
        """
  Date (UTC)          Version        Size   File name
  10-May-2000 03:35   5.0.2195.2413  42768  Iisext.dll
  10-May-2000 03:35                  42768  Iisext.dll
""",
        [
            ("Iisext.dll", "5.0.2195.2413", "2000-05-10", 42768, ""),
            ("Iisext.dll", "", "2000-05-10", 42768, ""),
        ],
    ),
    "names and platforms alone": (
        """
  File Name     Platform
  ----------------------
  Clusres.dll   Alpha
  Clusres.dll   Intel

Nothing more.""",
        [("Clusres.dll", "", None, None, "Alpha"), ("Clusres.dll", "", None, None, "Intel")],
    ),
    "the month before the day, between dashes": (
        """
  Date         Time   Version        Size    File name   Platform
  ---------------------------------------------------------------
  Aug-30-2001  18:21  4.0.1381.7097  94,992  Hotfix.exe  x86
""",
        [("Hotfix.exe", "4.0.1381.7097", "2001-08-30", 94992, "x86")],
    ),
    "a table of Markdown": (
        """
| Date | Time | Version | Size | File name |
|------|------|---------|------|-----------|
| 13-Jul-2001 | 1:02:03p | 5.0.2195.3800 | 42,768 | Iisext.dll |
""",
        [("Iisext.dll", "5.0.2195.3800", "2001-07-13", 42768, "")],
    ),
    "all that later articles tell of a file, between tabs": (
        """
File name\tFile version\tFile size\tDate\tTime\tPlatform\tSP requirement\tService branch
W3core.dll\t6.0.3790.2969\t349,696\t09-Jul-2007\t15:20\tx86\tSP1\tSP1QFE
Iisadmin.mfl\tNot applicable\t17,118\t09-Jul-2007\t12:00\tNot applicable\tNone\tNot applicable
""",
        [
            ("W3core.dll", "6.0.3790.2969", "2007-07-09", 349696, "x86"),
            ("Iisadmin.mfl", "", "2007-07-09", 17118, ""),
        ],
    ),
    "the same between single blanks": (
        """
File name File version File size Date Time Platform SP requirement Service branch
Asp.dll 6.0.3790.2969 349,696 09-Jul-2007 15:20 x86 SP1 SP1QFE
Asp51.cat Not Applicable 9,000 09-Jul-2007 15:20 Not Applicable SP1 Not Applicable
""",
        [
            ("Asp.dll", "6.0.3790.2969", "2007-07-09", 349696, "x86"),
            ("Asp51.cat", "", "2007-07-09", 9000, ""),
        ],
    ),
    "bars between cells alone, and empty cells at the start": (
        """
Date | Version | Size | File name
10-May-2000 | 5.0.1.1 | 42,768 | Asp.dll
 | 5.0.1.2 | 42,769 | Asp51.dll
""",
        [
            ("Asp.dll", "5.0.1.1", "2000-05-10", 42768, ""),
            ("Asp51.dll", "5.0.1.2", None, 42769, ""),
        ],
    ),
    "versions between brackets, and with a remark": (
        """
  Date       Time    Version               Size    File name
  ----------------------------------------------------------
  5/10/2000  3:35p   (5.0.2195.2413)       42,768  Iisext.dll
  5/10/2000  3:35p   5.0.2195.2414 (QFE)   42,768  Adsiis.dll
""",
        [
            ("Iisext.dll", "5.0.2195.2413", "2000-05-10", 42768, ""),
            ("Adsiis.dll", "5.0.2195.2414 (QFE)", "2000-05-10", 42768, ""),
        ],
    ),
    "long paths and names with blanks": (
        """
File name                     Version        Size     Date
C:\\Program Files\\Common Files\\Microsoft Shared\\Web Server Extensions\\50\\isapi\\Fpexe.dll  5.0.2.4330  20,541  14-Aug-2001
My Control Library.ocx        1.0.0.1        42,768   10-May-2000
""",
        [
            ("Fpexe.dll", "5.0.2.4330", "2001-08-14", 20541, ""),
            ("My Control Library.ocx", "1.0.0.1", "2000-05-10", 42768, ""),
        ],
    ),
    "names that had no room in their lines": (
        """
  Date         Time   Version        Size     File name    Platform
  -----------------------------------------------------------------
  29-Jul-2002  18:11  5.0.2195.5971  358,160
      Advapi32.dll  x86
  14-Aug-2001  03:35  5.0.2.4330     20,541   Common Files\\Microsoft Shared\\
                                              Fpexe.dll
  29-Jul-2002  18:11  5.0.2195.5972  358,161  Asp.dll      x86
""",
        [
            ("Advapi32.dll", "5.0.2195.5971", "2002-07-29", 358160, "x86"),
            ("Fpexe.dll", "5.0.2.4330", "2001-08-14", 20541, ""),
            ("Asp.dll", "5.0.2195.5972", "2002-07-29", 358161, "x86"),
        ],
    ),
    "days and times with points": (
        """
File name    Version        Size       Date        Time
Asp.dll      5.0.2195.2413  321,456    10.5.2000   15.20
""",
        [("Asp.dll", "5.0.2195.2413", "2000-05-10", 321456, "")],
    ),
    "many words beside a file": (
        """
Control                                       File Name      Version Number
---------------------------------------------------------------------------
Windows Common Controls ActiveX Control DLL   comctl32.ocx   5.0.37.14
""",
        [("comctl32.ocx", "5.0.37.14", None, None, "")],
    ),
    "two tables, one below the other": (
        """
  Date         Version      Size       File name        Platform
  ---------------------------------------------------------------
  16-Dec-2000  0.0.0.0000   1,097,728  Q277831engi.exe  Intel

The following files will be there afterwards:

  File name      Version
  --------------------------
  Async.exe      5.5.2654.34
  Xtnmsg.dll     5.5.2654.34
""",
        [
            ("Q277831engi.exe", "0.0.0.0000", "2000-12-16", 1097728, "Intel"),
            ("Async.exe", "5.5.2654.34", None, None, ""),
            ("Xtnmsg.dll", "5.5.2654.34", None, None, ""),
        ],
    ),
    "rows below something else, under the same titles": (
        """
  Date         Time   Version        Size     File name
  -----------------------------------------------------
  29-Mar-2001  05:23  4.0.1381.7095  121,872  Ndis.sys

Alpha:

  29-Mar-2001  05:18  4.0.1381.7095  213,840  Ndis.sys

NOTE: Mind what is said here, and install Other.dll 5.0 too. And this one:
  30-Mar-2001  05:18  4.0.1381.7095  213,841  Tcpip.sys
""",
        [
            ("Ndis.sys", "4.0.1381.7095", "2001-03-29", 121872, ""),
            ("Ndis.sys", "4.0.1381.7095", "2001-03-29", 213840, ""),
            ("Tcpip.sys", "4.0.1381.7095", "2001-03-30", 213841, ""),
        ],
    ),
    "paths instead of names, and n/a for no version": (
        """
  File name                           Version    Date
  %windir%\\system32\\inetsrv\\Asp.dll  n/a        1/2/2001
""",
        [("Asp.dll", "", "2001-01-02", None, "")],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_comes_out(shape):
    """docs/behaviour.md, kb-4, kb-5."""
    text, expected = SHAPES[shape]
    assert rows(text) == (expected, [])


def test_times_come_out_in_all_forms():
    """docs/behaviour.md, kb-5."""
    said = ("1:02:03p", "03:35", "08:55AM", "10:14 PM", "12:00a", "3:35:10", "05:33pm", "03:35 UTC")
    lines = "\n".join(f"13-Jul-2001  {time}  5.0.2195.1  42,768  Iisext.dll" for time in said)
    (table,) = file_tables(f"Date  Time  Version  Size  File name\n{lines}\n")
    assert [row.time.isoformat() for row in table.files] == [
        "13:02:03",
        "03:35:00",
        "08:55:00",
        "22:14:00",
        "00:00:00",
        "03:35:10",
        "17:33:00",
        "03:35:00",
    ]


def test_a_cell_that_went_on_in_the_next_line_is_one_cell():
    """docs/behaviour.md, kb-4."""
    (table,) = file_tables(
        "+-------------------------------+\n"
        "| File name  | Version | Notes  |\n"
        "+-------------------------------+\n"
        "| Iisext.dll | 5.0.1.1 | needed |\n"
        "|            |         | twice  |\n"
        "+-------------------------------+\n"
    )
    assert [row.written for row in table.files] == [
        {"File name": "Iisext.dll", "Version": "5.0.1.1", "Notes": "needed twice"}
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("31-Feb-2001  03:35  5.0.2195.2413  42,768  Iisext.dll", "has a date that is no day"),
        ("10-May-2000  25:35  5.0.2195.2413  42,768  Iisext.dll", "has a time that is none"),
        ("10-May-2000  03:35  5.0.2195.2413  42,768", "names no file"),
        ("10-May-2000  03:35  5.0.2195.2413  42,768  Iisext.dll  some more of it", "is in no column"),
        ("10-May-2000  ?? ?? ?? ?? ?? ?? ??  Iisext", "cannot be read"),
    ],
)
def test_a_row_that_is_not_whole_is_told(line, problem):
    """docs/behaviour.md, kb-4."""
    whole = "10-May-2000  03:35  5.0.2195.2413  42,768  Asp.dll"
    found, problems = rows(f"Date  Time  Version  Size  File name\n-----\n{whole}\n{line}\n{whole}\n")
    assert [name for name, *_ in found].count("Asp.dll") == 2
    assert len(problems) == 1
    assert line in problems[0]
    assert problem in problems[0]


def test_time_stamps_without_titles_come_out():
    """docs/behaviour.md, kb-4."""
    found, _ = rows("It has this time stamp:\n\n  02/12/98  08:45p  143,120  Tcpip.sys  (Intel)\n")
    assert found == [("Tcpip.sys", "", "1998-02-12", 143120, "Intel")]


def test_what_later_articles_tell_is_kept():
    """docs/behaviour.md, kb-5: what was written is kept."""
    (table,) = file_tables(
        "File name File version SP requirement Service branch\nAsp.dll 6.0.3790.2969 SP1 SP1QFE\n"
    )
    assert table.files[0].written == {
        "File name": "Asp.dll",
        "File version": "6.0.3790.2969",
        "SP requirement": "SP1",
        "Service branch": "SP1QFE",
    }


def test_tabs_tell_which_cell_is_empty():
    """docs/behaviour.md, kb-4."""
    (table,) = file_tables(
        "File name\tFile version\tSP requirement\tService branch\nAsp.dll\t6.0.3790.2969\t\tSP1QFE\n"
    )
    assert table.files[0].written == {
        "File name": "Asp.dll",
        "File version": "6.0.3790.2969",
        "Service branch": "SP1QFE",
    }


def test_a_table_without_rows_is_told():
    assert rows("  Date  Time  File name\n  -------\n\nThe rest was lost.\n") == (
        [],
        ["The file table 'Date  Time  File name' has no row that can be read."],
    )


def test_rows_whose_titles_were_lost_come_out_and_are_told():
    """docs/behaviour.md, kb-4."""
    found, problems = rows(
        "The fix has these file attributes or later:\n\n  13-Jul-2001  03:35  5.0.2195.2413  42,768  Iisext.dll  x86\n"
    )
    assert found == [("Iisext.dll", "5.0.2195.2413", "2001-07-13", 42768, "x86")]
    assert problems == [
        "The file table above '13-Jul-2001  03:35  5.0.2195.2413  42,768  Iisext.dll  x86' has no line of titles."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The file name and the version of a file are in the table.",
        "1. Type the name  of the file.\n2. Type the version.\n",
        "Y2KFIXI.EXE        Size           Y2KFIX2I.EXE       Size\nDocprop.dll       56 KB           Docprop.dll       56 KB\n",
        "Value Name: EnforceRetryLimits\nData Type: DWORD\n",
        "",
    ],
)
def test_what_is_no_file_table_is_none(text):
    assert file_tables(text) == []
