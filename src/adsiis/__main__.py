"""`python -m adsiis`: the command line without its script."""

from __future__ import annotations

import sys

from adsiis.cli import main

if __name__ == "__main__":
    sys.exit(main())
