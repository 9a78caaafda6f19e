from __future__ import annotations

import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase.changes import CreateKey, ReplaceTree, SetRecords
from adsiis.metabase.errors import MetabaseError, SecretLostError, StoreError
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.record import (
    BINARY,
    CLEAR,
    FOREIGN,
    MULTISZ,
    SEALED,
    SECURE,
    SERVER,
    STRING,
    VOLATILE,
    Key,
    Record,
)
from adsiis.metabase.secrets import KEY_BYTES, Sealer, is_foreign
from metabase.samples import dump, number, secret, text

PASSWORD = "the horse staple battery, correctly"


@pytest.fixture
def key_file(tmp_path):
    return str(tmp_path / "secret.key")


@pytest.fixture
def sealer(key_file):
    return Sealer(key_file)


def test_a_secure_value_is_sealed_and_opens_again(sealer):
    """docs/behaviour.md, secure-1."""
    sealed = sealer.seal(secret(1, PASSWORD))
    assert sealed.form == SEALED
    assert PASSWORD.encode() not in sealed.data
    assert sealer.open(sealed) == secret(1, PASSWORD)


@pytest.mark.parametrize(
    ("data_type", "data"), [(BINARY, b"\x00\xff"), (MULTISZ, ("a", "b")), (MULTISZ, ()), (STRING, "")]
)
def test_every_type_of_value_comes_back_as_it_was(sealer, data_type, data):
    """docs/behaviour.md, secure-1."""
    record = Record(5, SECURE, SERVER, data_type, data)
    assert sealer.open(sealer.seal(record)) == record


def test_a_value_that_is_not_secure_stays_clear_and_makes_no_key(sealer, key_file):
    assert sealer.seal(text(1, "plain")).form == CLEAR
    assert not os.path.exists(key_file)


def test_a_sealed_value_is_not_sealed_twice(sealer):
    sealed = sealer.seal(secret(1, PASSWORD))
    assert sealer.seal(sealed) is sealed


def test_the_same_secret_never_looks_the_same(sealer):
    """docs/behaviour.md, secure-1."""
    assert sealer.seal(secret(1, PASSWORD)).data != sealer.seal(secret(1, PASSWORD)).data


def test_the_key_file_is_for_its_owner_alone_and_nothing_else_is_left(sealer, key_file):
    """docs/behaviour.md, secure-1."""
    before = os.umask(0)
    try:
        sealer.seal(secret(1, PASSWORD))
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(key_file).st_mode) == 0o600
    assert os.listdir(os.path.dirname(key_file)) == ["secret.key"]


def test_the_clear_text_is_nowhere_in_the_store(metabase):
    """docs/behaviour.md, secure-1: not in the tree, not in the journal, not in what a commit left behind."""
    store, record = metabase.store, secret(1, PASSWORD)
    store.commit([SetRecords("/LM", (record,)), CreateKey("/LM/a", (record,))], who="somebody")
    store.commit([CreateKey("/LM/b", (text(2, "seen"), record))])
    store.commit([ReplaceTree((Key("/LM", {1: record}),))])
    metabase.volatile.commit([CreateKey("/LM", (record,))])
    for folder in (metabase.folder.metabase, metabase.folder.volatile):
        with open(os.path.join(folder, "data.mdb"), "rb") as file:
            content = file.read()
        for clear in (PASSWORD.encode(), PASSWORD.encode("utf-16-le"), PASSWORD.encode()[:12]):
            assert clear not in content
    assert dump(store.environment, store.environment.journal)
    assert metabase.reveal(store.view.key("/LM").records[1]).data == PASSWORD


def test_a_lost_key_loses_the_secure_values_and_no_others(metabase):
    """docs/behaviour.md, secure-3."""
    metabase.store.commit([SetRecords("/LM", (secret(1, PASSWORD), text(2, "seen")))])
    os.unlink(metabase.folder.secret_key)
    sealer = Sealer(metabase.folder.secret_key)
    records = metabase.store.view.key("/LM").records
    assert sealer.open(records[2]).data == "seen"
    with pytest.raises(SecretLostError, match=r"id 1 cannot be decrypted.*Put the key file back, or set"):
        sealer.open(records[1])
    assert sealer.open(sealer.seal(secret(1, "new"))).data == "new", "a value can be set again"
    with pytest.raises(SecretLostError):
        sealer.open(records[1])


def put_away(metabase):
    """Lose the key file of a store, and open it anew; what was in the file."""
    with open(metabase.folder.secret_key, "rb") as file:
        lost = file.read()
    os.unlink(metabase.folder.secret_key)
    close_metabase(metabase.folder.home)
    return lost, open_metabase(metabase.folder.home)


@pytest.mark.parametrize("back", ["secret_key", "old_keys"])
def test_a_lost_key_that_comes_back_costs_nothing_that_was_set_meanwhile(metabase, caplog, back):
    """docs/behaviour.md, secure-5."""
    metabase.store.commit([SetRecords("/LM", (secret(1, PASSWORD), secret(2, "kept")))])
    lost, late = put_away(metabase)
    late.store.commit([SetRecords("/LM", (secret(1, "new"),))])
    assert [one.levelname for one in caplog.records] == ["WARNING"]
    assert "secret.key is missing (secure values that need it: 2): a new key was made" in caplog.text
    late.store.commit([SetRecords("/LM", (secret(3, "newer"),))])
    with open(getattr(late.folder, back), "wb") as file:
        file.write(lost)
    records, found = late.store.view.key("/LM").records, Sealer(late.folder.secret_key)
    assert [found.open(records[one]).data for one in (1, 2, 3)] == ["new", "kept", "newer"]


def test_a_key_is_made_in_silence_where_nothing_needs_another(metabase, caplog):
    """docs/behaviour.md, secure-5."""
    metabase.store.commit([SetRecords("/LM", (secret(1, PASSWORD),))])
    os.rename(metabase.folder.secret_key, metabase.folder.old_keys)
    close_metabase(metabase.folder.home)
    late = open_metabase(metabase.folder.home)
    late.store.commit([SetRecords("/LM", (secret(2, "new"),))])
    assert not caplog.records
    assert os.stat(late.folder.old_keys).st_size == KEY_BYTES


def test_no_key_is_made_beside_damaged_old_ones(metabase):
    """docs/behaviour.md, secure-5: the new one could not be put among them."""
    metabase.store.commit([SetRecords("/LM", (secret(1, PASSWORD),))])
    _, late = put_away(metabase)
    with open(late.folder.old_keys, "wb") as file:
        file.write(b"short")
    with pytest.raises(SecretLostError, match="old is damaged"):
        late.store.commit([SetRecords("/LM", (secret(2, "new"),))])
    assert not os.path.exists(late.folder.secret_key)


def test_threads_that_lost_the_key_at_once_make_one_that_stands_beside_too(tmp_path):
    """docs/behaviour.md, secure-5."""
    for round_number in range(20):
        folder = tmp_path / str(round_number)
        folder.mkdir()
        key_file, start = str(folder / "secret.key"), threading.Barrier(4)
        lost = Sealer(str(tmp_path / "lost.key")).seal(secret(1, PASSWORD))
        sealed = []

        def seal():
            start.wait()  # noqa: B023 - the threads end within this round
            found = Sealer(key_file, sealed=lambda: [lost]).seal(secret(1, "new"))  # noqa: B023
            sealed.append(found)  # noqa: B023

        threads = [threading.Thread(target=seal) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        os.unlink(key_file)
        assert [Sealer(key_file).open(one).data for one in sealed] == ["new"] * 4


def test_a_value_does_not_open_as_that_of_another_property_or_when_it_was_altered(sealer):
    """docs/behaviour.md, secure-1."""
    sealed = sealer.seal(secret(1, PASSWORD))
    altered = sealed.data[:-1] + bytes([sealed.data[-1] ^ 1])
    for data, record_id in ((sealed.data, 2), (altered, 1), (b"", 1), (b"x" * 12, 1)):
        with pytest.raises(SecretLostError):
            sealer.open(Record(record_id, SECURE, SERVER, STRING, data, form=SEALED))


def test_a_damaged_key_file_is_named(sealer, key_file):
    sealed = sealer.seal(secret(1, PASSWORD))
    with open(key_file, "wb") as file:
        file.write(b"short")
    with pytest.raises(SecretLostError, match="damaged: a key has 32 bytes, this one has 5"):
        Sealer(key_file).open(sealed)


def test_old_keys_that_cannot_be_read_hinder_only_what_they_open(sealer, key_file):
    """docs/behaviour.md, secure-3, rotation-2."""
    old = sealer.seal(secret(1, PASSWORD))
    os.rename(key_file, f"{key_file}.old")
    new = Sealer(key_file).seal(secret(1, "new"))
    assert Sealer(key_file).open(old).data == PASSWORD
    os.unlink(f"{key_file}.old")
    os.mkdir(f"{key_file}.old")
    late = Sealer(key_file)
    for _ in range(2):
        assert late.open(new).data == "new"
        with pytest.raises(SecretLostError, match=r"key\.old, which holds the keys of older secure values"):
            late.open(old)


def test_the_whole_keys_of_a_damaged_file_of_old_keys_are_used(sealer, key_file):
    """docs/behaviour.md, secure-3."""
    old = sealer.seal(secret(1, PASSWORD))
    with open(key_file, "rb") as file:
        kept = file.read()
    os.unlink(key_file)
    with open(f"{key_file}.old", "wb") as file:
        file.write(kept + b"short")
    assert Sealer(key_file).open(old).data == PASSWORD
    other = Sealer(f"{key_file}2").seal(secret(1, "other"))
    with pytest.raises(
        SecretLostError, match=r"old is damaged: it holds keys of 32 bytes each, and has 37\."
    ):
        Sealer(key_file).open(other)


def test_a_value_is_renewed_when_another_key_than_the_present_one_sealed_it(sealer, key_file):
    """docs/behaviour.md, rotation-1."""
    old = sealer.seal(secret(1, PASSWORD))
    assert sealer.renewed(old) is old
    os.rename(key_file, f"{key_file}.old")
    new = sealer.renewed(old)
    assert (new.form, sealer.open(new).data) == (SEALED, PASSWORD)
    os.unlink(f"{key_file}.old")
    assert Sealer(key_file).open(new).data == PASSWORD
    late, plain = Sealer(key_file), text(1, "plain")
    assert (late.renewed(old), late.renewed(plain)) == (old, plain)


def test_a_key_that_cannot_be_made_is_an_error_of_the_store(tmp_path):
    with pytest.raises(StoreError, match="cannot be made: No such file or directory"):
        Sealer(str(tmp_path / "none" / "secret.key")).seal(secret(1, PASSWORD))


def test_a_secure_value_of_another_machine_is_kept_as_it_came(metabase):
    """docs/behaviour.md, secure-2."""
    foreign = Record(1, SECURE, SERVER, STRING, "49634462f0000000", form=FOREIGN)
    metabase.store.commit([SetRecords("/LM", (foreign,))])
    kept = metabase.store.view.key("/LM").records[1]
    assert kept == foreign == metabase.reveal(kept)
    assert is_foreign(kept)
    assert not is_foreign(number(1, 1))
    assert not os.path.exists(metabase.folder.secret_key)


def test_threads_that_need_the_key_at_once_make_one(tmp_path):
    """docs/behaviour.md, secure-1."""
    for round_number in range(20):
        folder = tmp_path / str(round_number)
        folder.mkdir()
        key_file = str(folder / "secret.key")
        sealed, start = [], threading.Barrier(4)

        def seal():
            start.wait()  # noqa: B023 - the threads end within this round
            sealed.append(Sealer(key_file).seal(secret(1, PASSWORD)))  # noqa: B023

        threads = [threading.Thread(target=seal) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [Sealer(key_file).open(one).data for one in sealed] == [PASSWORD] * 4
        assert os.listdir(folder) == ["secret.key"]


@given(st.binary(max_size=60))
def test_no_bytes_whatever_open_to_something_else_than_an_error(data):
    sealer = Sealer("/nonexistent/secret.key")
    with pytest.raises(MetabaseError):
        sealer.open(Record(1, SECURE, SERVER, STRING, data, form=SEALED))


def test_a_damaged_key_file_says_what_to_do(sealer, key_file):
    with open(key_file, "wb") as file:
        file.write(b"short")
    with pytest.raises(SecretLostError, match="Put back a copy of it; without one, move it away"):
        sealer.seal(secret(1, PASSWORD))


def test_a_state_is_sealed_for_a_tree_of_states_alone(key_file):
    """docs/behaviour.md, control-7."""
    state = Record(1, VOLATILE, SERVER, STRING, "runs")
    assert Sealer(key_file, states=True).seal(state) is state
    with pytest.raises(
        MetabaseError, match=r"id 1 has the attribute VOLATILE.* in the tree `Metabase\.volatile`"
    ):
        Sealer(key_file).seal(state)
