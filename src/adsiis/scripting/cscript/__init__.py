"""cscript: VBScript administration scripts run unchanged."""

from adsiis.scripting.cscript.running import run

__all__ = ["run"]
