"""win32api and its like: names, messages, registry, files, events, services."""

from __future__ import annotations

import os
import threading

import pytest
import pywintypes
import win32api
import win32con
import win32event
import win32file
import win32security
import win32service
import win32serviceutil
import winerror

import adsiis.scripting.pywin32.services
from adsi.provider import StubHost
from adsiis.scripting.pywin32 import finding


def test_every_module_can_be_imported_whole():
    """docs/behaviour.md, shim-1."""
    for name in sorted(os.listdir(finding._FOLDER)):
        module = name.removesuffix(".py")
        if not module.startswith("_"):
            exec(f"from {module} import *", {})


def test_messages_are_those_of_windows():
    assert win32api.FormatMessage(5) == "Access is denied.\r\n"
    assert win32api.FormatMessage(-2147024891) == "Access is denied.\r\n"
    flags = win32con.FORMAT_MESSAGE_FROM_SYSTEM
    assert win32api.FormatMessage(flags, None, 3, 0, None).startswith("The system cannot find the path")
    with pytest.raises(win32api.error) as caught:
        win32api.FormatMessage(0x80005000)
    assert caught.value.args[:2] == (317, "FormatMessageW")


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("%WinDir%\\x", "C:\\WINDOWS\\x"),
        ("%no_such_thing%", "%no_such_thing%"),
        ("100%", "100%"),
        ("%SystemDrive%%SystemDrive%", "C:C:"),
        ("a%b", "a%b"),
        ("", ""),
    ],
)
def test_variables_are_expanded_and_unknown_ones_stand(text, expanded):
    assert win32api.ExpandEnvironmentStrings(text) == expanded


def test_parts_of_hresults():
    assert winerror.HRESULT_FROM_WIN32(3) == -2147024893
    assert winerror.HRESULT_FROM_WIN32(0) == 0
    assert winerror.HRESULT_FROM_WIN32(-5) == -5
    assert winerror.SCODE_CODE(-2147024893) == winerror.ERROR_PATH_NOT_FOUND
    assert winerror.HRESULT_FACILITY(-2147024893) == winerror.FACILITY_WIN32
    assert (winerror.SUCCEEDED(0), winerror.FAILED(winerror.E_FAIL)) == (True, True)
    assert winerror.HRESULT_SEVERITY(winerror.E_FAIL) == 1


def test_a_value_put_into_the_registry_is_there_for_the_next(store):
    """docs/behaviour.md, shim-7."""
    key = win32api.RegCreateKey(win32con.HKEY_LOCAL_MACHINE, r"SOFTWARE\Acme\Shop")
    win32api.RegSetValueEx(key, "Sites", 0, win32con.REG_DWORD, 7)
    win32api.RegSetValueEx(key, "Raw", 0, win32con.REG_BINARY, b"\x01\x02")
    win32api.RegSetValueEx(key, "Names", 0, win32con.REG_MULTI_SZ, ["a", "b"])
    win32api.RegCloseKey(key)
    with win32api.RegOpenKeyEx(win32con.HKEY_LOCAL_MACHINE, r"software\acme\SHOP") as again:
        assert win32api.RegQueryValueEx(again, "sites") == (7, win32con.REG_DWORD)
        assert win32api.RegQueryValueEx(again, "Raw") == (b"\x01\x02", win32con.REG_BINARY)
        assert win32api.RegQueryValueEx(again, "Names") == (["a", "b"], win32con.REG_MULTI_SZ)
        assert win32api.RegQueryInfoKey(again)[:2] == (0, 3)
        assert win32api.RegEnumValue(again, 0)[0] == "Sites"
        win32api.RegDeleteValue(again, "Sites")
        with pytest.raises(pywintypes.error) as caught:
            win32api.RegQueryValueEx(again, "Sites")
    assert caught.value.winerror == winerror.ERROR_FILE_NOT_FOUND
    win32api.RegDeleteKey(win32con.HKEY_LOCAL_MACHINE, r"SOFTWARE\Acme")
    with pytest.raises(pywintypes.error):
        win32api.RegOpenKey(win32con.HKEY_LOCAL_MACHINE, r"SOFTWARE\Acme\Shop")


def test_keys_below_are_listed_to_their_end(store):
    """docs/behaviour.md, shim-7."""
    key = win32api.RegOpenKey(win32con.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft")
    names = [win32api.RegEnumKey(key, index) for index in range(win32api.RegQueryInfoKey(key)[0])]
    with pytest.raises(win32api.error) as caught:
        win32api.RegEnumKey(key, len(names))
    assert caught.value.winerror == winerror.ERROR_NO_MORE_ITEMS
    assert "InetStp" in names
    with pytest.raises(win32api.error) as caught:
        win32api.RegOpenKey(12345, "x")
    assert caught.value.winerror == winerror.ERROR_INVALID_HANDLE


def test_files_are_written_and_read_by_windows_paths(store):
    """docs/behaviour.md, shim-7."""
    folder = os.path.join(store.folder.home, "drive_c", "Work")
    os.makedirs(folder)
    access = win32con.GENERIC_READ | win32con.GENERIC_WRITE
    handle = win32file.CreateFile(r"C:\work\a.txt", access, 0, None, win32con.CREATE_NEW, 0, None)
    assert win32file.WriteFile(handle, b"hello") == (0, 5)
    assert win32file.GetFileSize(handle) == 5
    handle.Close()
    handle.Close()
    win32file.CopyFile(r"C:\Work\A.TXT", r"C:\Work\b.txt", 1)
    with pytest.raises(win32file.error) as caught:
        win32file.CopyFile(r"C:\Work\a.txt", r"C:\Work\b.txt", 1)
    assert caught.value.winerror == winerror.ERROR_FILE_EXISTS
    with win32file.CreateFile(
        r"C:\Work\b.txt", win32con.GENERIC_READ, 0, None, win32con.OPEN_EXISTING
    ) as again:
        assert win32file.ReadFile(again, 100) == (0, b"hello")
    win32file.MoveFile(r"C:\Work\b.txt", r"C:\Work\c.txt")
    with pytest.raises(win32file.error):
        win32file.MoveFile(r"C:\Work\a.txt", r"C:\Work\c.txt")
    win32file.MoveFileEx(r"C:\Work\a.txt", r"C:\Work\c.txt", win32con.MOVEFILE_REPLACE_EXISTING)
    assert os.listdir(folder) == ["c.txt"]


def test_attributes_tell_folders_and_what_is_read_only(store, tmp_path):
    """docs/behaviour.md, shim-7: local paths are taken as they are."""
    path = str(tmp_path / "file")
    win32file.CreateDirectory(path, None)
    assert win32api.GetFileAttributes(path) & win32con.FILE_ATTRIBUTE_DIRECTORY
    win32file.RemoveDirectory(path)
    assert win32api.GetFileAttributes(path) == -1
    open(path, "w").close()
    win32api.SetFileAttributes(path, win32con.FILE_ATTRIBUTE_READONLY)
    assert win32api.GetFileAttributes(path) == win32con.FILE_ATTRIBUTE_READONLY
    win32api.SetFileAttributes(path, win32con.FILE_ATTRIBUTE_NORMAL)
    assert win32api.GetFileAttributes(path) == win32con.FILE_ATTRIBUTE_NORMAL
    with pytest.raises(win32file.error) as caught:
        win32file.DeleteFile(r"\\server\share\x")
    assert caught.value.args[:2] == (3, "DeleteFile")


def test_an_event_lets_waiters_on(store):
    ready = win32event.CreateEvent(None, 0, 0, None)
    assert win32event.WaitForSingleObject(ready, 0) == win32event.WAIT_TIMEOUT
    threading.Timer(0.02, win32event.SetEvent, [ready]).start()
    assert win32event.WaitForSingleObject(ready, 30_000) == win32event.WAIT_OBJECT_0
    assert win32event.WaitForSingleObject(ready, 0) == win32event.WAIT_TIMEOUT


def test_a_manual_event_stays_set_until_it_is_reset():
    stop, go = (win32event.CreateEvent(None, 1, state, None) for state in (0, 1))
    assert win32event.WaitForMultipleObjects([stop, go], 0, 0) == win32event.WAIT_OBJECT_0 + 1
    assert win32event.WaitForMultipleObjects([stop, go], 1, 0) == win32event.WAIT_TIMEOUT
    win32event.SetEvent(stop)
    assert win32event.WaitForMultipleObjects([stop, go], 1, 0) == win32event.WAIT_OBJECT_0
    win32event.ResetEvent(go)
    assert win32event.WaitForSingleObject(go, 0) == win32event.WAIT_TIMEOUT


def test_a_named_mutex_says_that_it_was_there():
    first = win32event.CreateMutex(None, 1, "one at a time")
    assert win32api.GetLastError() == 0
    second = win32event.CreateMutex(None, 0, "one at a time")
    assert win32api.GetLastError() == winerror.ERROR_ALREADY_EXISTS
    seen = []
    other = threading.Thread(target=lambda: seen.append(win32event.WaitForSingleObject(second, 0)))
    other.start()
    other.join()
    assert seen == [win32event.WAIT_TIMEOUT]
    win32event.ReleaseMutex(first)
    with pytest.raises(pywintypes.error):
        win32event.ReleaseMutex(first)


def test_a_completion_port_hands_on_what_was_posted():
    port = win32file.CreateIoCompletionPort(-1, None, 0, 0)
    win32file.PostQueuedCompletionStatus(port, 3, 1, None)
    assert win32file.GetQueuedCompletionStatus(port, win32event.INFINITE) == (0, 3, 1, None)
    assert win32file.GetQueuedCompletionStatus(port, 1)[0] == winerror.WAIT_TIMEOUT


def test_nobody_else_can_be_acted_as():
    win32security.RevertToSelf()
    win32security.SetThreadToken(None, None)
    with pytest.raises(win32security.error):
        win32security.LogonUser("somebody", ".", "password", 3, 0)


def test_a_service_runs_while_the_host_does(store):
    """docs/behaviour.md, shim-6."""
    assert win32serviceutil.QueryServiceStatus("w3svc")[1] == win32service.SERVICE_STOPPED
    with StubHost(store):
        assert win32serviceutil.QueryServiceStatus("W3SVC")[1] == win32service.SERVICE_RUNNING
        with pytest.raises(win32serviceutil.error) as caught:
            win32serviceutil.StartService("W3SVC")
        assert caught.value.winerror == winerror.ERROR_SERVICE_ALREADY_RUNNING
        win32serviceutil.WaitForServiceStatus("W3SVC", win32service.SERVICE_RUNNING, 1)
    with pytest.raises(win32serviceutil.error) as caught:
        win32serviceutil.StopService("W3SVC")
    assert caught.value.winerror == winerror.ERROR_SERVICE_NOT_ACTIVE


def test_starting_and_stopping_go_to_the_services_of_this_machine(store, monkeypatch):
    """docs/behaviour.md, shim-6."""
    done, running = [], []
    admin = adsiis.scripting.pywin32.services.services
    monkeypatch.setattr(admin, "runs", lambda _, service: service.name in running)
    monkeypatch.setattr(admin, "start", lambda _, one: (done.append("start"), running.append(one.name)))
    monkeypatch.setattr(admin, "stop", lambda _, one: (done.append("stop"), running.remove(one.name)))
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_ALL_ACCESS)
    service = win32service.OpenService(manager, "W3SVC", win32service.SERVICE_ALL_ACCESS)
    win32service.StartService(service)
    assert win32service.QueryServiceStatus(service)[1] == win32service.SERVICE_RUNNING
    win32serviceutil.RestartService("W3SVC")
    assert win32service.ControlService(service, win32service.SERVICE_CONTROL_STOP)[1] == 1
    assert done == ["start", "stop", "start", "stop"]
    with pytest.raises(win32service.error):
        win32service.ControlService(service, win32service.SERVICE_CONTROL_PAUSE)
    with pytest.raises(win32service.error) as caught:
        win32service.OpenService(manager, "Spooler", 0)
    assert caught.value.winerror == winerror.ERROR_SERVICE_DOES_NOT_EXIST
