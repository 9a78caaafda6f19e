"""Settings for every test.

Examples are drawn the same way in each run, so that a red run means a change; `make bars` draws them anew.
"""

from hypothesis import settings

from bars import FULL

settings.register_profile("same each time", derandomize=True, deadline=None)
settings.register_profile("drawn anew", deadline=None, print_blob=True)
settings.load_profile("drawn anew" if FULL else "same each time")
