"""`iisftp`: what it prints and what it leaves in the tree."""

from __future__ import annotations

from admin.said import key, script
from adsiis.admin import iisftp
from adsiis.iisext.creating_sites import number_of

run = iisftp.run
NUMBER = number_of("Uploads")

MADE = f"""\
Server            = TESTHOST
Site Name         = Uploads
Metabase Path     = MSFTPSVC/{NUMBER}
IP                = 10.0.0.1
Port              = 2121
Root              = C:\\Uploads
IsoMode           = Local
Status            = STOPPED
"""


def test_a_site_is_made_with_its_isolation(metabase, tmp_path):
    """docs/behaviour.md, scripts-15."""
    words = ("/b", "2121", "/i", "10.0.0.1", "/isolation", "Local", "/dontstart")
    assert script(run, "/create", r"C:\Uploads", "Uploads", *words) == (0, MADE, "")
    site = key(f"MSFTPSVC/{NUMBER}")
    assert (site.Class, site.ServerBindings, site.UserIsolationMode) == (
        "IIsFtpServer",
        ("10.0.0.1:2121:",),
        1,
    )
    assert key(f"MSFTPSVC/{NUMBER}/ROOT").Path == r"C:\Uploads"
    assert (tmp_path / "home" / "drive_c" / "Uploads").is_dir()


def test_accounts_of_a_directory_go_with_its_isolation_alone(metabase):
    """docs/behaviour.md, scripts-15."""
    assert script(run, "/create", r"C:\x", "x", "/ADdomain", "corp").code == 1
    directory = ("/isolation", "AD", "/ADdomain", "corp", "/ADadmin", "me", "/ADpass", "secret")
    assert script(run, "/create", r"C:\x", "x", *directory).code == 0
    site = key(f"MSFTPSVC/{number_of('x')}")
    given = (site.UserIsolationMode, site.DefaultLogonDomain, site.ADConnectionsUserName)
    assert (*given, site.ADConnectionsPassword) == (2, "corp", "me", "secret")


def test_users_of_a_directory_cannot_be_changed_here(metabase):
    """docs/behaviour.md, scripts-15."""
    found = script(run, "/setadprop", "me", "FTPRoot", r"C:\x")
    assert found.code == 1
    assert "Active Directory" in found.out
    assert script(run, "/getadprop", "me").code == 1


def test_sites_are_listed_and_deleted_as_web_sites_are(metabase):
    """docs/behaviour.md, scripts-8, scripts-15."""
    assert "Default FTP Site (MSFTPSVC/1)" in script(run, "/query").out
    assert script(run, "/delete", "MSFTPSVC/1").out == "Server MSFTPSVC/1 has been DELETED\n"
    assert script(run, "/query") == (0, "There are no sites.\n", "")
