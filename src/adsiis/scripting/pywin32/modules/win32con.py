"""`win32con` as scripts import it: constants."""

from adsiis.scripting.pywin32.tables import constants as _constants

globals().update(_constants("win32con"))
