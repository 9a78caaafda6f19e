"""The methods of the web service about web service extensions, their files, and what depends on them.

Each is one commit, at once and without SetInfo, against the list as it is at that moment: a change that
somebody else makes in between is not lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import AlreadyExistsError, Translating, error_of
from adsiis.iisext.application_keys import cache_of, forget, own_key
from adsiis.iisext.arguments import text, truth
from adsiis.iisext.extension_lists import Dependency, ExtensionFile, allowing, has, once, same
from adsiis.iisext.failing import NOT_FOUND
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import ConflictError
from adsiis.schema import internal_default, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.errors import ADSIError
    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.record import Key

    Lines = tuple[str, ...]

_FILES: Final = "WebSvcExtRestrictionList"
_APPLICATIONS: Final = "ApplicationDependencies"
_MODE: Final = "IIs5IsolationModeEnabled"


def get_current_mode(service: ADsObject) -> int:
    """1 in worker process isolation mode, 0 in IIS 5.0 isolation mode. Source: docs/behaviour.md, site-3."""
    record = own_key(service).records.get(_id(_MODE))
    return int(not (internal_default(_MODE) if record is None else record.data))


def list_web_service_extensions(service: ADsObject) -> Lines:
    """The groups in the restriction list, each once. Source: docs/behaviour.md, extension-2."""
    return once(file.group for file in map(ExtensionFile.parse, _lines(own_key(service), _FILES)))


def list_extension_files(service: ADsObject) -> Lines:
    """The files in the restriction list, patterns among them."""
    return once(file.file for file in map(ExtensionFile.parse, _lines(own_key(service), _FILES)))


def list_applications(service: ADsObject) -> Lines:
    """The applications that depend on web service extensions."""
    return once(one.application for one in _dependencies(service))


def query_group_id_status(service: ADsObject, group: object) -> Lines:
    """The applications that depend on a group. Source: docs/behaviour.md, extension-3."""
    wanted = _name(group, "the group", service)
    return once(one.application for one in _dependencies(service) if has(one.groups, wanted))


def enable_web_service_extension(service: ADsObject, group: object) -> None:
    """Allow all files of a group; 0x80070490 when there are none. Source: docs/behaviour.md, extension-4."""
    _allow_group(service, group, allowed=True)


def disable_web_service_extension(service: ADsObject, group: object) -> None:
    """Forbid all files of a group; 0x80070490 when there are none."""
    _allow_group(service, group, allowed=False)


def enable_extension_file(service: ADsObject, file: object) -> None:
    """Allow one file; 0x80070490 when it is not in the list."""
    _allow_file(service, file, allowed=True)


def disable_extension_file(service: ADsObject, file: object) -> None:
    """Forbid one file; 0x80070490 when it is not in the list."""
    _allow_file(service, file, allowed=False)


def enable_application(service: ADsObject, application: object) -> None:
    """Allow all files of all groups an application depends on; 0x80070490 for one that is not listed.

    Source: docs/behaviour.md, extension-5.
    """
    wanted = _name(application, "the application", service)
    groups = [
        group for one in _dependencies(service) if same(one.application, wanted) for group in one.groups
    ]
    if not has(list_applications(service), wanted):
        raise _unknown(service, f"no application '{wanted}'", _APPLICATIONS)
    _allow(service, lambda file: has(groups, file.group), None, allowed=True)


def remove_application(service: ADsObject, application: object) -> None:
    """Forbid all files whose description is the name of an application; 0x80070490 when there are none.

    Source: docs/behaviour.md, extension-6.
    """
    wanted = _name(application, "the application", service)
    nothing = f"no file described as '{wanted}'"
    _allow(service, lambda file: same(file.description, wanted), nothing, allowed=False)


def add_dependency(service: ADsObject, application: object, group: object) -> None:
    """Let an application depend on a group; it is listed if it was not.

    Source: docs/behaviour.md, extension-7.
    """
    name, wanted = _name(application, "the application", service), _name(group, "the group", service)

    def added(lines: Lines) -> Lines:
        if not any(same(Dependency.parse(line).application, name) for line in lines):
            return (*lines, Dependency(name, (wanted,)).line())
        return _each(lines, name, lambda one: one.with_group(wanted).line())

    _change(service, _APPLICATIONS, added)


def remove_dependency(service: ADsObject, application: object, group: object) -> None:
    """Let an application depend on a group no more; without groups it is no longer listed.

    Raises 0x80070490 when it does not depend on it.
    """
    name, wanted = _name(application, "the application", service), _name(group, "the group", service)

    def taken(lines: Lines) -> Lines:
        listed = map(Dependency.parse, lines)
        if not any(same(one.application, name) and has(one.groups, wanted) for one in listed):
            raise _unknown(service, f"no application '{name}' that depends on '{wanted}'", _APPLICATIONS)
        return _each(
            lines, name, lambda one: left.line() if (left := one.without_group(wanted)).groups else ""
        )

    _change(service, _APPLICATIONS, taken)


def add_extension_file(
    service: ADsObject, file: object, access: object, group: object, can_delete: object, description: object
) -> None:
    """Put a file into the restriction list.

    Args:
        service: the object.
        file: its path.
        access: whether it may run.
        group: the group it belongs to, or nothing.
        can_delete: whether IIS Manager lets people take it off the list.
        description: what people call it.

    Raises 0x800700B7 for a file that is listed. Source: docs/behaviour.md, extension-8.
    """
    path = service.ADsPath
    name = _name(file, "the file", service)
    fields = (
        str(int(truth(access, "whether the file may run", path))),
        name,
        str(int(truth(can_delete, "whether the file can be taken off the list", path))),
        _name(group, "the group", service) if text(group, "the group", path) else "",
        text(description, "the description", path),
    )

    def added(lines: Lines) -> Lines:
        if any(same(ExtensionFile.parse(line).file, name) for line in lines):
            raise AlreadyExistsError(f"{path}: {_FILES} has the file '{name}' already.", path=path)
        return (*lines, ExtensionFile(fields).line())

    _change(service, _FILES, added)


def delete_extension_file_record(service: ADsObject, file: object) -> None:
    """Take a file off the restriction list; 0x80070490 when it is not there."""
    wanted = _name(file, "the file", service)

    def left(lines: Lines) -> Lines:
        found = tuple(line for line in lines if not same(ExtensionFile.parse(line).file, wanted))
        if len(found) == len(lines):
            raise _unknown(service, f"no file '{wanted}'", _FILES)
        return found

    _change(service, _FILES, left)


def _allow_group(service: ADsObject, group: object, *, allowed: bool) -> None:
    wanted = _name(group, "the group", service)
    _allow(service, lambda file: same(file.group, wanted), f"no group '{wanted}'", allowed=allowed)


def _allow_file(service: ADsObject, file: object, *, allowed: bool) -> None:
    wanted = _name(file, "the file", service)
    _allow(service, lambda one: same(one.file, wanted), f"no file '{wanted}'", allowed=allowed)


def _allow(
    service: ADsObject, which: Callable[[ExtensionFile], bool], missing: str | None, *, allowed: bool
) -> None:
    def changed(lines: Lines) -> Lines:
        found = allowing(lines, which, allowed=allowed)
        if found is None and missing is not None:
            raise _unknown(service, missing, _FILES)
        return lines if found is None else found

    _change(service, _FILES, changed)


def _each(lines: Lines, application: str, change: Callable[[Dependency], str]) -> Lines:
    """The lines with those of one application changed; one that becomes empty goes."""
    listed = zip(lines, map(Dependency.parse, lines), strict=True)
    return tuple(
        new for line, one in listed if (new := change(one) if same(one.application, application) else line)
    )


def _change(service: ADsObject, name: str, change: Callable[[Lines], Lines]) -> None:
    """Change a list of the service in one commit, against what it is at that moment."""
    cache = cache_of(service)
    with Translating(service.ADsPath):
        while not _changed(service, name, change):
            pass
    prop = _id(name)
    forget(cache, (prop,))


def _changed(service: ADsObject, name: str, change: Callable[[Lines], Lines]) -> bool:
    """Whether the list could be changed before somebody else changed the key."""
    key = own_key(service)
    before = _lines(key, name)
    after = change(before)
    if after == before:
        return True
    records = SetRecords(key.path, (schema().record(name, after),))
    try:
        cache_of(service).metabase.store.commit([records], expect={key.path: key.revision})
    except ConflictError:
        return False
    return True


def _lines(key: Key, name: str) -> Lines:
    record = key.records.get(_id(name))
    return record.data if record is not None and isinstance(record.data, tuple) else ()


def _dependencies(service: ADsObject) -> list[Dependency]:
    return [Dependency.parse(line) for line in _lines(own_key(service), _APPLICATIONS)]


def _name(value: object, wanted: str, service: ADsObject) -> str:
    return text(value, wanted, service.ADsPath, without=",;")


def _unknown(service: ADsObject, what: str, where: str) -> ADSIError:
    return error_of(NOT_FOUND, f"{service.ADsPath}: {where} has {what}.", path=service.ADsPath)


def _id(name: str) -> int:
    prop = schema().property(name)
    assert prop is not None  # noqa: S101 - our own schema
    return prop.id


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsWebService": {
        "GetCurrentMode": get_current_mode,
        "ListWebServiceExtensions": list_web_service_extensions,
        "ListExtensionFiles": list_extension_files,
        "ListApplications": list_applications,
        "QueryGroupIDStatus": query_group_id_status,
        "EnableWebServiceExtension": enable_web_service_extension,
        "DisableWebServiceExtension": disable_web_service_extension,
        "EnableExtensionFile": enable_extension_file,
        "DisableExtensionFile": disable_extension_file,
        "EnableApplication": enable_application,
        "RemoveApplication": remove_application,
        "AddDependency": add_dependency,
        "RemoveDependency": remove_dependency,
        "AddExtensionFile": add_extension_file,
        "DeleteExtensionFileRecord": delete_extension_file_record,
    }
}
