"""schema_report.py CLASS: what the schema says objects of a class have."""

import sys

from win32com.client import GetObject

found = GetObject("IIS://localhost/Schema/" + sys.argv[1])
print(found.Name, found.Class, bool(found.Container), list(found.MandatoryProperties))
for name in found.OptionalProperties:
    if name in ("ServerBindings", "ServerComment", "MaxConnections", "AccessRead"):
        described = GetObject("IIS://localhost/Schema/" + name)
        print(name, described.Syntax, bool(described.MultiValued))
