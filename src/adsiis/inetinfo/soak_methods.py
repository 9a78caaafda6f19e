"""Every method that extensions give the objects of IIS, once each, in an order that leaves all as it was.

A call the state or the profile of the store does not allow raises; that memory comes back then too is part of
what is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.inetinfo.soak_scene import PASSWORD, XML, without_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adsiis.inetinfo.soak_scene import Scene

_LATEST: Final = 0xFFFFFFFE
_BACKUP: Final = ("soak", 0, 1)
_BY_NAME: Final = 2
_DLL: Final = r"C:\soak.dll"
_CERTIFICATE: Final = bytes(range(64))


class Call(NamedTuple):
    """One call: the class it is of, the name of the method, and how it is made."""

    of: str
    name: str
    make: Callable[[Scene], object]


def _of(class_name: str, **calls: Callable[[Scene], object]) -> Iterator[Call]:
    for name, make in calls.items():
        yield Call(class_name, name, make)


def _applications(class_name: str, which: str) -> Iterator[Call]:
    """What a virtual directory and a directory can do alike."""

    def on(name: str, *given: object) -> Call:
        return Call(class_name, name, lambda scene: getattr(getattr(scene, which), name)(*given))

    yield on("AppCreate", True)
    yield on("AppGetStatus")
    yield on("AppGetStatus2")
    yield on("AppDisable")
    yield on("AppEnable")
    yield on("AppDisableRecursive")
    yield on("AppEnableRecursive")
    yield on("AspAppRestart")
    yield on("AppUnLoad")
    yield on("AppUnLoadRecursive")
    yield on("AppDelete")
    yield on("AppCreate2", 2)
    yield on("AppDelete")
    yield on("AppCreate3", 2, "DefaultAppPool", False)
    yield on("AppDeleteRecursive")
    for name in ("EnableBITSUploads", "GetCleanupTaskName", "GetCleanupTask", "DisableBITSUploads"):
        yield on(name)


def _exported(scene: Scene) -> None:
    without_file(scene)
    scene.computer.Export(PASSWORD, XML, "/LM/W3SVC/9/ROOT", 0)


def _site_made_and_gone(service: object, kind: str) -> None:
    service.CreateNewSite("soaked", ["127.0.0.1:1:none.example"], r"C:\Inetpub\wwwroot", 77)  # type: ignore[attr-defined]
    service.Delete(kind, "77")  # type: ignore[attr-defined]


EXTENSION_CALLS: Final = (
    *_applications("IIsWebVirtualDir", "virtual"),
    *_applications("IIsWebDirectory", "directory"),
    *_of(
        "IIsWebServer",
        Start=lambda scene: scene.site.Start(),
        Status=lambda scene: scene.site.Status(),
        Pause=lambda scene: scene.site.Pause(),
        Continue=lambda scene: scene.site.Continue(),
        Stop=lambda scene: scene.site.Stop(),
    ),
    *_of(
        "IIsFtpServer",
        Start=lambda scene: scene.ftp_site.Start(),
        Status=lambda scene: scene.ftp_site.Status(),
        Pause=lambda scene: scene.ftp_site.Pause(),
        Continue=lambda scene: scene.ftp_site.Continue(),
        Stop=lambda scene: scene.ftp_site.Stop(),
    ),
    *_of(
        "IIsApplicationPool",
        Start=lambda scene: scene.pool.Start(),
        Recycle=lambda scene: scene.pool.Recycle(),
        EnumAppsInPool=lambda scene: scene.pool.EnumAppsInPool(),
        Stop=lambda scene: scene.pool.Stop(),
    ),
    *_of(
        "IIsCertMapper",
        CreateMapping=lambda scene: scene.mapper.CreateMapping(_CERTIFICATE, "who", "secret", "soak", True),
        SetAcct=lambda scene: scene.mapper.SetAcct(_BY_NAME, "soak", "other"),
        SetPwd=lambda scene: scene.mapper.SetPwd(_BY_NAME, "soak", "other"),
        SetEnabled=lambda scene: scene.mapper.SetEnabled(_BY_NAME, "soak", False),
        GetMapping=lambda scene: scene.mapper.GetMapping(_BY_NAME, "soak"),
        SetName=lambda scene: scene.mapper.SetName(_BY_NAME, "soak", "soaked"),
        DeleteMapping=lambda scene: scene.mapper.DeleteMapping(_BY_NAME, "soaked"),
    ),
    *_of(
        "IIsComputer",
        SaveData=lambda scene: scene.computer.SaveData(),
        Backup=lambda scene: scene.computer.Backup(*_BACKUP),
        EnumBackups=lambda scene: scene.computer.EnumBackups("", 0),
        Restore=lambda scene: scene.computer.Restore("no such backup", _LATEST, 0),
        DeleteBackup=lambda scene: scene.computer.DeleteBackup("soak", _LATEST),
        BackupWithPassword=lambda scene: scene.computer.BackupWithPassword(*_BACKUP, PASSWORD),
        RestoreWithPassword=lambda scene: scene.computer.RestoreWithPassword(
            "soak", _LATEST, 0, "not this one"
        ),
        Export=_exported,
        Import=lambda scene: scene.computer.Import(PASSWORD, XML, "/LM/W3SVC/9/ROOT", "/LM/W3SVC/9/ROOT", 4),
    ),
    *_of(
        "IIsWebService",
        GetCurrentMode=lambda scene: scene.service.GetCurrentMode(),
        AddExtensionFile=lambda scene: scene.service.AddExtensionFile(_DLL, True, "soak", True, "Soak"),
        ListWebServiceExtensions=lambda scene: scene.service.ListWebServiceExtensions(),
        ListExtensionFiles=lambda scene: scene.service.ListExtensionFiles(),
        DisableWebServiceExtension=lambda scene: scene.service.DisableWebServiceExtension("soak"),
        EnableWebServiceExtension=lambda scene: scene.service.EnableWebServiceExtension("soak"),
        DisableExtensionFile=lambda scene: scene.service.DisableExtensionFile(_DLL),
        EnableExtensionFile=lambda scene: scene.service.EnableExtensionFile(_DLL),
        AddDependency=lambda scene: scene.service.AddDependency("soaking", "soak"),
        ListApplications=lambda scene: scene.service.ListApplications(),
        QueryGroupIDStatus=lambda scene: scene.service.QueryGroupIDStatus("soak"),
        EnableApplication=lambda scene: scene.service.EnableApplication("soaking"),
        RemoveDependency=lambda scene: scene.service.RemoveDependency("soaking", "soak"),
        RemoveApplication=lambda scene: scene.service.RemoveApplication("Soak"),
        DeleteExtensionFileRecord=lambda scene: scene.service.DeleteExtensionFileRecord(_DLL),
        CreateNewSite=lambda scene: _site_made_and_gone(scene.service, "IIsWebServer"),
    ),
    *_of("IIsFtpService", CreateNewSite=lambda scene: _site_made_and_gone(scene.ftp, "IIsFtpServer")),
)
"""In this order."""
