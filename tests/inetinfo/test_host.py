"""Inetinfo as its users meet it: a process over a store, commanded from other processes."""

import subprocess
import sys
import threading
import time

import pytest

from adsiis.adsi import ADSIError, GetObject
from adsiis.adsi.errors import ServiceNotActiveError
from adsiis.metabase.changes import DeleteKey, SetRecords
from bars import within
from inetinfo import hosting

SITE = "IIS://localhost/W3SVC/1"


@pytest.fixture
def store(tmp_path):
    with hosting.fresh(tmp_path) as (metabase, home, port):
        yield metabase, home, port


def test_a_fresh_store_serves_its_welcome_page(store):
    """docs/behaviour.md, host-1."""
    _, home, port = store
    with hosting.running(home, port) as host:
        assert hosting.status_of(port) == 200
        assert GetObject(SITE).ServerState == 2
        assert host.stop() == 0
    assert hosting.status_of(port) == 0
    assert GetObject(SITE).ServerState == 4


def test_a_host_that_ends_leaves_no_states_behind(store):
    """docs/behaviour.md, control-1."""
    metabase, home, port = store
    with hosting.running(home, port) as host:
        assert metabase.volatile.view.key("/LM/W3SVC/1").records
        assert host.stop() == 0
    assert list(metabase.volatile.view.walk("/")) == []


def test_serve_makes_the_store_when_there_is_none(tmp_path):
    """docs/behaviour.md, host-1."""
    home = tmp_path / "new"
    done = subprocess.run(
        hosting.command(home, "get", "W3SVC/1/ServerComment"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "adsiis init" in done.stderr


def test_stop_closes_the_port_before_it_returns_and_start_opens_it(store):
    """docs/behaviour.md, state-6."""
    _, home, port = store
    with hosting.running(home, port):
        site = GetObject(SITE)
        for _ in range(5):
            site.Stop()
            assert (site.ServerState, hosting.status_of(port)) == (4, 0)
            site.Start()
            assert (site.ServerState, hosting.status_of(port)) == (2, 200)


def test_a_script_in_another_process_commands_the_host(store):
    """docs/behaviour.md, state-6."""
    _, home, port = store
    script = (
        "from adsiis import GetObject\n"
        "site = GetObject('IIS://localhost/W3SVC/1')\n"
        "site.Stop(); print(site.ServerState)\n"
    )
    with hosting.running(home, port):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={"ADSIIS_HOME": home},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "4\n"
        assert hosting.status_of(port) == 0


def test_a_paused_site_answers_503_until_it_continues(store):
    """docs/behaviour.md, binding-8."""
    _, home, port = store
    with hosting.running(home, port):
        site = GetObject(SITE)
        site.Pause()
        assert (site.ServerState, hosting.status_of(port)) == (6, 503)
        with pytest.raises(ADSIError) as refused:
            site.Start()
        assert refused.value.hresult & 0xFFFFFFFF == 0x80070425
        site.Continue()
        assert (site.ServerState, hosting.status_of(port)) == (2, 200)


def test_a_put_of_server_command_is_a_command(store):
    """docs/behaviour.md, state-6."""
    _, home, port = store
    with hosting.running(home, port):
        site = GetObject(SITE)
        site.ServerCommand = 2
        site.SetInfo()
        assert (site.ServerState, hosting.status_of(port)) == (4, 0)


def test_without_a_host_a_command_raises_at_once(store):
    """docs/behaviour.md, state-6."""
    with pytest.raises(ServiceNotActiveError):
        GetObject(SITE).Start()


def test_a_caller_learns_within_two_seconds_that_the_host_was_killed(store):
    """docs/behaviour.md, state-6: the lock the host holds goes with it."""
    metabase, home, port = store
    with hosting.running(home, port) as host:
        host.process.send_signal(19)  # SIGSTOP: it cannot answer any more
        outcome = []

        def call():
            try:
                GetObject(SITE).Stop()
            except ADSIError as error:
                outcome.append((error, time.monotonic()))

        caller = threading.Thread(target=call)
        caller.start()
        while not metabase.control.commands():
            time.sleep(0.01)
        killed = time.monotonic()
        host.kill()
        caller.join()
    error, at = outcome[0]
    assert isinstance(error, ServiceNotActiveError)
    assert at - killed < within(2)
    assert GetObject(SITE).ServerState == 4
    assert metabase.control.commands() == []
    with hosting.running(home, port):
        assert (GetObject(SITE).ServerState, hosting.status_of(port)) == (2, 200)


def test_twenty_callers_at_once_each_get_their_own_answer(store):
    """docs/behaviour.md, state-6: a site's commands are carried out in order."""
    _, home, port = store
    answers = {}

    def call(number):
        site = GetObject(SITE)
        try:
            [site.Start, site.Stop, site.Pause, site.Continue][number % 4]()
            answers[number] = 0
        except ADSIError as error:
            answers[number] = error.hresult & 0xFFFFFFFF

    with hosting.running(home, port):
        callers = [threading.Thread(target=call, args=(number,)) for number in range(20)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(30)
        state = GetObject(SITE).ServerState
        assert len(answers) == 20
        assert set(answers.values()) <= {0, 0x80070425}
        assert all(code == 0 for number, code in answers.items() if number % 4 == 1), (
            "a stop is never refused"
        )
        assert state in {2, 4, 6}
        assert hosting.status_of(port) == {2: 200, 4: 0, 6: 503}[state]


def test_a_changed_binding_moves_the_site_without_a_restart(store):
    """docs/behaviour.md, host-3."""
    _, home, port = store
    other = hosting.free_port()
    with hosting.running(home, port):
        site = GetObject(SITE)
        site.ServerBindings = [f"127.0.0.1:{other}:"]
        site.SetInfo()
        until = time.monotonic() + 60
        while hosting.status_of(other) != 200 and time.monotonic() < until:
            time.sleep(0.02)
        assert hosting.status_of(other) == 200
        assert hosting.status_of(port) == 0


def test_a_changed_property_is_live(store):
    """docs/behaviour.md, host-3."""
    _, home, port = store
    with hosting.running(home, port):
        root = GetObject(SITE + "/ROOT")
        root.AccessRead = False
        root.SetInfo()
        until = time.monotonic() + 60
        while hosting.status_of(port) != 403 and time.monotonic() < until:
            time.sleep(0.01)
        assert hosting.status_of(port) == 403


def test_a_new_site_starts_on_command_and_goes_with_its_key(store, tmp_path):
    """docs/behaviour.md, host-3."""
    metabase, home, port = store
    (tmp_path / "Default.htm").write_text("second")
    other = hosting.free_port()
    with hosting.running(home, port):
        hosting.add_site(metabase, 2, [f"127.0.0.1:{other}:"], tmp_path)
        second = GetObject("IIS://localhost/W3SVC/2")
        assert second.ServerState == 4
        second.Start()
        assert (second.ServerState, hosting.status_of(other)) == (2, 200)
        metabase.store.commit([DeleteKey("/LM/W3SVC/2")])
        until = time.monotonic() + 60
        while hosting.status_of(other) and time.monotonic() < until:
            time.sleep(0.02)
        assert hosting.status_of(other) == 0
        assert hosting.status_of(port) == 200


def test_a_second_site_on_the_same_binding_is_refused_with_a_reason(store, tmp_path):
    """docs/behaviour.md, binding-6: ERROR_DUP_NAME, kept in Win32Error."""
    metabase, home, port = store
    hosting.add_site(metabase, 2, [f"127.0.0.1:{port}:"], tmp_path, starts=False)
    with hosting.running(home, port):
        second = GetObject("IIS://localhost/W3SVC/2")
        with pytest.raises(ADSIError) as refused:
            second.Start()
        assert refused.value.hresult & 0xFFFFFFFF == 0x80070034
        assert "W3SVC/1" in str(refused.value)
        assert (second.Win32Error, second.ServerState) == (0x34, 4)


def test_a_port_of_another_program_is_refused_with_a_reason(store, tmp_path):
    """docs/behaviour.md, binding-6."""
    metabase, home, port = store
    with hosting.socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        hosting.add_site(metabase, 2, [f"127.0.0.1:{taken}:"], tmp_path)
        with hosting.running(home, port):
            second = GetObject("IIS://localhost/W3SVC/2")
            assert second.ServerState == 4
            with pytest.raises(ADSIError) as refused:
                second.Start()
            assert refused.value.hresult & 0xFFFFFFFF == 0x80070020
            assert str(taken) in str(refused.value)


def test_serve_ends_with_one_line_when_its_only_port_is_taken(store):
    """docs/behaviour.md, host-2."""
    metabase, home, _ = store
    with hosting.socket.create_server(("127.0.0.1", 0)) as other:
        hosting.set_port(metabase, other.getsockname()[1])
        done = subprocess.run(
            hosting.command(home, "serve"), capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert "in use by another program" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_host_on_one_store_is_refused_by_name(store):
    """docs/behaviour.md, host-4."""
    _, home, port = store
    with hosting.running(home, port) as host:
        done = subprocess.run(
            hosting.command(home, "serve"), capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1
        assert f"process {host.process.pid}" in done.stderr
        assert "Traceback" not in done.stderr
        assert hosting.status_of(port) == 200


def test_an_import_while_the_host_runs_replaces_the_sites(store, tmp_path):
    """docs/behaviour.md, host-3."""
    metabase, home, port = store
    (tmp_path / "Default.htm").write_text("x")
    other = hosting.free_port()
    file = tmp_path / "MetaBase.xml"
    file.write_text(
        '<?xml version="1.0"?>\n<configuration>\n<MBProperty>\n'
        '<IIsComputer\tLocation ="/LM"\n\t>\n</IIsComputer>\n'
        '<IIsWebService\tLocation ="/LM/W3SVC"\n\t\tDefaultDoc="Default.htm"\n\t>\n</IIsWebService>\n'
        '<IIsMimeMap\tLocation ="/LM/MimeMap"\n\t\tMimeMap=".htm,text/html"\n\t>\n</IIsMimeMap>\n'
        f'<IIsWebServer\tLocation ="/LM/W3SVC/7"\n\t\tServerBindings="127.0.0.1:{other}:"\n\t>\n</IIsWebServer>\n'
        f'<IIsWebVirtualDir\tLocation ="/LM/W3SVC/7/ROOT"\n\t\tAccessFlags="AccessRead"\n\t\tPath="{tmp_path}"\n\t>\n'
        "</IIsWebVirtualDir>\n</MBProperty>\n</configuration>\n"
    )
    with hosting.running(home, port):
        subprocess.run(hosting.command(home, "import", str(file)), check=True, capture_output=True)
        until = time.monotonic() + 60
        while (hosting.status_of(port), hosting.status_of(other)) != (0, 200) and time.monotonic() < until:
            time.sleep(0.05)
        assert (hosting.status_of(port), hosting.status_of(other)) == (0, 200)
        assert GetObject("IIS://localhost/W3SVC/7").ServerState == 2
    assert metabase.store.view.key("/LM/W3SVC/1") is None


def test_inetinfo_runs_a_wsgi_application_named_in_script_maps(store):
    """docs/behaviour.md, handler-2."""
    metabase, home, port = store
    line = "*,wsgi:wsgiref.simple_server:demo_app,0"
    metabase.store.commit(
        [
            SetRecords(
                "/LM/W3SVC/1/ROOT",
                (hosting.record("ScriptMaps", (line,)), hosting.record("AccessFlags", 0x205)),
            )
        ]
    )
    with hosting.running(home, port):
        assert hosting.status_of(port, "/any/where") == 200
