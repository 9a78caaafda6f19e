"""The page a new web site shows until somebody puts another one in its place."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

FILE_NAME: Final = "iisstart.htm"


def welcome_page() -> bytes:
    """The bytes of the page, to be copied into the folder of the first site under FILE_NAME."""
    return files("adsiis.w3svc").joinpath("data", FILE_NAME).read_bytes()
