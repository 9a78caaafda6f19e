"""Small worlds to convert: trees of web sites with folders of files, each different, drawn by number."""

from __future__ import annotations

import random

from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import addresses, schema

MIME = (".htm,text/html", ".html,text/html", ".txt,text/plain", ".jpg,image/jpeg", ".css,text/css")


def key(path, **values):
    records = [schema().record(name, data) for name, data in values.items()]
    return Key(path, {record.id: record for record in records})


def files(folder, draw):
    for name in (
        "index.htm",
        "a.txt",
        "b.css",
        "picture.jpg",
        "strange.xyz",
        "no extension",
        "two words.txt",
    ):
        if draw.random() < 0.8:
            (folder / name).write_text(f"{folder.name}/{name} {draw.random()}\n" * draw.randint(0, 50))
    if draw.random() < 0.5:
        (folder / "Default.htm").write_text(f"start of {folder.name}\n")
    if draw.random() < 0.3:
        (folder / "page.asp").write_text("<% secret %>")


def folders(top, draw):
    for name in ("", "sub", "sub/deep", "other folder"):
        (top / name).mkdir(parents=True, exist_ok=True)
        files(top / name, draw)


def whims(draw, folder):
    """Properties a place may have."""
    found = {}
    options = {
        "DefaultDoc": lambda: draw.choice(["Default.htm,index.htm", "index.htm", "a.txt", "nothing.htm"]),
        "DirBrowseFlags": lambda: draw.choice([0x4000003E, 0x3E, 0xC000003E, 0]),
        "HttpCustomHeaders": lambda: draw.choice(
            [("X-One: 1",), ('X-Quote: a "b" $c {d}', "X-Two: 2"), ("Cache-Control: private",)]
        ),
        "HttpExpires": lambda: draw.choice(["D,86400", "D, 0x15180", "S,Tue, 01 Jan 2030 00:00:00 GMT", ""]),
        "MimeMap": lambda: draw.choice([(".xyz,application/x-strange",), (".*,application/octet-stream",)]),
        "AccessFlags": lambda: draw.choice([1, 513, 513, 0]),
        "AuthFlags": lambda: draw.choice([1, 5, 5, 4]),
        "IPSecurity": lambda: addresses.encode(
            draw.choice(
                [
                    addresses.Addresses(denied=("10.0.0.0,255.0.0.0",)),
                    addresses.Addresses(denied=("127.0.0.1,255.255.255.255",)),
                    addresses.Addresses(granted=("127.0.0.0,255.0.0.0",), by_default=False),
                    addresses.Addresses(granted=("10.1.2.3,255.255.255.255",), by_default=False),
                ]
            )
        ),
        "HttpErrors": lambda: (f"404,*,FILE,{folder}/not found.html", "403,*,FILE,/missing/403.htm"),
        "DontLog": lambda: 1,
        "HttpRedirect": lambda: draw.choice(
            [
                "http://www.example.com/new",
                "http://www.example.com/new/,PERMANENT",
                "/elsewhere,EXACT_DESTINATION",
                "http://www.example.com/x,CHILD_ONLY,TEMPORARY",
            ]
        ),
    }
    for name, value in options.items():
        if draw.random() < (0.06 if name in {"HttpRedirect", "AuthFlags", "IPSecurity"} else 0.2):
            found[name] = value()
    return found


def world(number, top):
    """The tree of a number, its folders made below `top`."""
    draw = random.Random(number)
    keys = [key("/LM/MimeMap", MimeMap=MIME), key("/LM/W3SVC", KeyType="IIsWebService",
        DefaultDoc="Default.htm,index.htm", DirBrowseFlags=0x4000003E, AuthFlags=1,
        ScriptMaps=(r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,5,GET",) if number % 3 else ())]  # fmt: skip
    for site in range(1, draw.randint(2, 4)):
        root = top / f"site{site}"
        folders(root, draw)
        (root / "not found.html").write_text("<p>Not here.</p>")
        at = f"/LM/W3SVC/{site}"
        line = draw.choice([f":8080:host{site}.example", f":808{site}:", f"10.0.0.{site}:80:"])
        keys.append(
            key(at, KeyType="IIsWebServer", ServerBindings=(line,), ServerComment=f"Site {site}; {{x}}")
        )
        keys.append(key(f"{at}/ROOT", KeyType="IIsWebVirtualDir", Path=str(root), AccessFlags=513,
                        **{k: v for k, v in whims(draw, root).items() if k != "AccessFlags"}))  # fmt: skip
        for name in ("sub", "app", "App two", "sub/deep", "a.b (c)+$"):
            if draw.random() < 0.4:
                values = whims(draw, root)
                if not name.startswith("sub"):
                    elsewhere = top / f"elsewhere{site}" / name
                    folders(elsewhere, draw)
                    values["Path"] = str(elsewhere)
                keys.append(key(f"{at}/ROOT/{name}", KeyType="IIsWebVirtualDir", **values))
    return MemoryTree(keys)
