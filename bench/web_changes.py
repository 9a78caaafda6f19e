"""How soon does a change hold? One of 20,000 sites gets another folder while 32 connections load the server.

Counted from the call of SetInfo to the first answer by the new rule. Then sites made one by one through the
provider, and many in one commit.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adsiis.adsi.namespace import GetObject, use_store
from adsiis.inetinfo.install import install
from adsiis.metabase.metabase import close_metabase
from bench.load import free_port, running
from bench.many_sites import fill
from bench.peers import absent, nginx

SITES = 20_000
SITES_OF_CADDY = 5_000
"""Caddy takes minutes to start with as many as ours; a quarter of them is asked of it."""
CHANGES = 200
MADE = 10_000
AT_ONCE = 5_000


def run() -> dict[str, float | str]:
    """Milliseconds and ratios; or one sentence under `skipped`."""
    missing = absent("nginx", "caddy", "wrk")
    if missing:
        return {"skipped": missing}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for one in ("a", "b"):
            (folder / one).mkdir()
            (folder / one / "x.txt").write_text(one)
        ours = changes_of_ours(folder)
        theirs = change_of_nginx(folder)
        caddys = change_of_caddy(folder)
        p99 = sorted(ours)[int(len(ours) * 0.99) - 1]
        found: dict[str, float | str] = {
            f"a change of one of {SITES:,} sites, median in ms": round(statistics.median(ours), 2),
            f"a change of one of {SITES:,} sites, p99 in ms": round(p99, 2),
            "nginx taking the same change, ms": round(theirs, 1),
            "nginx to ours (p99)": round(theirs / p99, 1),
            f"Caddy taking it among {SITES_OF_CADDY:,} sites, ms": round(caddys, 1),
            "that to ours (p99)": round(caddys / p99, 1),
        }
        return found | making(folder)


def changes_of_ours(folder: Path) -> list[float]:
    """Milliseconds of each change."""
    port, home = free_port(), str(folder / "home")
    fill(home, SITES, port, str(folder / "a"))
    with running([sys.executable, "-m", "adsiis", "--home", home, "serve"], port):
        client, host = http.client.HTTPConnection("127.0.0.1", port), f"site{SITES // 2}.example"
        use_store(home)
        root = GetObject(f"IIS://localhost/W3SVC/{SITES // 2}/Root")
        taken = []
        url = f"http://127.0.0.1:{port}/x.txt"
        order = ["wrk", "-t1", "-c32", "-d600s", "-H", f"Host: {host}", url]
        load = subprocess.Popen(order, stdout=subprocess.DEVNULL)
        try:
            for number in range(CHANGES):
                wanted = "ab"[(number + 1) % 2]
                begun = time.perf_counter()
                root.Path = str(folder / wanted)
                root.SetInfo()
                while answer(client, host) != wanted:
                    pass
                taken.append((time.perf_counter() - begun) * 1000)
                time.sleep(0.02)
        finally:
            load.kill()
            load.wait()
        close_metabase(home)
    return taken


def answer(client: http.client.HTTPConnection, host: str, **headers: str) -> str:
    """The body that a host gives for the file."""
    client.request("GET", "/x.txt", headers={"Host": host, **headers})
    return client.getresponse().read().decode()


def change_of_nginx(folder: Path) -> float:
    """Milliseconds from writing the changed file, and a reload, to the first answer by the new rule."""

    def servers(changed: str) -> str:
        lines = ["server_names_hash_max_size 65536; server_names_hash_bucket_size 128;"]
        for number in range(1, SITES + 1):
            root = folder / (changed if number == SITES // 2 else "a")
            lines.append(
                f"server {{ listen 127.0.0.1:{{port}}; server_name site{number}.example; root {root}; }}"
            )
        return "\n".join(lines)

    with nginx(folder, servers("a")) as port:
        host = f"site{SITES // 2}.example"
        text = (folder / "nginx.conf").read_text()
        old = f"server_name {host}; root {folder / 'a'};"
        begun = time.perf_counter()
        (folder / "nginx.conf").write_text(text.replace(old, f"server_name {host}; root {folder / 'b'};"))
        subprocess.run(
            ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-s", "reload"],
            check=True,
            capture_output=True,
        )
        while True:
            client = http.client.HTTPConnection("127.0.0.1", port)
            if answer(client, host, Connection="close") == "b":
                return (time.perf_counter() - begun) * 1000


def change_of_caddy(folder: Path) -> float:
    """Milliseconds from writing the changed file, and a reload, to the first answer by the new rule."""
    port, admin, config = free_port(), free_port(), folder / "Caddyfile"
    host = f"site{SITES_OF_CADDY // 2}.example"

    def write(changed: str) -> None:
        lines = [f"{{\n admin 127.0.0.1:{admin}\n auto_https off\n}}"]
        for number in range(1, SITES_OF_CADDY + 1):
            root = folder / (changed if number == SITES_OF_CADDY // 2 else "a")
            lines.append(f"http://site{number}.example:{port} {{\n root * {root}\n file_server\n}}")
        config.write_text("\n".join(lines))

    write("a")
    order = ["caddy", "run", "--adapter", "caddyfile", "--config", str(config)]
    with running(order, port):
        begun = time.perf_counter()
        write("b")
        subprocess.run(
            [
                "caddy",
                "reload",
                "--adapter",
                "caddyfile",
                "--config",
                str(config),
                "--address",
                f"127.0.0.1:{admin}",
            ],
            check=True,
            capture_output=True,
        )
        while True:
            client = http.client.HTTPConnection("127.0.0.1", port)
            if answer(client, host, Connection="close") == "b":
                return (time.perf_counter() - begun) * 1000


def making(folder: Path) -> dict[str, float | str]:
    """Sites made through the provider, each with its root."""
    home = str(folder / "made")
    install(home)
    use_store(home)
    service = GetObject("IIS://localhost/W3SVC")
    taken = []
    for number in range(10, 10 + MADE):
        begun = time.perf_counter()
        site = service.Create("IIsWebServer", str(number))
        site.ServerBindings = [f":80:site{number}.example"]
        site.SetInfo()
        taken.append(time.perf_counter() - begun)
    close_metabase(home)
    home = str(folder / "at once")
    begun = time.perf_counter()
    fill(home, AT_ONCE, 80, str(folder / "a"))
    return {
        f"the last hundred of {MADE:,} sites to the first": round(
            statistics.median(taken[-100:]) / statistics.median(taken[:100]), 2
        ),
        "sites made in one commit, a second": round(AT_ONCE / (time.perf_counter() - begun)),
    }
