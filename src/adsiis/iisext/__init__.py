"""What the objects can do: the methods of Iisext.dll, one module per class family."""

from adsiis.iisext.states import METHODS

__all__ = ["METHODS"]
