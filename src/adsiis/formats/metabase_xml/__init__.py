"""`MetaBase.xml`, the file in which IIS 6 keeps its metabase.

`read` gives the keys of such a file, `pieces` makes one of keys. What it knows of values comes from the
schema; what the schema does not know is kept and said in a warning.
"""

from adsiis.formats.errors import MetabaseFileError
from adsiis.formats.metabase_xml.form import Form
from adsiis.formats.metabase_xml.reader import MetabaseFile, read
from adsiis.formats.metabase_xml.writing import pieces

__all__ = ["Form", "MetabaseFile", "MetabaseFileError", "pieces", "read"]
