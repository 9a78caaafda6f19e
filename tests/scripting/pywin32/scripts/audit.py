"""audit.py: who may write where, as lines of text; a pass over everything that sets its own access."""

import win32com.client

CHECKED = ["AccessWrite", "AccessExecute", "EnableDirBrowsing", "AuthBasic"]


def audit(path):
    node = win32com.client.GetObject(path)
    own = [name for name in CHECKED if getattr(node, name, False)]
    return f"{node.Name} ({node.Class}): {' '.join(own) or 'fine'}"


service = win32com.client.GetObject("IIS://localhost/W3SVC")
paths = service.GetDataPaths("AccessFlags", 0)
assert isinstance(paths, tuple)
for path in paths:
    print(audit(path))
print(len(paths), "places")
