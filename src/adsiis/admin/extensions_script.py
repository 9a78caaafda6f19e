r"""`iisext`: web service extensions, their files, and the applications that depend on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.admin.command_line import DONE, Call, Script, UsageError, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HELP: Final = r"""Web service extensions.

iisext /AddFile <file> {0|1} <group> {0|1} <description>
                        list a file: whether it may run, its group, whether it may be removed
iisext /RmFile <file>
iisext /EnFile <file>
iisext /DisFile <file>
iisext /ListFile
iisext /EnExt <group>
iisext /DisExt <group>
iisext /ListExt
iisext /EnApp <application>
iisext /ListApp
iisext /AddDep <application> <group> [<group> ...]
iisext /RmDep <application> <group> [<group> ...]

Example: iisext /AddFile C:\PHP\php5isapi.dll 1 PHP 1 "PHP 5" """.rstrip()


def add_file(call: Call) -> int:
    """List a file."""
    file, access, group, deletable, description = call.words
    _service(call).AddExtensionFile(file, _bit(access), group, _bit(deletable), description)
    call.say("Adding extension file complete.")
    return DONE


def list_files(call: Call) -> int:
    """Show every file that is listed, and whether it may run."""
    rows = [line.split(",") for line in _service(call).WebSvcExtRestrictionList]
    call.say("Status / Extension Path")
    call.say("-" * 24)
    for words in rows:
        call.say(f"{words[0]}  {words[1] if len(words) > 1 else ''}")
    return DONE


def dependencies(call: Call) -> int:
    """Add or remove groups of an application."""
    application, *groups = call.words
    service = _service(call)
    adding = call.verb == "adddep"
    for group in groups:
        (service.AddDependency if adding else service.RemoveDependency)(application, group)
    call.say(f"{'Adding' if adding else 'Removing'} dependency complete.")
    return DONE


def _change(method: str, done: str) -> Callable[[Call], int]:
    def run_it(call: Call) -> int:
        getattr(_service(call), method)(call.words[0])
        call.say(done)
        return DONE

    return run_it


def _listing(method: str, title: str) -> Callable[[Call], int]:
    def show(call: Call) -> int:
        names: Iterable[str] = getattr(_service(call), method)()
        call.say(title)
        call.say("-" * len(title))
        for name in names:
            call.say(name)
        return DONE

    return show


def _service(call: Call) -> Any:
    return call.bind("W3SVC")


def _bit(text: str) -> bool:
    if text not in {"0", "1"}:
        raise UsageError(f'"{text}" is neither 0 nor 1.')
    return text == "1"


_ONE: Final = {
    "rmfile": ("DeleteExtensionFileRecord", "Deleting extension file complete."),
    "enfile": ("EnableExtensionFile", "Enabling extension file complete."),
    "disfile": ("DisableExtensionFile", "Disabling extension file complete."),
    "enext": ("EnableWebServiceExtension", "Enabling extension complete."),
    "disext": ("DisableWebServiceExtension", "Disabling extension complete."),
    "enapp": ("EnableApplication", "Enabling application complete."),
}

run: Final = Script(
    "iisext",
    _HELP,
    {
        "addfile": Verb(add_file, 5, 5),
        **{name: Verb(_change(method, done), 1, 1) for name, (method, done) in _ONE.items()},
        "listfile": Verb(list_files),
        "listext": Verb(_listing("ListWebServiceExtensions", "Web Service Extension")),
        "listapp": Verb(_listing("ListApplications", "Application Name")),
        "adddep": Verb(dependencies, 2, None),
        "rmdep": Verb(dependencies, 2, None),
        "remdep": Verb(dependencies, 2, None),
    },
).run
