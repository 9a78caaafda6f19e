"""adsutil: the administration script of IIS 5 and 6, with its words, its lines and its exit codes.

Thousands of batch files call it and read what it prints, so every line is what the script printed. It makes
the script's calls of the provider in the script's order, so what failed there fails here with the same code.
"""

from adsiis.admin.adsutil.running import run

__all__ = ["run"]
