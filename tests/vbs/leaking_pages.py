"""A process whose pages leak, each attributed; prints what was found, as JSON."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from adsiis import memory
from adsiis.memory import lines
from adsiis.vbs.engine import names
from vbs.site import Site

KEPT = """<% If Not IsObject(Application("log")) Then Set Application("log") = CreateObject("Scripting.Dictionary")
Application("n") = Application("n") + 1
Application("log").Add "request " & Application("n"), String(300, "q") & Application("n")
lost = String(9000, "l")
%>"""
NATIVE = """<%
Sub Twice
  For i = 1 To 2
    lost = TakeFromC(3000)
  Next
End Sub
Twice
%>"""
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]


def take_from_c(size):
    return 1 if libc.malloc(int(size)) else 0


def attributed(site, page):
    def work(count):
        for _ in range(count):
            answer = site.get(page, cookies=False)
            assert answer.status == 200, answer.body
            site.log.clear()

    found = memory.attribute(work, 240)
    return {**found.as_dict(), "text": str(found)}


def main():
    names._known()["TAKEFROMC"] = take_from_c
    lines._PACKAGES += (__file__,)  # as a package would bring it
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        site.write("kept.asp", KEPT)
        site.write("native.asp", NATIVE)
        print(json.dumps({name: attributed(site, f"/{name}.asp") for name in ("kept", "native")}))
        site.application.close()


if __name__ == "__main__":
    main()
