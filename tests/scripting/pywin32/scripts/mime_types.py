"""mime_types.py .ext=type ...: add MIME types to the computer's list; one that is there gets the new type."""

import sys

from win32com.client import Dispatch, GetObject, constants, gencache

gencache.EnsureDispatch("MimeMap")
computer = GetObject("IIS://localhost/MimeMap")
known = {entry.Extension: entry.MimeType for entry in computer.MimeMap}
before = len(known)
for word in sys.argv[1:]:
    extension, _, kind = word.partition("=")
    known[extension] = kind

listed = []
for extension, kind in sorted(known.items()):
    entry = Dispatch("MimeMap")
    entry.extension = extension
    entry.mimetype = kind
    listed.append(entry)
computer.PutEx(constants.ADS_PROPERTY_UPDATE, "MimeMap", listed)
computer.SetInfo()

computer.GetInfo()
after = {entry.Extension: entry.MimeType for entry in computer.GetEx("MimeMap")}
print(len(after) - before, "more;", ", ".join(after[word.partition("=")[0]] for word in sys.argv[1:]))
