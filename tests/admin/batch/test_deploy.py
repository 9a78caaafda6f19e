"""A batch file of 60 lines, as administrators write them, run as a process over a real service host."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from adsiis import GetObject
from adsiis.admin.service_host import stop_host
from adsiis.iisext.creating_sites import number_of
from inetinfo.hosting import free_port, fresh

DEPLOY = str(Path(__file__).with_name("deploy.cmd"))
SITE = f"W3SVC/{number_of('The Shop')}"


def deploy(home, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "adsiis", "--home", home, "batch", DEPLOY, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        env=os.environ | {"ADSIIS_HOME": home},
        stdin=subprocess.DEVNULL,
        timeout=240,
        check=False,
    )


SAID = f"""\
Backup before-deploy version 0 has been CREATED.
Site is number {SITE.removeprefix("W3SVC/")}
3 directories, the last is old pages
Connecting to server ...Done.
Virtual directory The Shop/ROOT/old pages has been DELETED.
(removed the last one again)
There is no site 999, as expected
Pool1 is gone
<p>Welcome & enjoy</p>{" "}
PHP
Internet services successfully restarted
The Shop is running
Server {SITE} has been STOPPED
All is stopped again
"""


def test_it_leaves_the_tree_it_is_written_for(tmp_path):
    """docs/behaviour.md, batch-1 to batch-15: every line of its output, and every value it set."""
    with fresh(tmp_path) as (metabase, home, _):
        try:
            found = deploy(home, str(free_port()), str(tmp_path))
            assert (found.stdout, found.stderr, found.returncode) == (SAID, "", 0)
        finally:
            stop_host(metabase, 30, force=True)
        site, root = GetObject(f"IIS://localhost/{SITE}"), GetObject(f"IIS://localhost/{SITE}/ROOT")
        assert (site.ServerComment, site.ServerAutoStart) == ("The Shop", True)
        assert (root.Path, root.DefaultDoc, root.AppPoolId, root.AccessFlags) == (
            r"C:\Sites\Shop",
            "start.asp,default.htm",
            "Pool2",
            513,
        )
        assert metabase.store.view.children(f"/LM/{SITE}/ROOT") == ["copy", "images", "styles"]
        assert metabase.store.view.children(f"/LM/{SITE}/ROOT/copy") == ["images", "styles"]
        assert GetObject(f"IIS://localhost/{SITE}/ROOT/copy/images").Path == r"C:\Sites\Shop\images"
        pools = metabase.store.view.children("/LM/W3SVC/AppPools")
        assert pools == ["DefaultAppPool", "Pool2", "Pool3"]
        assert GetObject("IIS://localhost/W3SVC/AppPools/Pool3").PeriodicRestartTime == 303
        listed = GetObject("IIS://localhost/W3SVC").WebSvcExtRestrictionList
        assert listed[-1] == r"1,C:\Sites\php.dll,1,PHP,PHP, the old one"


def test_without_arguments_it_says_how_it_is_used(tmp_path):
    """docs/behaviour.md, batch-7, batch-15."""
    with fresh(tmp_path) as (_, home, _port):
        found = deploy(home)
        assert (found.stdout, found.returncode) == ("Usage: deploy port folder\n", 1)
