"""A metabase collected by a script on the server it is on: the script, and the reader of what it prints."""

from adsiis.formats.collected.reading import read
from adsiis.formats.collected.script import script_text

__all__ = ["read", "script_text"]
