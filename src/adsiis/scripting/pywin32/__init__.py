"""pywin32 where there is none: Python scripts written for it run unchanged.

Importing this package makes `win32com`, `pythoncom`, `pywintypes`, `winerror`, `win32api` and their like
importable, each only where the real one is not installed. `adsiis python script.py` does it for a script.
"""

from adsiis.scripting.pywin32.finding import install

__all__ = ["install"]

install()
