"""Draws the README's picture: runs the commands for real in a throwaway store and records what they print."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "tests" / "formats" / "sample" / "MetaBase.xml"
BIN = Path(sys.executable).parent

SCRIPT = """\
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
Set images = root.Create("IIsWebVirtualDir", "images")
images.Path = "C:\\Inetpub\\images"
images.AccessRead = True
images.SetInfo
For Each child In root
  WScript.Echo child.ADsPath & " is " & child.Path
Next
"""

COMMANDS = (
    "cat deploy.vbs",
    "adsiis lint-script deploy.vbs | tail -1",
    "adsiis cscript //nologo deploy.vbs",
    "mkdir -p store/drive_c/Inetpub/images && echo hello > store/drive_c/Inetpub/images/a.txt",
    "curl -s http://127.0.0.1:8080/images/a.txt",
    "adsiis adsutil get w3svc/1/root/images/accessread",
    "adsiis iisweb /stop W3SVC/1",
    "adsiis enum --file MetaBase.xml W3SVC/2",
    "adsiis soak --host inetinfo --calls 20000",
)


def main() -> None:
    """Record the session and write `first-minute.svg` beside this file."""
    console = Console(record=True, width=104, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "deploy.vbs").write_text(SCRIPT)
        Path(folder, "MetaBase.xml").write_bytes(SAMPLE.read_bytes())
        environment = os.environ | {"ADSIIS_HOME": f"{folder}/store", "PATH": f"{BIN}:{os.environ['PATH']}"}
        host = subprocess.Popen(
            [BIN / "adsiis", "serve"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        show(
            console, "adsiis serve &", "".join(host.stdout.readline() for _ in range(2)).replace(folder, "~")
        )
        try:
            for command in COMMANDS:
                time.sleep(0.3)
                done = subprocess.run(
                    command,
                    shell=True,
                    cwd=folder,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                show(console, command, done.stdout)
        finally:
            host.terminate()
            host.wait()
    console.save_svg(str(HERE / "first-minute.svg"), title="adsiis")


def show(console: Console, command: str, output: str) -> None:
    """One prompt, and what came of it."""
    console.print(Text("$ ", style="bold green") + Text(command, style="bold"))
    if output.strip():
        console.print(Text(output.rstrip("\n")))


if __name__ == "__main__":
    main()
