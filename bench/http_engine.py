"""How fast is the HTTP engine beside nginx? Requests per second for 1 KB, both with their log, in one run.

Two loads: the same request again and again, which the engine need not parse twice, and one whose head is
always new. The engine answers from memory; nginx is as Debian sets it up, with one worker.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

from adsiis import http
from bench.load import free_port, requests_per_second, running
from bench.peers import absent, nginx

SECONDS = 2
ROUNDS = 3
CHANGING = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "/f.html?" .. n)
end
"""
NGINX = "server {{ listen 127.0.0.1:{{port}}; root {folder}; }}"


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, and their ratios; or one sentence under `skipped`."""
    missing = absent("nginx", "wrk")
    if missing:
        return {"skipped": missing}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "f.html").write_bytes(b"x" * 1024)
        (folder / "changing.lua").write_text(CHANGING)
        with nginx(folder, NGINX.format(folder=folder)) as nginx_port, engine(folder) as engine_port:
            return compare(folder, {"nginx": nginx_port, "engine": engine_port})


def compare(folder: Path, ports: dict[str, int]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for load in ("same", "changing"):
        script = folder / "changing.lua" if load == "changing" else None
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                rates[name].append(requests_per_second(f"http://127.0.0.1:{port}/f.html", SECONDS, script))
        for name, all_rates in rates.items():
            found[f"{name}, {load} head"] = round(statistics.median(all_rates))
        ratios = [ours / theirs for ours, theirs in zip(rates["engine"], rates["nginx"], strict=True)]
        found[f"ratio, {load} head"] = round(statistics.median(ratios), 2)
    return found


def engine(folder: Path):
    port = free_port()
    order = [sys.executable, "-m", "bench.http_engine", str(port), str(folder / "engine.log")]
    return running(order, port, cwd=Path(__file__).parents[1])


def serve(port: int, log: str) -> None:
    """The engine's side: 1 KB from memory, and a log written by another thread in small pieces."""
    answer = http.prepare(http.Response(200, [(b"Content-Type", b"text/html")], b"x" * 1024))
    entries: deque[tuple[http.Request, int, int, float]] = deque()

    def write_log() -> None:
        with open(log, "wb", buffering=0) as file:
            while True:
                lines = []
                while entries and len(lines) < 500:
                    request, status, sent, _ = entries.popleft()
                    lines.append(
                        b"%b %b %d %d\n" % (request.client[0].encode(), request.target, status, sent)
                    )
                file.write(b"".join(lines))
                time.sleep(0.005)

    async def main() -> None:
        await http.listen(lambda _: answer, "127.0.0.1", port, on_done=lambda *entry: entries.append(entry))
        await asyncio.Event().wait()

    threading.Thread(target=write_log, daemon=True).start()
    http.run(main())


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(int(sys.argv[1]), sys.argv[2])
    else:
        for what, figure in run().items():
            print(f"{what}: {figure}")
