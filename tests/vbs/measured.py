"""A process to be measured: answers pages, prints what they cost as one line of JSON.

`python measured.py WORKLOAD CALLS [HOME]`, started with `host_environment()`.
"""

from __future__ import annotations

import gc
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from adsiis import GetObject, memory
from adsiis.adsi.namespace import use_store
from adsiis.adsi.objects import ADsObject
from adsiis.vbs.asp import sessions
from vbs.site import PAGES, Site

PROVIDER = """<% For i = 1 To {calls}
Set o = GetObject("IIS://localhost/W3SVC/1")
x = o.ServerComment
Next %>"""


class Clock:
    """Stands for the module `time` of sessions."""

    now = 0.0

    @classmethod
    def time(cls):
        return cls.now


def pages(site, name):
    def work(count):
        for _ in range(count):
            site.get(f"/{name}", cookies=False)

    return work


def visitors(site):
    """Every call is a visitor whose session has ended before the next look."""
    sessions.time = Clock

    def work(count):
        for _ in range(count):
            Clock.now += 2.0
            site.get("/visitor.asp", cookies=False)
            site.application.sweep(Clock.now)

    return work


def main(workload, calls, home=""):
    site = Site(home or PAGES, provider=GetObject, session_timeout=1)
    per_page = 1
    if workload == "provider":
        per_page = 100
        use_store(os.path.join(home, "store"))
        site.write("provider.asp", PROVIDER.format(calls=per_page))
    if workload == "visitor":
        site.write("visitor.asp", '<% Session("a") = Session("a") + 1 %>')
    work = visitors(site) if workload == "visitor" else pages(site, f"{workload}.asp")
    work(100)
    before = sum(isinstance(found, ADsObject) for found in gc.get_objects())
    done = memory.measure(work, int(calls) // per_page, collect=False)
    after = sum(isinstance(found, ADsObject) for found in gc.get_objects())
    slope = {name: value / per_page for name, value in done.as_dict().items() if name in {"low", "high"}}
    print(json.dumps({**slope, "objects": after - before, "log": site.log, "line": str(done)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
