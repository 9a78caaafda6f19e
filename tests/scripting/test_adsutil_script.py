"""A large script in the manner of adsutil prints what `adsiis adsutil` prints, and leaves the same tree."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest

from adsiis.admin import adsutil
from adsiis.adsi import namespace
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys
from bars import FULL
from scripting.calls import cscript, tree_lines

MADE_UP = {"AppPackageID", "AppWamClsid"}  # new identifiers, other ones each time
SCRIPT = Path(__file__).parent / "metautil.vbs"
COMMANDS = r"""
GET W3SVC/1/ServerComment
get w3svc/1/servercomment
GET /W3SVC/1/ServerBindings/
GET W3SVC/1/ServerState
GET W3SVC/1/ServerSize
GET W3SVC/1/MaxConnections
GET W3SVC/1/ROOT/AccessRead
GET W3SVC/1/ROOT/AccessPerm
GET W3SVC/1/ROOT/VRPath
GET W3SVC/1/ROOT/Authorization
GET W3SVC/AnonymousUserPass
GET W3SVC/1/NoSuchThing
GET W3SVC/9/ServerComment
GET MimeMap/MimeMap
GET W3SVC/1/MimeMap
GET W3SVC/1/Path
GET
GET W3SVC/1/ServerComment extra
GET -s:localhost W3SVC/1/ServerComment
SET W3SVC/1/ServerComment "Our shop"
SET W3SVC/1/ServerBindings :81: ":82:www.contoso.com"
SET W3SVC/1/MaxConnections 0xFF
SET W3SVC/1/MaxBandwidth 4294967295
SET W3SVC/1/ROOT/AccessWrite True
SET W3SVC/1/ROOT/AccessScript 0
SET W3SVC/1/ROOT/AspAllowSessionState false
SET W3SVC/1/ROOT/Path "C:\Sites\shop"
SET W3SVC/1/ROOT/AnonymousUserPass secret
SET W3SVC/1/MaxConnections many
SET W3SVC/1/NoSuchThing 1
SET W3SVC/9/ServerComment x
SET W3SVC/1/ServerComment
GET W3SVC/1/MaxConnections
GET W3SVC/1/MaxBandwidth
GET W3SVC/1/ServerBindings
GET W3SVC/1/ROOT/AnonymousUserPass
FIND W3SVC/ServerBindings
FIND W3SVC/AccessWrite
FIND W3SVC/HttpPics
FIND W3SVC/NoSuchThing
FIND /LogFileDirectory
CREATE W3SVC/1/ROOT/docs IIsWebVirtualDir
CREATE W3SVC/1/ROOT/plain
CREATE W3SVC/1/ROOT/docs IIsWebVirtualDir
CREATE W3SVC/1/ROOT/bad IIsNoClass
CREATE W3SVC/1/ROOT/a/b/c IIsWebDirectory
CREATE_VDIR W3SVC/1/ROOT/images
CREATE_VSERV W3SVC/7
SET W3SVC/1/ROOT/images/Path "D:\images"
ENUM
ENUM /P W3SVC
ENUM W3SVC/1
ENUM W3SVC/1/ROOT /P
ENUM W3SVC/1/ROOT
ENUM W3SVC/AppPools/DefaultAppPool
ENUM W3SVC/AppPools/DefaultAppPool /A
ENUM MSFTPSVC
ENUM W3SVC/9
ENUM_ALL /P W3SVC/1
ENUM_ALL W3SVC/1/Filters
ENUMALL W3SVC/AppPools
DELETE W3SVC/1/MaxConnections
DELETE W3SVC/1/ROOT/plain
DELETE W3SVC/1/ROOT/a/
DELETE W3SVC/1/ROOT/nope
DELETE W3SVC/9/nope
COPY W3SVC/1/ROOT/images W3SVC/1/ROOT/pictures
MOVE W3SVC/1/ROOT/docs W3SVC/1/ROOT/papers
COPY W3SVC/1/ROOT/none W3SVC/1/ROOT/x
COPY W3SVC/1/ROOT/images
APPCREATEINPROC W3SVC/1/ROOT/papers
APPCREATEOUTPROC W3SVC/1/ROOT/pictures
APPCREATEPOOLPROC W3SVC/1/ROOT/images
APPGETSTATUS W3SVC/1/ROOT/papers
APPUNLOAD W3SVC/1/ROOT/papers
APPDISABLE W3SVC/1/ROOT/papers
APPENABLE W3SVC/1/ROOT/papers
APPDELETE W3SVC/1/ROOT/papers
APPDELETE W3SVC/9
APPGETSTATUS W3SVC/1/ROOT/papers
START_SERVER W3SVC/1
STOP_SERVER W3SVC/9
PAUSE_SERVER
NONSENSE W3SVC/1
""".strip().splitlines()
if FULL:
    COMMANDS.append("ENUM_ALL")


@pytest.fixture
def homes(tmp_path):
    """Two stores alike."""
    made = [str(tmp_path / name) for name in ("script", "command")]
    for home in made:
        create_metabase(home, fresh_keys("iis6", "testhost"))
    yield made
    namespace._machines.clear()
    namespace._homes.clear()
    for home in made:
        close_metabase(home)


def test_the_script_and_the_command_print_the_same_line_by_line(homes):
    assert len(COMMANDS) >= 60
    by_script, by_command = homes
    for line in COMMANDS:
        words = shlex.split(line.replace("\\", "\\\\"))
        ran = cscript("//nologo", SCRIPT, *words, home=by_script)
        use_store(by_command)
        out = io.StringIO()
        code = adsutil.run(words, out)
        assert ran.err == "", line
        assert _known(ran.out) == _known(out.getvalue()), line
        assert ran.code == code, line
    differing = tree_lines(by_script) ^ tree_lines(by_command)
    assert {line.partition(" ")[2].partition("=")[0] for line in differing} <= MADE_UP


def _known(text):
    """Lines without the identifiers that are made up anew."""
    return re.sub(r'("\{)[-0-9A-F]{36}(\}")', r"\1\2", text).splitlines()
