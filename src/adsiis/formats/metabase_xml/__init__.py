"""`MetaBase.xml`, the file in which IIS 6 keeps its metabase.

`read` gives the keys of such a file. What it knows of values comes from the schema; what the schema does not
know is kept and said in a warning.
"""

from adsiis.formats.errors import MetabaseFileError
from adsiis.formats.metabase_xml.reader import MetabaseFile, read

__all__ = ["MetabaseFile", "MetabaseFileError", "read"]
