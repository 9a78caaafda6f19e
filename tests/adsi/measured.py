"""A process to be measured: binds, reads and releases; prints what a call costs as one line of JSON.

`python -m adsi.measured WORKLOAD CALLS HOME`, started with `host_environment()`.
"""

from __future__ import annotations

import gc
import json
import sys

from adsiis import GetObject, memory
from adsiis.adsi.namespace import use_store
from adsiis.adsi.objects import ADsObject

PATHS = [f"IIS://localhost/W3SVC/{rest}" for rest in ("1", "1/ROOT", "2", "10", "Info", "1/ROOT/Images")]


def read(count):
    """GetObject, Get, release."""
    for n in range(count):
        GetObject(PATHS[n % len(PATHS)]).Get("KeyType")


def use(count):
    """Whatever else a script does with an object and then lets go of."""
    for n in range(count):
        site = GetObject("IIS://localhost/W3SVC/1")
        site.ServerComment = f"{n}"
        site.AccessRead = n % 2
        site.IPSecurity.IPDeny = ["10.0.0.1"]
        site.PutEx(3, "ServerBindings", [":81:"])
        site.GetInfoEx(["ServerComment"])
        site.Item(0).Values[0].GetObjectProperty()
        site.GetPropertyAttribObj("AccessRead").Inherit = True
        site.AdminACL.CopySecurityDescriptor()
        for below in site:
            _ = below.MimeMap
        for wrong in ("Nothing", "ServerState"):
            try:
                site.Put(wrong, n)
            except AttributeError:
                pass
            except Exception as error:  # noqa: BLE001 - the second is of another class
                _ = error.hresult
        site.GetInfo()


WORKLOADS = {"read": read, "use": use}


def main(workload, calls, home):
    use_store(home)
    work = WORKLOADS[workload]
    memory.measure(work, 400, collect=False)
    gc.collect()
    before = live()
    done = memory.measure(work, int(calls), collect=False)
    found, after = done.as_dict(), live()
    grown = {name: after[name] - before[name] for name in before}
    print(json.dumps({"low": found["low"], "high": found["high"], **grown, "line": str(done)}))


def live():
    """Objects of the provider, and all that the collector knows."""
    known = gc.get_objects()
    return {"objects": sum(isinstance(found, ADsObject) for found in known), "all": len(known)}


if __name__ == "__main__":
    main(*sys.argv[1:])
