"""A WSGI application that tells who it is, and what it may do."""

import os
from urllib.parse import parse_qs

from adsiis.adsi import GetObject
from adsiis.adsi.errors import ADSIError

SITE = "IIS://localhost/W3SVC/1"


def app(environ, start_response):
    act = globals()["do_" + environ["PATH_INFO"].rpartition("/")[2]]
    try:
        said = act(**{name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()})
    except ADSIError as error:
        said = f"0x{error.hresult & 0xFFFFFFFF:08X} {error.description}"
    except OSError as error:
        said = error.strerror
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [str(said).encode()]


def do_who():
    return " ".join(map(str, (os.getuid(), os.getgid(), os.environ["HOME"], os.environ.get("ADSIIS_SECRET"))))


def do_read():
    return GetObject(SITE).ServerComment


def do_write(to):
    site = GetObject(SITE)
    site.Put("ServerComment", to)
    site.SetInfo()
    return GetObject(SITE).ServerComment


def do_secret():
    return GetObject("IIS://localhost/W3SVC").AnonymousUserPass


def do_beyond():
    return GetObject("IIS://localhost/MimeMap").Class


def do_state():
    return GetObject(SITE).ServerState


def do_pause():
    site = GetObject(SITE.replace("/1", "/2"))
    site.Stop()
    return site.ServerState


def do_file(path):
    with open(path, "rb") as file:
        return len(file.read())


def do_pid():
    return os.getpid()
