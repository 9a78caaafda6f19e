"""MsgBox, InputBox and Popup on a terminal: the text, the buttons by name, and an answer in one line.

Where nobody answers, because there is no terminal or the script runs with //b, the default button is chosen
and the default text taken. Source: docs/behaviour.md, wsh-9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import number, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.host import Host

_OK, _CANCEL, _ABORT, _RETRY, _IGNORE, _YES, _NO = range(1, 8)
_NAMES: Final = {
    _OK: "OK",
    _CANCEL: "Cancel",
    _ABORT: "Abort",
    _RETRY: "Retry",
    _IGNORE: "Ignore",
    _YES: "Yes",
    _NO: "No",
}
_BUTTONS: Final = {
    0: (_OK,),
    1: (_OK, _CANCEL),
    2: (_ABORT, _RETRY, _IGNORE),
    3: (_YES, _NO, _CANCEL),
    4: (_YES, _NO),
    5: (_RETRY, _CANCEL),
}


def message_box(host: Host, message: str, kind: int, title: str, *, wait: bool = True) -> int:
    """Show a message; the number of the button chosen."""
    buttons = _BUTTONS.get(kind & 7, (_OK,))
    default = buttons[min(kind >> 8 & 3, len(buttons) - 1)]
    if not host.interactive:
        return default
    host.say(f"{title}: {message}" if title else message)
    if len(buttons) == 1 or not wait:
        return default
    while True:
        host.stdout.write("/".join(_NAMES[button] for button in buttons) + f" [{_NAMES[default]}]: ")
        host.stdout.flush()
        answer = host.stdin.readline()
        wanted = answer.strip().lower()
        if not wanted:
            return default
        chosen = [button for button in buttons if _NAMES[button].lower().startswith(wanted)]
        if len(chosen) == 1:
            return chosen[0]


def boxes(host: Host) -> dict[str, Callable[..., Any]]:
    """MsgBox and InputBox as scripts call them."""

    def msg_box(prompt: Any, buttons: Any = VBEmpty, title: Any = VBEmpty, *_: object) -> int:
        return message_box(host, text(prompt), number(buttons), text(title))

    def input_box(prompt: Any, title: Any = VBEmpty, default: Any = VBEmpty, *_: object) -> Any:
        if not host.interactive:
            return text(default)
        host.say(f"{text(title)}: {text(prompt)}" if text(title) else text(prompt))
        host.stdout.write(f"[{text(default)}]: " if text(default) else ": ")
        host.stdout.flush()
        answer = host.stdin.readline()
        return answer.rstrip("\r\n") or text(default) if answer else VBEmpty

    return {"MSGBOX": msg_box, "INPUTBOX": input_box}
