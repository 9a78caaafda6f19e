"""The classes of WMI that scripts ask for, and their objects.

Source: docs/behaviour.md, wmi-3 and wmi-4.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
from typing import TYPE_CHECKING, Any, Final

import psutil  # type: ignore[import-untyped]  # psutil ships no types
from ASPPY.vm.values import VBNull

from adsiis.admin import services
from adsiis.metabase.errors import MetabaseError
from adsiis.scripting.com import Method
from adsiis.scripting.wmi.objects import (
    ACCESS_DENIED,
    INVALID_CLASS,
    NOT_FOUND,
    ObjectPath,
    Path,
    Properties,
    WmiObject,
    failure,
    properties,
)
from adsiis.vbs.engine.errors import unknown_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.scripting.host import Host

_SERVICES: Final = {
    "IIsWebService": "W3SVC",
    "IIsFtpService": "MSFTPSVC",
    "IIsSmtpService": "SMTPSVC",
    "IIsNntpService": "NNTPSVC",
}
_NOT_SUPPORTED: Final = 1
_ALREADY_RUNNING: Final = 10
_NOT_RUNNING: Final = 5
_FAILED: Final = 8


class Instance(WmiObject):
    """An object of WMI.

    Attributes:
        values: by lower-case name.
        key: what tells it from the others of its class.
    """

    __slots__ = ("_class_name", "_methods", "_spelt", "key", "values")

    type_name = "SWbemObjectEx"

    def __init__(
        self,
        class_name: str,
        spelt: dict[str, Any],
        key: str,
        methods: dict[str, Callable[..., int]] | None = None,
    ) -> None:
        self._class_name = class_name
        self._spelt = spelt
        self._methods = methods or {}
        self.values = {name.lower(): value for name, value in spelt.items()}
        self.key = spelt[key]

    def _vbs_get_prop(self, name: str) -> Any:
        folded = name.lower()
        if folded in self.values:
            value = self.values[folded]
            return VBNull if value is None else value
        if name in self._methods:
            return Method(self._methods[name])
        return super()._vbs_get_prop(name)

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        del value
        raise unknown_member(name) if name.lower() not in self.values else failure(ACCESS_DENIED)

    @property
    def properties(self) -> Properties:
        """All its properties."""
        return properties(self._spelt.items())

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(ObjectPath(".", r"root\cimv2", self._class_name, "Name", self.key))

    def get_object_text(self, *_: Any) -> str:
        """It as text of the Managed Object Format."""
        from adsiis.scripting.wmi.iis.mof import instance_text

        return instance_text(self._class_name, self._spelt.items())


def objects(host: Host, class_name: str) -> Iterable[Instance]:
    """The objects of a class. Raises 0x80041010 for one that is not known."""
    make = _CLASSES.get(class_name.lower())
    if make is None:
        raise failure(INVALID_CLASS)
    return make(host)


def not_found() -> Any:
    """The error for an object that is not there."""
    return failure(NOT_FOUND)


def service_values(host: Host, iis_class: str) -> dict[str, Any]:
    """What WMI says of a service of Windows that a class of IIS stands for, by upper-case name."""
    wanted = _SERVICES.get(iis_class)
    found = next((each for each in services.SERVICES if each.name == wanted), None)
    if found is None:
        return {}
    return {name.upper(): value for name, value in _service(host, found).values.items() if name != "name"}


def _operating_system(host: Host) -> list[Instance]:
    memory = psutil.virtual_memory()
    now, boot = dt.datetime.now().astimezone(), psutil.boot_time()
    values = {
        "Name": r"Microsoft Windows Server 2003|C:\WINDOWS|",
        "Caption": "Microsoft Windows Server 2003",
        "Version": "5.2.3790",
        "BuildNumber": "3790",
        "BuildType": "Uniprocessor Free",
        "OSType": 18,
        "OSLanguage": 1033,
        "CountryCode": "1",
        "CSName": host.machine,
        "CSDVersion": "Service Pack 2",
        "ServicePackMajorVersion": 2,
        "ServicePackMinorVersion": 0,
        "Manufacturer": "adsiis",
        "Description": f"adsiis on {platform.system()} {platform.release()}",
        "WindowsDirectory": r"C:\WINDOWS",
        "SystemDirectory": r"C:\WINDOWS\system32",
        "SystemDrive": "C:",
        "TotalVisibleMemorySize": str(memory.total // 1024),
        "FreePhysicalMemory": str(memory.available // 1024),
        "LastBootUpTime": _time(dt.datetime.fromtimestamp(boot).astimezone()),
        "LocalDateTime": _time(now),
        "Primary": True,
        "Status": "OK",
    }
    return [Instance("Win32_OperatingSystem", values, "Name")]


def _computer_system(host: Host) -> list[Instance]:
    values = {
        "Name": host.machine,
        "Caption": host.machine,
        "DNSHostName": host.machine.lower(),
        "Domain": "WORKGROUP",
        "Workgroup": "WORKGROUP",
        "PartOfDomain": False,
        "DomainRole": 2,
        "Manufacturer": "adsiis",
        "Model": platform.machine(),
        "SystemType": "X86-based PC",
        "NumberOfProcessors": os.cpu_count() or 1,
        "TotalPhysicalMemory": str(psutil.virtual_memory().total),
        "UserName": rf"{host.machine}\{host.environment['USERNAME'][1]}",
        "Status": "OK",
    }
    return [Instance("Win32_ComputerSystem", values, "Name")]


def _services(host: Host) -> list[Instance]:
    return [_service(host, found) for found in services.SERVICES]


def _service(host: Host, found: services.Service) -> Instance:
    runs = _runs(host, found)
    values = {
        "Name": found.name,
        "Caption": found.display,
        "DisplayName": found.display,
        "Description": found.display,
        "State": "Running" if runs else "Stopped",
        "Started": runs,
        "StartMode": "Auto",
        "StartName": "LocalSystem",
        "Status": "OK",
        "PathName": r"C:\WINDOWS\system32\inetsrv\inetinfo.exe",
        "ProcessId": 0,
        "AcceptPause": False,
        "AcceptStop": True,
        "ExitCode": 0,
        "SystemName": host.machine,
    }
    methods: dict[str, Callable[..., int]] = {
        "STARTSERVICE": lambda: _started(host, found),
        "STOPSERVICE": lambda: _stopped(host, found),
        "PAUSESERVICE": lambda: _NOT_SUPPORTED,
        "RESUMESERVICE": lambda: _NOT_SUPPORTED,
        "INTERROGATESERVICE": lambda: 0,
        "CHANGESTARTMODE": lambda *_: 0,
    }
    return Instance("Win32_Service", values, "Name", methods)


def _runs(host: Host, found: services.Service) -> bool:
    try:
        return services.runs(host.metabase(), found)
    except MetabaseError:
        return False


def _started(host: Host, found: services.Service) -> int:
    """Start a service; what StartService returns."""
    if _runs(host, found):
        return _ALREADY_RUNNING
    try:
        services.start(host.metabase(), found)
    except (services.ServiceError, MetabaseError):
        return _FAILED
    return 0


def _stopped(host: Host, found: services.Service) -> int:
    """Stop a service; what StopService returns."""
    if not _runs(host, found):
        return _NOT_RUNNING
    try:
        services.stop(host.metabase(), found)
    except (services.ServiceError, MetabaseError):
        return _FAILED
    return 0


def _time(when: dt.datetime) -> str:
    minutes = int((when.utcoffset() or dt.timedelta()).total_seconds() // 60)
    return when.strftime("%Y%m%d%H%M%S.%f") + f"{minutes:+04d}"


_CLASSES: Final[dict[str, Callable[[Host], list[Instance]]]] = {
    "win32_operatingsystem": _operating_system,
    "win32_computersystem": _computer_system,
    "win32_service": _services,
}
CLASSES: Final = (*_CLASSES, "stdregprov")
