"""Services: `net`, `sc`, `iisreset` and `appcmd`, over a host that stands in for the process and a real one."""

from __future__ import annotations

import io
import sys

import psutil
import pytest

from admin.said import said
from adsiis.admin import appcmd, iisreset, net, sc, services
from adsiis.admin.service_host import host_process, start_host, stop_host
from adsiis.schema.constants import ServerState
from inetinfo.hosting import fresh, status_of

W3SVC = "World Wide Web Publishing Service"

QUERY = """
SERVICE_NAME: W3SVC
        TYPE               : 20  WIN32_SHARE_PROCESS \n\
        STATE              : {state} \n\
                                ({takes})
        WIN32_EXIT_CODE    : 0  (0x0)
        SERVICE_EXIT_CODE  : 0  (0x0)
        CHECKPOINT         : 0x0
        WAIT_HINT          : 0x0
"""
RUNNING = QUERY.format(state="4  RUNNING", takes="STOPPABLE,PAUSABLE,ACCEPTS_SHUTDOWN")
STOPPED = QUERY.format(state="1  STOPPED", takes="NOT_STOPPABLE,NOT_PAUSABLE,IGNORES_SHUTDOWN")


@pytest.mark.parametrize("name", ["W3SVC", "w3svc", W3SVC, " world wide web publishing service "])
def test_a_service_has_a_short_and_a_long_name(name):
    """docs/behaviour.md, service-1."""
    assert services.service_named(name) is services.W3SVC


def test_the_web_service_runs_while_the_host_runs(metabase, host):
    """docs/behaviour.md, service-2."""
    assert services.runs(metabase, services.W3SVC)
    assert said(sc.run, "query", "w3svc") == (0, RUNNING, "")


def test_without_a_host_the_admin_service_alone_runs(metabase):
    """docs/behaviour.md, service-3."""
    assert said(sc.run, "query", "w3svc") == (0, STOPPED, "")
    assert said(net.run, "start") == (
        0,
        (
            "These Windows services are started:\n\n   IIS Admin Service\n\n"
            "The command completed successfully.\n\n"
        ),
        "",
    )


def test_the_admin_service_can_be_stopped_and_started_and_the_store_stays(metabase):
    """docs/behaviour.md, service-3, service-5."""
    stopped = said(net.run, "stop", "iisadmin")
    assert stopped == (
        0,
        (
            "The IIS Admin Service service is stopping.\n"
            "The IIS Admin Service service was stopped successfully.\n\n"
        ),
        "",
    )
    again = said(net.run, "stop", "iisadmin")
    assert again == (
        2,
        "",
        "The IIS Admin Service service is not started.\n\nMore help is available by typing NET HELPMSG 3521.\n\n",
    )
    assert metabase.store.view.key("/LM/W3SVC/1") is not None
    started = said(net.run, "start", "IIS Admin Service")
    assert started.out.endswith("The IIS Admin Service service was started successfully.\n\n")
    assert said(net.run, "start", "iisadmin").err.startswith(
        "The requested service has already been started."
    )


def test_another_service_is_a_command_to_the_host_at_its_key(metabase, host):
    """docs/behaviour.md, service-4."""
    assert said(sc.run, "start", "msftpsvc").code == 0
    assert host.seen == [("/LM/MSFTPSVC", "start")]
    assert services.runs(metabase, services.MSFTPSVC)
    assert said(net.run, "stop", "FTP Publishing Service").code == 0
    assert not services.runs(metabase, services.MSFTPSVC)


def test_what_cannot_be_started_is_told_with_its_reason(metabase):
    """docs/behaviour.md, service-4, service-5."""
    found = said(net.run, "start", "smtpsvc")
    assert found.code == 2
    assert "service could not be started." in found.err
    assert "no service host runs" in found.err


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (
            ("start", "spooler"),
            2,
            "The service name is invalid.\n\nMore help is available by typing NET HELPMSG 2185.",
        ),
        (("use",), 1, "The syntax of this command is:"),
        (("stop",), 1, "The syntax of this command is:"),
        ((), 1, "The syntax of this command is:"),
    ],
)
def test_net_refuses_what_it_does_not_know(metabase, words, code, text):
    """docs/behaviour.md, service-5."""
    found = said(net.run, *words)
    assert (found.code, found.out) == (code, "")
    assert found.err.startswith(text)


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (
            ("query", "spooler"),
            1060,
            "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n\nThe specified service does",
        ),
        (("stop", "w3svc"), 1062, "[SC] ControlService FAILED 1062:\n\nThe service has not been started.\n"),
        (
            ("start", "iisadmin"),
            1056,
            "[SC] StartService FAILED 1056:\n\nAn instance of the service is already",
        ),
        (("frob",), 1639, "USAGE:"),
    ],
)
def test_sc_gives_the_code_of_windows(metabase, words, code, text):
    """docs/behaviour.md, service-6."""
    found = said(sc.run, *words)
    assert found.code == code
    assert found.out.startswith(text)


def test_sc_does_not_stop_what_others_need(metabase, host):
    """docs/behaviour.md, service-6."""
    assert said(sc.run, "stop", "iisadmin").code == 1051


@pytest.mark.parametrize(("answer", "code"), [("n\n", 2), ("", 2)])
def test_net_asks_before_it_stops_what_others_need(metabase, host, monkeypatch, answer, code):
    """docs/behaviour.md, service-5."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    found = said(net.run, "stop", "iisadmin")
    assert found.code == code
    assert f"will also stop these services.\n\n   {W3SVC}\n" in found.out
    assert found.err == "No valid response was provided.\n"


def test_a_host_in_this_very_process_is_not_stopped_from_here(metabase, host):
    """docs/behaviour.md, service-2."""
    assert not stop_host(metabase, 0.1, force=True)
    assert said(net.run, "stop", "w3svc").code == 2


def test_iisreset_tells_the_state_of_every_service(metabase, host):
    """docs/behaviour.md, service-7."""
    host.set_state("/LM/SMTPSVC", ServerState.STARTED)
    assert said(iisreset.run, "/STATUS") == (
        0,
        (
            "Status for IIS Admin Service ( IISADMIN ) : Running\n"
            f"Status for {W3SVC} ( W3SVC ) : Running\n"
            "Status for FTP Publishing Service ( MSFTPSVC ) : Stopped\n"
            "Status for Simple Mail Transfer Protocol (SMTP) ( SMTPSVC ) : Running\n"
        ),
        "",
    )


@pytest.mark.parametrize(
    "words", [("/reboot",), ("/stop", "/start"), ("/timeout:x",), ("/frob",), ("elsewhere",)]
)
def test_iisreset_refuses_what_it_does_not_do(metabase, words):
    """docs/behaviour.md, service-7."""
    assert said(iisreset.run, *words).code == 1


def test_iisreset_explains_itself():
    """docs/behaviour.md, service-7."""
    found = said(iisreset.run, "/?")
    assert (found.code, found.out.splitlines()[0]) == (0, "IISRESET [computer]")


def test_the_host_is_started_reset_and_stopped_as_a_process(tmp_path):
    """docs/behaviour.md, service-2, service-7: on return the sites serve, or no longer do."""
    with fresh(tmp_path) as (metabase, _, port):
        try:
            started = said(iisreset.run, "/start", "/rebootonerror")
            assert started == (0, "\nAttempting start...\nInternet services successfully started\n", "")
            assert status_of(port) == 200
            first = host_process(metabase)
            reset = said(iisreset.run, "/noforce", "/timeout:30", "localhost")
            assert reset == (
                0,
                (
                    "\nAttempting stop...\nInternet services successfully stopped\n"
                    "Attempting start...\nInternet services successfully restarted\n"
                ),
                "",
            )
            assert host_process(metabase) not in {first, None}
            assert status_of(port) == 200
            stopped = said(net.run, "stop", "iisadmin", "/y")
            assert stopped.code == 0
            assert stopped.out.endswith(
                f"The {W3SVC} service is stopping.\nThe {W3SVC} service was stopped successfully.\n\n"
                "The IIS Admin Service service is stopping.\n"
                "The IIS Admin Service service was stopped successfully.\n\n"
            )
            assert status_of(port) == 0
            assert not services.runs(metabase, services.IISADMIN)
        finally:
            stop_host(metabase, 30, force=True)


def test_a_host_that_was_stopped_is_waited_for(tmp_path):
    """docs/behaviour.md, service-2: it leaves no ended process behind in whoever started it."""
    with fresh(tmp_path) as (metabase, _, _port):
        before = ended_children()
        for _ in range(3):
            assert start_host(metabase) == ""
            assert stop_host(metabase, 60, force=True)
        assert ended_children() <= before


def ended_children():
    """Children of this process that have ended and that nobody has waited for."""
    every = psutil.Process().children()
    return {child.pid for child in every if child.status() == psutil.STATUS_ZOMBIE}


def test_a_host_that_cannot_start_says_why(tmp_path):
    """docs/behaviour.md, service-2: the last line of what it said."""
    with fresh(tmp_path) as (metabase, _, _port):
        from adsiis.metabase.changes import SetRecords
        from adsiis.schema import schema

        broken = schema().record("ServerBindings", ("nonsense",))
        metabase.store.commit([SetRecords("/LM/W3SVC/1", (broken,))])
        assert start_host(metabase) == "No site could be started: see above. Inetinfo stops."
        assert said(sc.run, "start", "w3svc").code == 1053


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        (("list", "sites"), "The same job: adsiis iisweb /query"),
        (("RECYCLE", "apppool", "/apppool.name:x"), "The same job: adsiis iisapp /a POOL /r"),
        (("frob",), "'adsiis --help' lists what is."),
        ((), "'adsiis --help' lists what is."),
    ],
)
def test_appcmd_is_refused_with_the_command_that_does_its_job(words, ours):
    """docs/behaviour.md, service-8."""
    found = said(appcmd.run, *words)
    assert (found.code, found.out) == (1, "")
    assert found.err.endswith(f"{ours}\n")
