"""What adsutil says of itself: the short help of a call without words, and the long one of HELP."""

from __future__ import annotations

from typing import Final

_DESCRIPTION: Final = (
    "",
    "Description:",
    "Reads and changes the IIS metabase through the ADSI provider.",
    "",
)

_SAMPLES: Final = (
    "Samples:",
    "  adsutil.vbs GET W3SVC/1/ServerBindings",
    '  adsutil.vbs SET W3SVC/1/ServerBindings ":81:"',
    '  adsutil.vbs CREATE W3SVC/1/Root/MyVdir "IIsWebVirtualDir"',
    "  adsutil.vbs START_SERVER W3SVC/1",
    "  adsutil.vbs ENUM /P W3SVC",
)

SHORT: Final = (
    "",
    "Usage:",
    "      ADSUTIL.VBS <cmd> [<path> [<value>]]",
    *_DESCRIPTION,
    "Supported Commands:",
    "  GET, SET, ENUM, ENUM_ALL, DELETE, CREATE, COPY, MOVE, FIND,",
    "  CREATE_VDIR, CREATE_VSERV, START_SERVER, STOP_SERVER, PAUSE_SERVER, CONTINUE_SERVER,",
    "  APPCREATEINPROC, APPCREATEOUTPROC, APPCREATEPOOLPROC, APPDELETE, APPUNLOAD,",
    "  APPDISABLE, APPENABLE, APPGETSTATUS",
    "",
    *_SAMPLES,
    "",
    "For Extended Help type:",
    "  adsutil.vbs HELP",
)

_VERBS: Final = (
    ("GET", "path/property", "print a value that is set at the path itself"),
    ("SET", "path/property value ...", "set a value; a list takes several"),
    ("ENUM", "[path] [/P | /A]", "list what is set at the path, then the paths below"),
    ("ENUM_ALL", "[path] [/P | /A]", "the same for all paths below as well"),
    ("DELETE", "path/name", "delete a property, or else the path; a slash at the end means the path"),
    ("CREATE", "path [KeyType]", "make a path, with its KeyType"),
    ("CREATE_VDIR", "path", "make a web virtual directory"),
    ("CREATE_VSERV", "path", "make a web site"),
    ("COPY", "source destination", "copy a path with all below it"),
    ("MOVE", "source destination", "move or rename a path with all below it"),
    ("FIND", "path/property", "list the paths where a property is set"),
    ("START_SERVER", "path", "start a site"),
    ("STOP_SERVER", "path", "stop a site"),
    ("PAUSE_SERVER", "path", "pause a site"),
    ("CONTINUE_SERVER", "path", "let a paused site go on"),
    ("APPCREATEINPROC", "path", "make an application inside the service's process"),
    ("APPCREATEOUTPROC", "path", "make an application in a process of its own"),
    ("APPCREATEPOOLPROC", "path", "make an application in the pooled process"),
    ("APPDELETE", "path", "delete the application"),
    ("APPUNLOAD", "path", "shut the application down until its next request"),
    ("APPDISABLE", "path", "let the application run no more"),
    ("APPENABLE", "path", "let the application run again"),
    ("APPGETSTATUS", "path", "0 stopped, 1 running, 2 no application"),
    ("HELP", "", "print this"),
)

LONG: Final = (
    "",
    "Usage:",
    "      ADSUTIL.VBS <cmd> [<path> [<value>]] [-s:server]",
    *_DESCRIPTION,
    "Commands:",
    *(f"  {verb:<17} {arguments:<24} {what}".rstrip() for verb, arguments, what in _VERBS),
    "",
    "Switches of ENUM and ENUM_ALL:",
    "  /P  paths only, no values",
    "  /A  all values that the path can have, also those that are not set",
    "",
    *_SAMPLES,
)
