"""The servers we are measured beside, each with its access log: nginx and Caddy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench.load import free_port, running

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

_NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
  sendfile on; tcp_nopush on; keepalive_requests 1000000000; access_log {folder}/access.log;
  types {{ text/html html; text/plain txt; }}
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  {more}
}}
"""
_CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  log {{
    output file {folder}/caddy.log
  }}
  {more}
}}
"""


def absent(*names: str) -> str | None:
    """One sentence that names the programs a comparison lacks; None when all are there."""
    gone = [name for name in names if shutil.which(name) is None]
    return f"This comparison needs {', '.join(gone)} on the PATH." if gone else None


def nginx(folder: Path, more: str, port: int | None = None) -> AbstractContextManager[int]:
    """Nginx as Debian sets it up, with one worker; `more` is the server's part, with {port} for its port."""
    port = port or free_port()
    return running(nginx_order(folder, more.replace("{port}", str(port))), port)


def nginx_order(folder: Path, more: str) -> list[str]:
    """What starts nginx with a configuration, which is written into the folder."""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, more=more))
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, more: str) -> AbstractContextManager[int]:
    """Caddy with one site, whose directives are `more`."""
    port = free_port()
    (folder / "Caddyfile").write_text(_CADDY.format(folder=folder, port=port, more=more))
    return running(["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port)
