"""Transactions: many SetInfo as one commit, or none."""

# ruff: noqa: PT012 - that the whole block is left is what these tests are about

from __future__ import annotations

import asyncio
import contextvars
import os
import subprocess
import sys
import threading

import pytest

import adsiis
from adsi.provider import StubHost
from adsiis import GetObject
from adsiis.adsi.errors import (
    ADSIError,
    AlreadyExistsError,
    PathNotFoundError,
    ServiceNotActiveError,
)
from adsiis.adsi.transactions import in_transaction
from adsiis.metabase.store import LmdbStore

SERVICE = "IIS://localhost/W3SVC"
SITE = f"{SERVICE}/1"


def comment(path=SITE):
    return GetObject(path).ServerComment


def rename(to, path=SITE):
    site = GetObject(path)
    site.ServerComment = to
    site.SetInfo()


def elsewhere(act):
    """What another thread gets."""
    got = []
    thread = threading.Thread(target=lambda: got.append(act()))
    thread.start()
    thread.join()
    return got[0]


def in_another_process(metabase, expression):
    """What an expression is in a process of its own, as text."""
    done = subprocess.run(
        [sys.executable, "-c", f"from adsiis import GetObject; print({expression})"],
        env=os.environ | {"ADSIIS_HOME": metabase.folder.home},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def revision(metabase):
    with metabase.store.snapshot() as moment:
        return moment.revision


def test_many_set_info_become_one_commit(metabase):
    """docs/behaviour.md, transaction-1."""
    before = revision(metabase)
    with adsiis.transaction(who="tester"), metabase.store.watch() as watcher:
        for number in range(40):
            site = GetObject(SERVICE).Create("IIsWebServer", 100 + number)
            site.ServerComment = f"Site {number}"
            site.SetInfo()
        rename("First")
        assert watcher.entries() == []
    assert revision(metabase) == before + 1
    assert (comment(), comment(f"{SERVICE}/139")) == ("First", "Site 39")
    with metabase.store.watch(before) as watcher:
        (entry,) = watcher.entries()
    assert entry.who == "tester"


def test_the_thread_reads_what_it_wrote_and_nobody_else_does_until_the_end(metabase):
    """docs/behaviour.md, transaction-2."""
    with adsiis.transaction():
        rename("New")
        GetObject(SERVICE).Delete("IIsWebServer", "2")
        assert comment() == "New"
        assert [child.Name for child in GetObject(SERVICE)][:2] == ["1", "10"]
        assert "W3SVC/2" not in " ".join(GetObject(SERVICE).GetDataPaths("ServerComment"))
        assert elsewhere(comment) == "Default Web Site"
        assert elsewhere(lambda: [child.Name for child in GetObject(SERVICE)][:2]) == ["1", "2"]
        assert in_another_process(metabase, f"GetObject({SITE!r}).ServerComment") == "Default Web Site"
    assert elsewhere(comment) == "New"
    assert in_another_process(metabase, f"GetObject({SITE!r}).ServerComment") == "New"
    with pytest.raises(PathNotFoundError):
        GetObject(f"{SERVICE}/2")


def test_objects_bound_before_take_part(metabase):
    """docs/behaviour.md, transaction-2."""
    site, root = GetObject(SITE), GetObject(f"{SITE}/ROOT")
    with adsiis.transaction():
        site.DefaultDoc = "Start.htm"
        site.SetInfo()
        root.GetInfo()
        assert root.DefaultDoc == "Start.htm"
        assert elsewhere(lambda: GetObject(f"{SITE}/ROOT").DefaultDoc) == "Default.htm"
    assert GetObject(f"{SITE}/ROOT").DefaultDoc == "Start.htm"


def test_what_writes_at_once_elsewhere_waits_too(metabase, monkeypatch):
    """docs/behaviour.md, transaction-1."""
    before = revision(metabase)
    with adsiis.transaction():
        service = GetObject(SERVICE)
        service.PutEx(1, "DefaultDoc", "")
        service.MoveHere("2", "3")
        service.CopyHere("3", "4")
        GetObject(f"{SITE}/ROOT/Images").AppCreate2(2)
        number = service.CreateNewSite("Shop", [":81:"], r"C:\Shop")
        assert comment(f"{SERVICE}/{number}") == "Shop"
        assert GetObject(f"{SITE}/ROOT/Images").AppGetStatus2() == 0
        assert revision(metabase) == before
    assert revision(metabase) == before + 1
    assert [comment(f"{SERVICE}/{name}") for name in (3, 4, number)] == ["Second", "Second", "Shop"]
    assert GetObject(f"{SITE}/ROOT/Images").AppRoot == "/LM/W3SVC/1/ROOT/Images"


def test_an_exception_leaves_everything_as_it_was(metabase):
    """docs/behaviour.md, transaction-1."""
    before = revision(metabase)
    site = GetObject(SITE)
    with pytest.raises(ZeroDivisionError), adsiis.transaction():
        rename("New")
        site.ServerComment = "Newer"
        site.SetInfo()
        GetObject(SERVICE).Delete("", "2")
        _ = 1 / 0
    assert revision(metabase) == before
    assert (comment(), comment(f"{SERVICE}/2")) == ("Default Web Site", "Second")
    site.GetInfo()
    assert site.ServerComment == "Default Web Site"


def test_a_change_that_cannot_be_made_raises_where_it_is_asked_for(metabase):
    """docs/behaviour.md, transaction-1."""
    with adsiis.transaction():
        made = GetObject(SERVICE).Create("IIsWebServer", "77")
        made.SetInfo()
        with pytest.raises(AlreadyExistsError):
            GetObject(SERVICE).Create("IIsWebServer", "77")
        with pytest.raises(PathNotFoundError):
            GetObject(SERVICE).Delete("", "78")
    assert GetObject(f"{SERVICE}/77").Class == "IIsWebServer"


def test_a_key_taken_meanwhile_lets_all_of_it_fail(metabase):
    """docs/behaviour.md, transaction-4."""
    with pytest.raises(AlreadyExistsError), adsiis.transaction():
        rename("New")
        GetObject(SERVICE).Create("IIsWebServer", "77").SetInfo()
        elsewhere(lambda: GetObject(SERVICE).Create("IIsWebServer", "77").SetInfo())
    assert comment() == "Default Web Site"


class TestInsideAnother:
    def test_it_is_part_of_it(self, metabase):
        """docs/behaviour.md, transaction-3."""
        before = revision(metabase)
        with adsiis.transaction():
            rename("Outer")
            with adsiis.transaction():
                assert comment() == "Outer"
                rename("Inner", f"{SERVICE}/2")
            assert comment(f"{SERVICE}/2") == "Inner"
            assert elsewhere(lambda: comment(f"{SERVICE}/2")) == "Second"
        assert revision(metabase) == before + 1
        assert (comment(), comment(f"{SERVICE}/2")) == ("Outer", "Inner")

    def test_its_failure_drops_what_it_wrote_and_only_that(self, metabase):
        """docs/behaviour.md, transaction-3."""
        with adsiis.transaction():
            rename("Outer")
            with pytest.raises(ZeroDivisionError), adsiis.transaction():
                rename("Inner")
                _ = 1 / 0
            assert comment() == "Outer"
        assert comment() == "Outer"

    def test_the_failure_of_the_outer_one_drops_both(self, metabase):
        """docs/behaviour.md, transaction-3."""
        with pytest.raises(ZeroDivisionError), adsiis.transaction():
            with adsiis.transaction():
                rename("Inner")
            _ = 1 / 0
        assert comment() == "Default Web Site"


class TestCommands:
    def test_commands_wait_for_the_commit_and_come_in_order(self, metabase, host):
        """docs/behaviour.md, transaction-5."""
        with adsiis.transaction():
            site = GetObject(SITE)
            site.ServerComment = "New"
            site.ServerCommand = 2
            site.SetInfo()
            GetObject(f"{SERVICE}/2").Start()
            assert host.seen == []
        assert host.seen == [("/LM/W3SVC/1", "stop"), ("/LM/W3SVC/2", "start")]
        assert (comment(), GetObject(SITE).ServerState) == ("New", 4)

    def test_a_failed_block_gives_no_command(self, metabase, host):
        """docs/behaviour.md, transaction-5."""
        with pytest.raises(ZeroDivisionError), adsiis.transaction():
            GetObject(SITE).Stop()
            _ = 1 / 0
        assert host.seen == []

    def test_a_command_of_an_inner_one_waits_for_the_outer_one(self, metabase, host):
        """docs/behaviour.md, transaction-3, transaction-5."""
        with adsiis.transaction():
            with adsiis.transaction():
                GetObject(SITE).Stop()
            assert host.seen == []
        assert host.seen == [("/LM/W3SVC/1", "stop")]

    def test_one_that_fails_is_raised_after_all_were_tried_and_the_commit_stands(self, metabase):
        """docs/behaviour.md, transaction-5."""
        with (
            StubHost(metabase, failing={"start": (0x80070034, "Taken.")}) as host,
            pytest.raises(ADSIError, match="Taken"),
            adsiis.transaction(),
        ):
            rename("New")
            GetObject(SITE).Start()
            GetObject(SITE).Stop()
        assert [verb for _, verb in host.seen] == ["start", "stop"]
        assert comment() == "New"

    def test_without_a_host_the_commit_stands_and_the_command_raises(self, metabase):
        """docs/behaviour.md, transaction-5."""
        with pytest.raises(ServiceNotActiveError), adsiis.transaction():
            rename("New")
            GetObject(SITE).Start()
        assert comment() == "New"


@pytest.mark.parametrize(
    "call",
    [
        lambda computer: computer.Backup("", 0xFFFFFFFF, 0),
        lambda computer: computer.Restore("", 0xFFFFFFFE, 0),
        lambda computer: computer.SaveData(),
    ],
)
def test_the_tree_as_a_whole_is_busy_inside(metabase, call):
    """docs/behaviour.md, transaction-6."""
    with adsiis.transaction(), pytest.raises(ADSIError) as caught:
        call(GetObject("IIS://localhost"))
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070094


def test_secure_values_wait_encrypted_and_are_read_clear(metabase):
    """docs/behaviour.md, transaction-2, secure-1."""
    with adsiis.transaction():
        service = GetObject(SERVICE)
        service.AnonymousUserPass = "n3w"
        service.SetInfo()
        assert GetObject(SERVICE).AnonymousUserPass == "n3w"
        assert elsewhere(lambda: GetObject(SERVICE).AnonymousUserPass) == "s3cret"
    assert GetObject(SERVICE).AnonymousUserPass == "n3w"


def test_two_threads_have_one_each(metabase):
    """docs/behaviour.md, transaction-2."""
    both = threading.Barrier(2, timeout=60)
    seen = {}

    def work(number):
        with adsiis.transaction():
            rename(f"By {number}", f"{SERVICE}/{number}")
            both.wait()
            seen[number] = [comment(f"{SERVICE}/{one}") for one in (2, 10)]
            both.wait()

    threads = [threading.Thread(target=work, args=(number,)) for number in (2, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {2: ["By 2", "Tenth"], 10: ["Second", "By 10"]}
    assert [comment(f"{SERVICE}/{one}") for one in (2, 10)] == ["By 2", "By 10"]


def test_a_task_that_outlives_the_block_writes_to_the_store(metabase):
    """docs/behaviour.md, transaction-2: nothing is lost in a transaction that is over."""

    async def later():
        await asyncio.sleep(0)
        rename("Later")

    async def block():
        with adsiis.transaction():
            task = asyncio.create_task(later())
            rename("First")
        await task

    asyncio.run(block())
    assert comment() == "Later"


def test_a_thread_that_was_lent_the_context_has_no_part_in_it(metabase):
    """docs/behaviour.md, transaction-2."""
    with adsiis.transaction():
        rename("New")
        assert asyncio.run(asyncio.to_thread(comment)) == "Default Web Site"
        assert asyncio.run(asyncio.to_thread(rename, "Tenth again", f"{SERVICE}/10")) is None
        assert elsewhere(lambda: comment(f"{SERVICE}/10")) == "Tenth again"


def test_what_still_has_the_context_of_one_that_is_over_writes_to_the_store(metabase):
    """docs/behaviour.md, transaction-2: also while another thread's transaction goes on."""
    begun, end = threading.Event(), threading.Event()

    def another():
        with adsiis.transaction():
            begun.set()
            end.wait(60)

    thread = threading.Thread(target=another)
    thread.start()
    begun.wait(60)
    with adsiis.transaction():
        context = contextvars.copy_context()
    context.run(rename, "Later")
    end.set()
    thread.join()
    assert comment() == "Later"


def test_a_process_forked_inside_commits_nothing(metabase):
    """docs/behaviour.md, transaction-2."""
    script = (
        "import os, adsiis\n"
        "from adsiis import GetObject\n"
        f"site = GetObject({SITE!r})\n"
        "with adsiis.transaction():\n"
        "    site.ServerComment = 'Twice'; site.SetInfo()\n"
        "    child = os.fork()\n"
        "if not child: os._exit(0)\n"
        "os.waitpid(child, 0)\n"
    )
    before = revision(metabase)
    subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"ADSIIS_HOME": metabase.folder.home},
        check=True,
    )
    assert revision(metabase) == before + 1


def test_nothing_is_left_in_between_afterwards(metabase):
    """docs/behaviour.md, transaction-1: outside of transactions they cost nothing."""
    with pytest.raises(ZeroDivisionError), adsiis.transaction():
        assert in_transaction(metabase)
        _ = 1 / 0
    with adsiis.transaction():
        pass
    assert type(metabase.store) is LmdbStore
    assert not in_transaction(metabase)


def test_a_transaction_is_over_a_machine_that_is_known(metabase):
    with pytest.raises(ADSIError), adsiis.transaction("nowhere"):
        pass
