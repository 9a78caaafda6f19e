"""`applicationHost.config`, the file in which IIS 7 to 10 and IIS Express keep their configuration.

`read` gives the keys that its sites, pools and sections stand for; `text_of` makes such a file of a tree.
"""

from adsiis.formats.apphost.reading import ApphostFile, read
from adsiis.formats.apphost.writing import text_of

__all__ = ["ApphostFile", "read", "text_of"]
