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
from adsiis import GetObject
site = GetObject("IIS://localhost/W3SVC/1")
print(site.ServerComment, site.ServerState)
site.Stop()
print("stopped:", site.ServerState)
site.Start()
print("started:", site.ServerState)
"""

COMMANDS = (
    "curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/",
    "cat deploy.py",
    "python deploy.py",
    "adsiis set W3SVC/1/ROOT/AccessRead False",
    "curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/",
    "adsiis enum --file MetaBase.xml W3SVC/2",
    "adsiis soak --host inetinfo --calls 20000",
)


def main() -> None:
    """Record the session and write `first-minute.svg` beside this file."""
    console = Console(record=True, width=104, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "deploy.py").write_text(SCRIPT)
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
    console.print(Text(output.rstrip("\n")))


if __name__ == "__main__":
    main()
