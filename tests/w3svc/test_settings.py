"""Settings are those of the nearest key, and are dropped when a change touches it."""

import pytest

from adsiis.metabase.record import Key
from adsiis.w3svc.settings import SettingsCache, site_of
from w3svc.world import key, put, site, tree_of

SITE = "/LM/W3SVC/1"


class CountingTree:
    """A tree that counts what is asked of it."""

    def __init__(self, tree):
        self.tree = tree
        self.asked = 0

    def __getattr__(self, name):
        self.asked += 1
        return getattr(self.tree, name)


def cache_of(*keys):
    tree = CountingTree(tree_of(*keys))
    return SettingsCache(lambda: tree, "/data"), tree


@pytest.fixture
def world():
    return cache_of(
        site(1, r"C:\web", [":80:"]),
        key(f"{SITE}/ROOT/Shop", Path="/srv/shop", AppRoot=f"{SITE}/ROOT/Shop", DontLog=True),
        key(f"{SITE}/ROOT/Shop/secret", AccessFlags=0),
        key(f"{SITE}/ROOT/Shop/secret/open.htm", AccessFlags=1),
    )


@pytest.mark.parametrize(
    ("url", "nearest"),
    [
        ("/", ""),
        ("/unknown/deep/er", ""),
        ("/shop", "/Shop"),
        ("/SHOP/a/b", "/Shop"),
        ("/shop/Secret/x", "/Shop/secret"),
        ("/shop/secret/open.htm", "/Shop/secret/open.htm"),
        ("/shopping", ""),
    ],
)
def test_the_nearest_key_decides_without_regard_to_letter_case(world, url, nearest):
    """docs/behaviour.md, settings-1."""
    assert world[0].find(SITE, url).key == f"{SITE}/ROOT{nearest}"


def test_permissions_of_an_ancestor_do_not_reach_past_a_deeper_key(world):
    """docs/behaviour.md, settings-2."""
    cache, _ = world
    assert cache.find(SITE, "/shop/x").allows("AccessRead")
    assert not cache.find(SITE, "/shop/secret/x").allows("AccessRead")
    assert cache.find(SITE, "/shop/secret/open.htm").allows("AccessRead")


def test_the_folder_is_that_of_the_nearest_key_with_a_path(world):
    cache, _ = world
    root, deep = cache.find(SITE, "/x"), cache.find(SITE, "/shop/secret/x")
    assert (root.folder, root.folder_url) == ("/data/drive_c/web", "")
    assert (deep.folder, deep.folder_url, deep.application_url) == ("/srv/shop", "/Shop", "/Shop")
    assert deep.logged is False
    assert root.logged is True


def test_a_path_set_without_being_inheritable_still_gives_the_folder_below():
    tree = tree_of(site(1, "/srv/a", [":80:"]), key(f"{SITE}/ROOT/b", DontLog=True))
    root = tree.key(f"{SITE}/ROOT")
    tree.add(
        Key(
            root.path,
            {i: type(r)(r.id, 0, r.user_type, r.data_type, r.data) for i, r in root.records.items()},
        )
    )
    settings = SettingsCache(lambda: tree, "/data").find(SITE, "/b/c")
    assert (settings.folder, settings.folder_url) == ("/srv/a", "")


def test_where_nothing_is_stored_internal_defaults_hold_and_not_those_of_the_schema():
    """docs/behaviour.md, settings-1."""
    tree = tree_of(key(SITE), key(f"{SITE}/ROOT", Path="/srv"))
    assert SettingsCache(lambda: tree, "/data").find(SITE, "/").access == 513


def test_a_folder_on_a_drive_that_is_nowhere_is_none():
    cache, _ = cache_of(site(1, r"Q:\web", [":80:"]), key(f"{SITE}/ROOT/u", Path=r"\\server\share"))
    assert cache.find(SITE, "/").folder is None
    assert cache.find(SITE, "/u/x").folder is None


def test_a_path_map_moves_folders():
    cache, _ = cache_of(site(1, r"C:\web\a", [":80:"], PathMap=[r"C:\web=/srv/web"]))
    assert cache.find(SITE, "/").folder == "/srv/web/a"


def test_default_documents_come_in_order_and_only_while_enabled():
    cache, _ = cache_of(
        site(1, "/a", [":80:"], DefaultDoc=" b.htm , a.htm,"), key(f"{SITE}/ROOT/off", DirBrowseFlags=0)
    )
    assert cache.find(SITE, "/").default_documents == ("b.htm", "a.htm")
    assert cache.find(SITE, "/off/").default_documents == ()


def test_a_mime_type_comes_from_the_key_then_the_machine_then_the_entry_for_all():
    """docs/behaviour.md, settings-4."""
    cache, _ = cache_of(
        site(1, "/a", [":80:"], MimeMap=[".txt,text/x-own", "NEW,text/new"]),
        key(f"{SITE}/ROOT/all", MimeMap=[".*,application/octet-stream"]),
    )
    root, everything = cache.find(SITE, "/"), cache.find(SITE, "/all/x")
    assert root.mime_type("A.TXT") == "text/x-own"
    assert root.mime_type("a.htm") == "text/html"
    assert root.mime_type("a.new") == "text/new"
    assert root.mime_type("a.zzz") is None
    assert root.mime_type("a") is None
    assert everything.mime_type("a.htm") == "text/html"
    assert everything.mime_type("a.zzz") == "application/octet-stream"


def test_settings_are_built_once_and_long_or_unknown_urls_ask_nothing_of_the_tree(world):
    cache, tree = world
    first = cache.find(SITE, "/shop/a")
    cache.find(SITE, "/")
    tree.asked = 0
    assert cache.find(SITE, "/SHOP/" + "x/" * 1000) is first
    for number in range(100):
        cache.find(SITE, f"/nothing{number}/at/all")
    assert tree.asked == 0


def test_a_change_drops_its_key_and_those_below_and_no_others(world):
    """docs/behaviour.md, settings-3."""
    cache, tree = world
    before = {url: cache.find(SITE, url) for url in ("/", "/shop/", "/shop/secret/", "/shop/secret/open.htm")}
    put(tree.tree, f"{SITE}/ROOT/Shop/secret", AccessFlags=1)
    cache.forget([f"{SITE}/root/shop/SECRET"])
    assert cache.find(SITE, "/") is before["/"]
    assert cache.find(SITE, "/shop/") is before["/shop/"]
    assert cache.find(SITE, "/shop/secret/").allows("AccessRead")
    assert cache.find(SITE, "/shop/secret/open.htm") is not before["/shop/secret/open.htm"]


def test_a_new_key_counts_from_the_change_on(world):
    cache, tree = world
    cache.find(SITE, "/new/x")
    put(tree.tree, f"{SITE}/ROOT/new", AccessFlags=0)
    cache.forget([f"{SITE}/ROOT/new"])
    assert not cache.find(SITE, "/new/x").allows("AccessRead")


@pytest.mark.parametrize("touched", ["/", "/LM", "/LM/W3SVC", "/LM/MimeMap", SITE, f"{SITE}/ROOT"])
def test_a_change_above_drops_everything_below(world, touched):
    cache, _ = world
    before = cache.find(SITE, "/shop/x")
    cache.forget([touched])
    assert cache.find(SITE, "/shop/x") is not before


@pytest.mark.parametrize(
    "touched", ["/LM/W3SVC/2", "/LM/W3SVC/11/ROOT", "/LM/MSFTPSVC/1", "/LM/W3SVC/AppPools/x"]
)
def test_a_change_elsewhere_drops_nothing(world, touched):
    cache, _ = world
    before = cache.find(SITE, "/shop/x")
    cache.forget([touched])
    assert cache.find(SITE, "/shop/x") is before


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/lm/w3svc/1/root/x", SITE),
        (SITE, SITE),
        ("/LM/W3SVC", None),
        ("/LM/W3SVC/AppPools", None),
        ("/LM/MSFTPSVC/1", None),
    ],
)
def test_a_path_belongs_to_the_site_whose_number_it_has(path, expected):
    assert site_of(path) == expected
