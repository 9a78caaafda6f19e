"""Scripts keep nothing: objects are let go at once, and a script that has ended leaves no circle."""

from __future__ import annotations

import gc
import tracemalloc

from adsiis.adsi.objects import ADsObject
from bars import bar

SCRIPT = """
Class Item
  Public Other, Node
  Private Sub Class_Terminate
    WScript.StdOut.Write "."
  End Sub
End Class
Function Bound(path)
  Dim local
  Set local = GetObject(path)
  Set Bound = local
End Function
Set a = New Item : Set b = New Item : Set a.Other = b : Set b.Other = a
Set a.Node = Bound("IIS://localhost/W3SVC/1")
Set d = CreateObject("Scripting.Dictionary") : Set d("self") = d
Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile("x.txt") : f.WriteLine "x" : f.Close
For Each file In fso.GetFolder(".").Files : n = file.Size : Next
Set sh = CreateObject("WScript.Shell") : x = sh.Run("cmd /c echo 1", 0, True)
For Each s In GetObject("winmgmts:").ExecQuery("select * from Win32_Service") : x = s.Name : Next
GetObject("winmgmts:root/default:StdRegProv").EnumKey &H80000002, "SOFTWARE", keys
Set c = GetObject("IIS://localhost")
On Error Resume Next
c.EnumBackups "", 0, v, l, t
x = 1 / 0
Set gone = GetObject("IIS://localhost/W3SVC/9")
Sub P(ByRef q) : q = 1 : End Sub
P e(1)
P undeclared
Execute "y = 5"
"""


def test_a_script_leaves_no_circle(run, home):
    """docs/behaviour.md, vbs-13."""
    run(SCRIPT, home=home)
    gc.collect()
    gc.disable()
    try:
        assert run(SCRIPT, home=home).out.endswith("..")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_an_object_goes_when_it_is_set_to_nothing_and_when_its_scope_is_left(run, home, monkeypatch):
    seen = []

    def alive(_):
        seen.append(sum(isinstance(each, ADsObject) for each in gc.get_objects()))
        return 0

    monkeypatch.setitem(names_of_a_script(), "ALIVE", alive)
    source = """
    Sub Inside
      Dim o
      Set o = GetObject("IIS://localhost/W3SVC/1")
      x = Alive(1)
    End Sub
    x = Alive(1)
    Set o = GetObject("IIS://localhost/W3SVC")
    x = Alive(1)
    Set o = Nothing
    x = Alive(1)
    Inside
    x = Alive(1)
    For Each o In GetObject("IIS://localhost/W3SVC") : Next
    Set o = Nothing
    x = Alive(1)
    """
    assert run(source, home=home).err == ""
    start = seen[0]
    assert [count - start for count in seen] == [0, 1, 0, 1, 0, 0]


def names_of_a_script():
    """The names every script knows, where a test may add one."""
    from adsiis.vbs.engine import names

    return names._known()


def test_a_long_script_needs_no_more_memory_than_a_short_one(run, home):
    """Many thousand objects, one after the other, leave as much as a thousand do."""

    def peak(turns):
        tracemalloc.start()
        try:
            assert (
                run(
                    f'For i = 1 To {turns}\nSet o = GetObject("IIS://localhost/W3SVC/1")\nNext', home=home
                ).err
                == ""
            )
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1000)
    short, long = peak(1000), peak(bar(100_000))
    assert long - short < 200_000
