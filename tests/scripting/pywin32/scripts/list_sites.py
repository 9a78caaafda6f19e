"""Print one line for each web site: number, name, bindings, and whether it runs."""

from win32com.client import GetObject

STATES = {
    1: "starting",
    2: "started",
    3: "stopping",
    4: "stopped",
    5: "pausing",
    6: "paused",
    7: "continuing",
}

service = GetObject("IIS://LocalHost/W3SVC")
for child in service:
    if child.Class != "IIsWebServer":
        continue
    bindings = ", ".join(child.ServerBindings)
    print(f"{child.Name}: {child.ServerComment} [{bindings}] {STATES[child.ServerState]}")
