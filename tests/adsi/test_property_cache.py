"""What an object knows of its key: what it read, and what was put since."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys

import msgspec
import pytest

from adsiis import GetObject
from adsiis.adsi.errors import PathNotFoundError, SecretUnreadableError
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.record import FOREIGN, SEALED, STRING, Record
from adsiis.schema import schema

SITE = "IIS://localhost/W3SVC/1"


def elsewhere(metabase, script):
    """Run a script over the same store in another process."""
    environ = {**os.environ, "ADSIIS_HOME": metabase.folder.home}
    code = f"from adsiis import GetObject; site = GetObject('{SITE}'); {script}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def stored(metabase, path, name):
    """The record a key has of its own, or None."""
    return metabase.store.view.key(path).records.get(schema().property(name).id)


def test_nothing_is_written_before_setinfo(site):
    """docs/behaviour.md, put-1."""
    site.Put("ServerComment", "New")
    assert site.ServerComment == "New"
    assert GetObject(SITE).ServerComment == "Default Web Site"


def test_what_is_put_to_one_object_no_other_reads(site):
    """docs/behaviour.md, put-1: however it is read, before and after."""
    site.ServerComment, site.AccessRead, site.ServerBindings = "mine", False, ":81:"
    for read in (
        lambda found: (found.ServerComment, found.AccessRead, found.ServerBindings),
        lambda found: tuple(map(found.Get, ("servercomment", "accessread", "serverbindings"))),
        lambda found: tuple(map(found.Get, ("ServerComment", "AccessRead", "ServerBindings"))),
    ):
        assert read(site) == ("mine", False, (":81:",))
        assert read(GetObject(SITE)) == ("Default Web Site", True, (":80:",))


def test_an_object_that_was_put_to_and_dropped_leaves_no_trace(metabase, site):
    """docs/behaviour.md, put-1."""
    before = metabase.store.environment.word[0]
    site.ServerComment = "New"
    del site
    assert metabase.store.environment.word[0] == before


def test_setinfo_writes_only_what_was_put(metabase, site):
    """docs/behaviour.md, put-1."""
    before = dict(metabase.store.view.key("/LM/W3SVC/1").records)
    assert site.DefaultDoc == "Default.htm"
    site.Put("ServerComment", "New")
    site.SetInfo()
    after = dict(metabase.store.view.key("/LM/W3SVC/1").records)
    changed = schema().property("ServerComment").id
    assert after.pop(changed).data == "New"
    del before[changed]
    assert after == before


def test_setinfo_with_nothing_put_commits_nothing(metabase, site):
    """docs/behaviour.md, put-1."""
    before = metabase.store.environment.word[0]
    site.SetInfo()
    site.SetInfo()
    assert metabase.store.environment.word[0] == before


def test_everything_put_is_one_commit(metabase, site):
    """docs/behaviour.md, put-2."""
    before = metabase.store.environment.word[0]
    site.ServerComment = "New"
    site.ServerBindings = [":81:"]
    site.ServerAutoStart = False
    site.SetInfo()
    assert metabase.store.environment.word[0] == before + 1


def test_setinfo_on_a_key_that_is_gone_writes_nothing_and_can_be_repeated(service, metabase):
    """docs/behaviour.md, put-2."""
    site = GetObject("IIS://localhost/W3SVC/2")
    site.ServerComment = "New"
    service.Delete("IIsWebServer", "2")
    for _ in range(2):
        with pytest.raises(PathNotFoundError):
            site.SetInfo()
    assert metabase.store.view.key("/LM/W3SVC/2") is None


def test_what_was_saved_stays_in_the_cache_until_getinfo(site):
    """docs/behaviour.md, put-2."""
    site.ServerComment = "mine"
    site.SetInfo()
    other = GetObject(SITE)
    other.ServerComment = "theirs"
    other.SetInfo()
    assert site.ServerComment == "mine"
    site.GetInfo()
    assert site.ServerComment == "theirs"


def test_getinfo_drops_what_was_not_saved(site):
    """docs/behaviour.md, put-1."""
    site.ServerComment = "New"
    site.GetInfo()
    assert site.ServerComment == "Default Web Site"
    site.SetInfo()
    assert GetObject(SITE).ServerComment == "Default Web Site"


def test_of_two_writers_the_last_wins_property_by_property(metabase):
    """docs/behaviour.md, put-2."""
    one, two = GetObject(SITE), GetObject(SITE)
    one.ServerComment, one.ServerAutoStart = "one", True
    two.ServerComment, two.ServerBindings = "two", ":82:"
    one.SetInfo()
    two.SetInfo()
    found = GetObject(SITE)
    assert (found.ServerComment, found.ServerAutoStart, found.ServerBindings) == ("two", True, (":82:",))


def test_the_properties_of_an_object_are_as_of_one_moment(service, site):
    """docs/behaviour.md, get-3."""
    assert site.DefaultDoc == "Default.htm"
    service.DefaultDoc, service.ConnectionTimeout = "index.htm", 5
    service.SetInfo()
    assert (site.DefaultDoc, site.ConnectionTimeout) == ("Default.htm", 120)
    site.GetInfo()
    assert (site.DefaultDoc, site.ConnectionTimeout) == ("index.htm", 5)


def test_a_value_goes_own_then_inherited_then_default(root, service):
    """docs/behaviour.md, get-3, inheritance-1."""
    assert root.AccessFlags == 513
    assert root.DefaultDoc == "Default.htm"
    assert root.AspSessionTimeout == schema().property("AspSessionTimeout").default
    root.PutEx(1, "AccessFlags")
    assert root.AccessFlags == 1
    service.PutEx(1, "AccessFlags")
    root.GetInfo()
    assert root.AccessFlags == schema().property("AccessFlags").default


def test_a_property_that_is_not_inheritable_stays_where_it_is(metabase, service):
    """docs/behaviour.md, inheritance-2."""
    metabase.store.commit([SetRecords("/LM/W3SVC", (schema().record("ServerBindings", (":99:",)),))])
    assert GetObject("IIS://localhost/W3SVC/2").ServerBindings == ()


def test_a_value_set_below_blocks_a_later_change_above(root, service):
    """docs/behaviour.md, inheritance-3."""
    service.AccessFlags = 4
    service.SetInfo()
    root.GetInfo()
    assert root.AccessFlags == 513
    assert GetObject(SITE).AccessFlags == 4


def test_a_property_stored_nowhere_and_without_a_default_is_empty(site):
    """docs/behaviour.md, get-3."""
    assert site.SecureBindings == ()
    assert GetObject("IIS://localhost/W3SVC/2").ServerBindings == ()
    assert site.DefaultLogonDomain == ""
    assert site.SSLCertHash == b""


def test_what_another_process_commits_is_seen_by_getinfo(metabase, site):
    """docs/behaviour.md, object-4."""
    elsewhere(metabase, "site.ServerComment = 'theirs'; site.SetInfo()")
    assert site.ServerComment == "Default Web Site"
    site.GetInfo()
    assert site.ServerComment == "theirs"


def test_what_another_process_commits_is_seen_by_the_next_bind(metabase, site):
    """docs/behaviour.md, object-4."""
    elsewhere(metabase, "site.ServerComment = 'theirs'; site.SetInfo()")
    assert GetObject(SITE).ServerComment == "theirs"


def test_what_is_committed_here_is_seen_by_another_process(metabase, site):
    """docs/behaviour.md, object-4."""
    site.ServerComment = "ours"
    site.SetInfo()
    assert elsewhere(metabase, "print(site.ServerComment)") == "ours"


def test_an_object_holds_no_transaction(metabase, service):
    """docs/behaviour.md, object-4."""
    held = [GetObject(SITE), *service]
    for each in held:
        each.Get("KeyType")
        each.GetDataPaths("KeyType")
    iterator = iter(service)
    next(iterator)
    assert metabase.store.environment._lmdb.readers().strip() == "(no active readers)"


def test_secure_values_are_sealed_in_the_store_and_clear_to_get(metabase, service):
    """docs/behaviour.md, secure-1."""
    assert service.AnonymousUserPass == "s3cret"
    service.AnonymousUserPass = "n3w"
    service.SetInfo()
    record = stored(metabase, "/LM/W3SVC", "AnonymousUserPass")
    assert record.form == SEALED
    assert b"n3w" not in record.data
    assert service.AnonymousUserPass == "n3w"
    assert GetObject("IIS://localhost/W3SVC/1").AnonymousUserPass == "n3w"


def foreign(metabase):
    record = schema().record("AnonymousUserPass", "7B2A4F")
    sealed = msgspec.structs.replace(record, form=FOREIGN)
    metabase.store.commit([SetRecords("/LM/W3SVC", (sealed,))])


def test_a_secret_of_another_machine_reads_empty_with_a_warning(metabase, caplog):
    """docs/behaviour.md, secure-2."""
    foreign(metabase)
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        assert GetObject(SITE).AnonymousUserPass == ""
    assert "AnonymousUserPass" in caplog.text
    assert "7B2A4F" not in caplog.text


def test_a_new_value_replaces_a_secret_of_another_machine(metabase, service):
    """docs/behaviour.md, secure-2."""
    foreign(metabase)
    service.AnonymousUserPass = "mine"
    service.SetInfo()
    assert GetObject(SITE).AnonymousUserPass == "mine"


def test_a_secret_whose_key_is_lost_is_an_error_that_says_so(metabase, service):
    """docs/behaviour.md, secure-3."""
    record = stored(metabase, "/LM/W3SVC", "AnonymousUserPass")
    broken = msgspec.structs.replace(record, data=record.data[:-1] + bytes([record.data[-1] ^ 1]))
    metabase.store.commit([SetRecords("/LM/W3SVC", (broken,))])
    service.GetInfo()
    with pytest.raises(SecretUnreadableError) as caught:
        service.Get("AnonymousUserPass")
    assert caught.value.hresult & 0xFFFFFFFF == 0x800CC81D


@pytest.mark.parametrize(
    ("name", "data_type", "data", "shown"),
    [
        ("ServerBindings", STRING, ":80:", (":80:",)),
        ("ServerAutoStart", STRING, "true", True),
        ("ConnectionTimeout", STRING, "300", 300),
        ("AccessFlags", STRING, "513", 513),
        ("AccessRead", STRING, "513", True),
    ],
)
def test_a_value_stored_with_another_type_is_read_as_the_propertys_own(
    metabase, name, data_type, data, shown
):
    """docs/behaviour.md, value-9."""
    prop = schema().property(schema().property(name).flag_of or name)
    record = Record(prop.id, prop.attributes, prop.user_type, data_type, data)
    metabase.store.commit([SetRecords("/LM/W3SVC/1", (record,))])
    assert GetObject(SITE).Get(name) == shown


def test_a_value_of_another_type_that_fits_in_no_way_reads_empty_with_a_warning(metabase, caplog):
    """docs/behaviour.md, value-9."""
    prop = schema().property("AccessFlags")
    record = Record(prop.id, prop.attributes, prop.user_type, STRING, "everything")
    metabase.store.commit([SetRecords("/LM/W3SVC/1", (record,))])
    site = GetObject(SITE)
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        assert site.AccessFlags == 0
    assert "/LM/W3SVC/1/AccessFlags" in caplog.text
    site.AccessRead = True
    assert site.AccessFlags == 1


def test_a_thousand_objects_leave_nothing_for_the_collector(metabase):
    """docs/behaviour.md, object-5."""
    GetObject(SITE).Get("ServerComment")
    gc.collect()
    gc.disable()
    try:
        for _ in range(1000):
            site = GetObject(SITE)
            site.Put("ServerComment", site.Get("ServerComment"))
        del site
        assert gc.collect() == 0
    finally:
        gc.enable()
