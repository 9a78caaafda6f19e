"""installer.py install|remove: set an ISAPI extension and its filter up, or take them away."""

import os
import sys

import deploy_kit
import win32api

here = os.path.dirname(win32api.GetLongPathName(os.path.abspath(sys.argv[0])))
dll = os.path.join(here, "_gateway.dll")
gateway = deploy_kit.Extension(
    "gateway",
    "Python Gateway",
    here,
    dll,
    [".pyg", ".gw"],
    [deploy_kit.Filter("PyGateway", "hands requests on", dll)],
)

if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        made = deploy_kit.install(gateway, "Default Web Site")
        print("installed", made.ADsPath, made.ScriptMaps[-1].split(",")[0])
    elif sys.argv[1:] == ["remove"]:
        print("removed" if deploy_kit.remove(gateway) else "was not installed")
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
