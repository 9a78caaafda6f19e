"""A package that lies beside a script: what installs an extension, from a description of it."""

import contextlib

import pythoncom
import winerror
from win32com.client import GetObject

from .description import Extension, Filter

__all__ = ["Extension", "Filter", "install", "remove"]


def _code(error):
    """The Windows error in a failure, wherever COM put it; what is none is not ours to handle."""
    hr = error.excepinfo[-1] if error.excepinfo else error.hresult
    if winerror.HRESULT_FACILITY(hr) != winerror.FACILITY_WIN32:
        raise error
    return winerror.SCODE_CODE(hr)


def _site(name):
    for site in GetObject("IIS://LocalHost/W3SVC"):
        names = [getattr(site, attribute, "").lower() for attribute in ("Name", "ServerComment")]
        if name.lower() in names:
            return site.AdsPath
    raise LookupError(name)


def install(what, site="1"):
    path = _site(site)
    root = GetObject(path + "/ROOT")
    with contextlib.suppress(pythoncom.com_error):
        root.Delete("", what.name)
    directory = root.Create("IIsWebVirtualDir", what.name)
    directory.AppFriendlyName = what.title
    directory.Path = what.folder
    directory.AppCreate2(2)
    directory.AccessExecute = True
    directory.AccessRead = directory.AccessScript = False
    directory.HttpCustomHeaders = "X-Made-With: Python"
    directory.SetInfo()
    directory.ScriptMaps += tuple(line for line in what.maps if line not in directory.ScriptMaps)
    directory.SetInfo()
    for one in what.filters:
        _install_filter(path, one)
    GetObject("IIS://LocalHost/W3SVC").AddExtensionFile(what.dll, True, what.name, True, what.title)
    return directory


def _install_filter(path, what):
    try:
        filters = GetObject(path + "/Filters")
    except pythoncom.com_error as error:
        if _code(error) != winerror.ERROR_PATH_NOT_FOUND:
            raise
        filters = GetObject(path).Create("IIsFilters", "Filters")
        filters.FilterLoadOrder = ""
        filters.SetInfo()
    made = filters.Create("IIsFilter", what.name)
    made.FilterPath = what.dll
    made.FilterDescription = what.title
    made.SetInfo()
    order = [name for name in filters.FilterLoadOrder.split(",") if name]
    filters.FilterLoadOrder = ",".join([*order, what.name])
    filters.SetInfo()


def remove(what, site="1"):
    path = _site(site)
    try:
        directory = GetObject(path + "/ROOT/" + what.name)
    except pythoncom.com_error as error:
        if _code(error) != winerror.ERROR_PATH_NOT_FOUND:
            raise
        return False
    directory.AppUnLoad()
    GetObject(directory.Parent).Delete(directory.Class, directory.Name)
    filters = GetObject(path + "/Filters")
    for one in what.filters:
        filters.Delete("IIsFilter", one.name)
        order = filters.FilterLoadOrder.split(",")
        order.remove(one.name)
        filters.FilterLoadOrder = ",".join(order)
        filters.SetInfo()
    GetObject("IIS://LocalHost/W3SVC").DeleteExtensionFileRecord(what.dll)
    return True
