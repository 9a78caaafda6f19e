"""Collections: what `<clear>`, `<remove>` and `<add>` make of the list that a place inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.formats.apphost.document import below, children, local

if TYPE_CHECKING:
    from adsiis.formats.apphost.document import Document, Element

Item = dict[str, str]


class Collection(NamedTuple):
    """A collection of a section.

    Attributes:
        element: the path of the element that holds it.
        add: the name of an element that adds an item.
        keys: the attributes that tell two items apart.
        property: the property its items are.
    """

    element: str
    add: str
    keys: tuple[str, ...]
    property: str


COLLECTIONS: Final = (
    Collection("defaultDocument/files", "add", ("value",), "DefaultDoc"),
    Collection("handlers", "add", ("name",), "ScriptMaps"),
    Collection("httpErrors", "error", ("statusCode", "subStatusCode"), "HttpErrors"),
    Collection("httpProtocol/customHeaders", "add", ("name",), "HttpCustomHeaders"),
    Collection("httpProtocol/redirectHeaders", "add", ("name",), "RedirectHeaders"),
    Collection("security/ipSecurity", "add", ("ipAddress", "subnetMask", "domainName"), "IPSecurity"),
    Collection("staticContent", "mimeMap", ("fileExtension",), "MimeMap"),
)


def applied(document: Document, group: Element, kind: Collection, inherited: list[Item]) -> list[Item] | None:
    """What a place's list is; None where it says nothing of it.

    Raises ApphostFileError for an item that is there already. Source: docs/behaviour.md, apphost-3.
    """
    holder = below(group, kind.element)
    if holder is None:
        return None
    items = list(inherited)
    said = False
    for child in children(holder):
        name = local(child)
        item = {str(key): str(value) for key, value in child.attrib.items()}
        if name == "clear":
            items = []
        elif name == "remove":
            items = [one for one in items if _key(kind, one) != _key(kind, item)]
        elif name == kind.add:
            if any(_key(kind, one) == _key(kind, item) for one in items):
                key = ", ".join(filter(None, _key(kind, item)))
                raise document.error(child, f"<{name}> {key} is in the collection already; expected it once.")
            items.append(item)
        else:
            continue
        said = True
    return items if said else None


def _key(kind: Collection, item: Item) -> tuple[str, ...]:
    defaults = {"subStatusCode": "-1", "subnetMask": "255.255.255.255"}
    return tuple(item.get(name, defaults.get(name, "")).lower() for name in kind.keys)
