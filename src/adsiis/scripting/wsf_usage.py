"""What a job says of itself when it is asked, by ShowUsage or `/?`.

Source: docs/behaviour.md, wsf-6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adsiis.scripting.wsf import Parameter, Runtime


def usage(script: str, runtime: Runtime | None) -> str:
    """The usage of a job of a script file of this name."""
    if runtime is None:
        return ""
    if runtime.usage:
        return runtime.usage
    words = [*map(_named, runtime.named), *map(_unnamed, runtime.unnamed)]
    lines = [runtime.description] if runtime.description else []
    lines.append(" ".join([f"Usage: {script}", *words]))
    listed = [*runtime.named, *runtime.unnamed]
    if listed:
        width = max(len(each.name) for each in listed)
        lines += ["", "Options:", "", *(f"{each.name:<{width}} : {each.help}" for each in listed)]
    return "\n".join([*lines, *(["", runtime.example] if runtime.example else [])])


def _named(each: Parameter) -> str:
    said = {"string": f"/{each.name}:value", "boolean": f"/{each.name}[+|-]"}.get(each.kind, f"/{each.name}")
    return said if each.required else f"[{said}]"


def _unnamed(each: Parameter) -> str:
    words = [f"{each.name}{place + 1}" if each.required > 1 else each.name for place in range(each.required)]
    if each.many:
        words.append(f"[{each.name}...]")
    elif not each.required:
        words.append(f"[{each.name}]")
    return " ".join(words)
