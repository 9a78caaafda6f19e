"""Every method of the provider's own objects, and all their properties, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi import GetObject, MimeMap
from adsiis.adsi.byref import ByRef
from adsiis.adsi.progids import create_object
from adsiis.inetinfo.soak_methods import Call
from adsiis.inetinfo.soak_scene import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.inetinfo.soak_scene import Scene

_UPDATE: Final = 2
_APPEND: Final = 3
_HEADERS: Final = "HttpCustomHeaders"
_LIST: Final = "OptionalProperties"


def _site() -> Any:
    return GetObject(SITE)


def _properties(scene: Scene) -> None:
    for thing in (_site(), scene.schema, scene.schema.GetObject("Class", "IIsWebServer"), GetObject("IIS:")):
        for name in ("Name", "ADsPath", "Class", "GUID", "Parent", "Schema"):
            getattr(thing, name, None)


def _listed() -> Any:
    site = _site()
    site.GetInfo()
    return site


def _put_entry() -> None:
    site = _listed()
    site.PutPropertyItem(site.GetPropertyItem("ServerComment"))
    site.SetInfo()


def _value() -> Any:
    return next(iter(_listed().GetPropertyItem("ServerComment").Values))


def _put_value() -> None:
    value = _value()
    value.PutObjectProperty(3, value.GetObjectProperty(0))


def _put_back(thing: Any, name: str) -> None:
    thing.Put(name, thing.Get(name))
    thing.SetInfo()


def _copied(scene: Scene) -> None:
    scene.root.CopyHere("directory", "copy")
    scene.root.Delete("IIsWebDirectory", "copy")


def _moved(scene: Scene) -> None:
    scene.root.MoveHere("directory", "moved")
    scene.root.MoveHere("moved", "directory")


def _deleted(scene: Scene) -> None:
    scene.root.Create("IIsWebDirectory", "brief").SetInfo()
    scene.root.GetObject("IIsWebDirectory", "brief").DeleteObject()


def _made_and_deleted(scene: Scene) -> None:
    scene.root.Create("IIsWebDirectory", "brief").SetInfo()
    scene.root.Delete("IIsWebDirectory", "brief")


def _property(scene: Scene) -> Any:
    return scene.schema.GetObject("Property", "ServerComment")


def _class(scene: Scene) -> Any:
    return scene.schema.GetObject("Class", "IIsWebServer")


def _schema_made(scene: Scene, last: str) -> None:
    made = scene.schema.Create("Property", "SoakedProperty")
    made.Put("Syntax", "Integer")
    made.SetInfo()
    if last == "Delete":
        scene.schema.Delete("Property", "SoakedProperty")
    else:
        scene.schema.GetObject("Property", "SoakedProperty").DeleteObject()


def _acl() -> Any:
    found: Any = create_object("AccessControlList")
    return found


def _with_entry(then: str) -> None:
    acl, entry = _acl(), create_object("AccessControlEntry")
    acl.AddAce(entry)
    if then:
        acl.RemoveAce(entry)


def _descriptor() -> Any:
    found: Any = create_object("SecurityDescriptor")
    return found


def _values() -> None:
    mime = MimeMap()
    mime.Extension, mime.MimeType = ".soak", "text/soak"
    ByRef(1).value = 2
    root = GetObject(f"{SITE}/ROOT")
    _ = root.IPSecurity.IPDeny, root.GetPropertyAttribObj("Path").MetaId


def _calls() -> Iterator[Call]:
    def of(class_name: str, name: str, make: Any) -> Call:
        return Call(class_name, name, make)

    yield of("ADsObject", "properties", _properties)
    yield of("ADsObject", "values", lambda _: _values())
    yield of("ADsObject", "Get", lambda _: _site().Get("ServerBindings"))
    yield of("ADsObject", "GetEx", lambda _: _site().GetEx("ServerBindings"))
    yield of("ADsObject", "Put", lambda scene: _put_back(scene.directory, "AccessFlags"))
    yield of("ADsObject", "PutEx", lambda scene: scene.directory.PutEx(_APPEND, _HEADERS, ["a: b"]))
    yield of("ADsObject", "GetInfo", lambda _: _site().GetInfo())
    yield of("ADsObject", "GetInfoEx", lambda scene: scene.directory.GetInfoEx([_HEADERS], 0))
    yield of("ADsObject", "SetInfo", lambda scene: scene.directory.SetInfo())
    yield of("ADsObject", "GetDataPaths", lambda _: _site().GetDataPaths("ServerComment", 0))
    yield of("ADsObject", "GetPropertyAttribObj", lambda _: _site().GetPropertyAttribObj("ServerComment"))
    yield of("ADsObject", "DeleteObject", _deleted)
    yield of("PropertyList", "Item", lambda _: _listed().Item(0))
    yield of("PropertyList", "Next", lambda _: _listed().Next())
    yield of("PropertyList", "Skip", lambda _: _listed().Skip(1))
    yield of("PropertyList", "Reset", lambda _: _listed().Reset())
    yield of("PropertyList", "GetPropertyItem", lambda _: _listed().GetPropertyItem("ServerComment"))
    yield of("PropertyList", "PutPropertyItem", lambda _: _put_entry())
    yield of("PropertyList", "ResetPropertyItem", lambda _: _listed().ResetPropertyItem("ServerComment"))
    yield of("PropertyList", "PurgePropertyList", lambda _: _listed().PurgePropertyList())
    yield of("PropertyEntry", "Clear", lambda _: _listed().GetPropertyItem("ServerComment").Clear())
    yield of("PropertyValue", "GetObjectProperty", lambda _: _value().GetObjectProperty(0))
    yield of("PropertyValue", "PutObjectProperty", lambda _: _put_value())
    yield of("PropertyValue", "Clear", lambda _: _value().Clear())
    for name in ("ADsContainer", "ADsComputer"):
        where = "root" if name == "ADsContainer" else "computer"
        child = ("IIsWebVirtualDir", "virtual") if name == "ADsContainer" else ("IIsWebService", "W3SVC")
        yield of(
            name,
            "GetObject",
            lambda scene, where=where, child=child: getattr(scene, where).GetObject(*child),
        )
    yield of("ADsContainer", "Create", _made_and_deleted)
    yield of("ADsContainer", "Delete", _made_and_deleted)
    yield of("ADsContainer", "CopyHere", _copied)
    yield of("ADsContainer", "MoveHere", _moved)
    yield of("ADsComputer", "Create", lambda scene: scene.computer.Create("IIsWebService", "W3SVC"))
    yield of("ADsComputer", "Delete", lambda scene: scene.computer.Delete("IIsWebService", "no such service"))
    yield from _schema_calls()
    yield of("_Container", "GetObject", lambda _: GetObject("ADs:").GetObject("Namespace", "IIS:"))
    yield of("_Container", "OpenDSObject", lambda _: GetObject("IIS:").OpenDSObject(SITE, "", "", 0))
    yield of("AccessControlList", "AddAce", lambda _: _with_entry(""))
    yield of("AccessControlList", "RemoveAce", lambda _: _with_entry("RemoveAce"))
    yield of("AccessControlList", "CopyAccessList", lambda _: _acl().CopyAccessList())
    yield of("SecurityDescriptor", "CopySecurityDescriptor", lambda _: _descriptor().CopySecurityDescriptor())


def _schema_calls() -> Iterator[Call]:
    def on(class_name: str, name: str, make: Any) -> Call:
        return Call(class_name, name, make)

    yield on("SchemaContainer", "GetObject", _class)
    yield on("SchemaContainer", "Create", lambda scene: _schema_made(scene, "Delete"))
    yield on("SchemaContainer", "Delete", lambda scene: _schema_made(scene, "Delete"))
    yield on("SchemaContainer", "DeleteObject", lambda scene: scene.schema.DeleteObject())
    yield on(
        "SchemaContainer",
        "GetSchemaPropertyAttributes",
        lambda scene: scene.schema.GetSchemaPropertyAttributes("ServerComment"),
    )
    yield on(
        "SchemaContainer",
        "PutSchemaPropertyAttributes",
        lambda scene: scene.schema.PutSchemaPropertyAttributes(
            scene.schema.GetSchemaPropertyAttributes("ServerComment")
        ),
    )
    yield on("SchemaObject", "Get", lambda scene: _property(scene).Get("Syntax"))
    yield on("SchemaObject", "Put", lambda scene: _property(scene).Put("MaxRange", 0))
    yield on("SchemaObject", "PutEx", lambda scene: _class(scene).PutEx(_UPDATE, _LIST, ["Path"]))
    yield on("SchemaObject", "GetInfo", lambda scene: _property(scene).GetInfo())
    yield on("SchemaObject", "SetInfo", lambda scene: _property(scene).SetInfo())
    yield on("SchemaObject", "DeleteObject", lambda scene: _schema_made(scene, "DeleteObject"))
    yield on("SchemaClass", "Qualifiers", lambda scene: _class(scene).Qualifiers())
    yield on("SchemaProperty", "Qualifiers", lambda scene: _property(scene).Qualifiers())
    for name, given in (
        ("Get", ("Name",)), ("GetEx", ("Name",)), ("Put", ("Name", "x")), ("PutEx", (_UPDATE, "Name", ["x"])),
        ("GetInfo", ()), ("GetInfoEx", ()), ("SetInfo", ()),
    ):  # fmt: skip
        yield on("ADsPlain", name, lambda scene, name=name, given=given: getattr(scene.schema, name)(*given))
    for name in ("SetInfo", "DeleteObject"):
        yield on(
            "SchemaSyntax",
            name,
            lambda scene, name=name: getattr(scene.schema.GetObject("Syntax", "String"), name)(),
        )


OBJECT_CALLS: Final = tuple(_calls())
