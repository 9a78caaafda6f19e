"""script_maps.py add|remove EXTENSION [DLL]: keep the script maps of the first site in order."""

import sys
from optparse import OptionParser

from win32com.client import GetObject

parser = OptionParser("%prog [-s SITE] add|remove EXTENSION [DLL]")
parser.add_option("-s", "--site", default="1")
parser.add_option("-v", "--verb", action="append", default=[])
options, words = parser.parse_args()
if len(words) < 2:
    parser.error("say what to do, and for which extension")

target = GetObject(f"IIS://LocalHost/W3SVC/{options.site}/ROOT")
extension = words[1]
others = tuple(line for line in target.ScriptMaps if line.split(",")[0].lower() != extension.lower())
if words[0] == "add":
    target.ScriptMaps = (*others, ",".join([extension, words[2], "5", *options.verb]))
else:
    target.ScriptMaps = others
target.SetInfo()
target.GetInfo()
for line in target.ScriptMaps:
    if line.startswith(extension):
        print(line)
print(len(target.ScriptMaps) - len(others), "map for", extension, "beside others:", len(others) > 0)
sys.exit(0)
