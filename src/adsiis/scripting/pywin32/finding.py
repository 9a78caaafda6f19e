"""Where Python finds the modules of this package under the names scripts import.

The finder stands last in `sys.meta_path`, so a real pywin32, or a module of that name beside the script, is
found before ours.
"""

from __future__ import annotations

import os
import sys
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "modules")


class Finder:
    """Finds the top-level modules of pywin32; what is below them Python finds by itself."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,  # noqa: ARG002 - importlib passes it
    ) -> ModuleSpec | None:
        """Where a module is, or None for one that is not ours."""
        if path is not None or fullname.startswith("_"):
            return None
        package = os.path.join(_FOLDER, fullname)
        if os.path.isfile(f"{package}.py"):
            return spec_from_file_location(fullname, f"{package}.py")
        start = os.path.join(package, "__init__.py")
        if os.path.isfile(start):
            return spec_from_file_location(fullname, start, submodule_search_locations=[package])
        return None


_finder: Final = Finder()


def install() -> None:
    """Make the modules importable in this process; more than once is as good as once.

    Source: docs/behaviour.md, shim-1.
    """
    if _finder not in sys.meta_path:
        sys.meta_path.append(_finder)
