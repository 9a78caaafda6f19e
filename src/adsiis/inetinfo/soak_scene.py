"""The keys a soak's method calls work on: a second site with directories, a pool, a folder for files.

They stand beside the site that does the work, so that stopping and deleting them stops and deletes no work.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import Any, Final

from adsiis.adsi import GetObject
from adsiis.adsi.errors import ADSIError
from adsiis.iisext.application_keys import cache_of

SITE: Final = "IIS://localhost/W3SVC/1"
PASSWORD: Final = "only for a soak"  # noqa: S105 - a throwaway store's
XML: Final = r"C:\Inetpub\soak.xml"


class Scene:
    """The objects, each bound when it is first asked for; `new` lets go of them all."""

    @cached_property
    def computer(self) -> Any:
        """The computer."""
        return GetObject("IIS://localhost")

    @cached_property
    def service(self) -> Any:
        """The web service."""
        return GetObject("IIS://localhost/W3SVC")

    @cached_property
    def ftp(self) -> Any:
        """The FTP service."""
        return GetObject("IIS://localhost/MSFTPSVC")

    @cached_property
    def ftp_site(self) -> Any:
        """An FTP site, which nothing here serves."""
        return _made(self.ftp, "IIsFtpServer", "9")

    @cached_property
    def site(self) -> Any:
        """A web site at the address of the first, under a name of its own."""
        made = _made(self.service, "IIsWebServer", "9")
        if not made.ServerBindings:
            made.ServerBindings = [f"{GetObject(SITE).ServerBindings[0]}soak.example"]
            made.SetInfo()
        return made

    @cached_property
    def root(self) -> Any:
        """Its root."""
        made = _made(self.site, "IIsWebVirtualDir", "ROOT")
        if not made.Path:
            made.Path = r"C:\Inetpub\wwwroot"
            made.SetInfo()
        return made

    @cached_property
    def virtual(self) -> Any:
        """A virtual directory."""
        made = _made(self.root, "IIsWebVirtualDir", "virtual")
        if not made.Path:
            made.Path = r"C:\Inetpub\wwwroot"
            made.SetInfo()
        return made

    @cached_property
    def directory(self) -> Any:
        """A directory."""
        return _made(self.root, "IIsWebDirectory", "directory")

    @cached_property
    def mapper(self) -> Any:
        """Where client certificates are mapped."""
        return _made(self.site, "IIsCertMapper", "IIsCertMapper")

    @cached_property
    def pool(self) -> Any:
        """An application pool in which nothing runs."""
        return _made(GetObject("IIS://localhost/W3SVC/AppPools"), "IIsApplicationPool", "SoakPool")

    @cached_property
    def schema(self) -> Any:
        """The schema."""
        return GetObject("IIS://localhost/Schema")


def _made(container: Any, kind: str, name: str) -> Any:
    """An object of a container, made if it is not there."""
    try:
        return container.GetObject(kind, name)
    except ADSIError:
        made = container.Create(kind, name)
        made.SetInfo()
        return made


def without_file(scene: Scene) -> None:
    """Remove the file that Export writes: it overwrites none."""
    folder = cache_of(scene.computer).metabase.folder
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(folder.drive_c, *XML.split("\\")[1:]))
