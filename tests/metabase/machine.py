"""Both stores and the model of them: what is done to one is done to all, and every answer must be the same."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from adsiis.metabase.buffer import Buffer
from adsiis.metabase.errors import MetabaseError
from metabase import machine_looks as looks
from metabase.machine_changes import IDS
from metabase.machine_worlds import InMemory, World, cheap_surroundings, on_disk
from metabase.model import Model
from metabase.model_files import Shelf
from metabase.samples import LONG, assert_whole

MOST_KEYS = 40  # copies of copies would double without end
ROUND = 10
STEPS = 50


class Machine(RuleBasedStateMachine):
    """What there is, and how it is compared; the rules are in classes of their own, by subject.

    Args:
        counted: the number of steps with effect so far, in a list: those that changed the tree, or wrote a
            file, of both stores and the model. What was refused, or changed nothing, is no such step.
    """

    def __init__(self, counted):
        super().__init__()
        self.counted = counted
        self.open = ExitStack()
        self.open.enter_context(cheap_surroundings())
        self.home = self.open.enter_context(tempfile.TemporaryDirectory())
        self.disk = World(on_disk(f"{self.home}/disk"))
        self.open.callback(self.disk.metabase.close)
        self.memory = World(InMemory(f"{self.home}/memory"))
        self.worlds = (self.disk, self.memory)
        self.model = Model()
        self.revision = 0
        self.history = [self.model]
        self.states = Model(states=True)
        self.shelf = Shelf()
        self.files = {}
        self.turn = 0

    def teardown(self):
        self.open.close()

    def commit(self, some, expect=None):
        """A commit to all three; what the model refuses both stores must refuse, for the same reason."""
        expected = expectation(lambda: self.model.after(some))
        if isinstance(expected, Model) and len(expected.keys) > MOST_KEYS:
            return
        self.look_before(some, expected)
        got = self.both(lambda metabase: metabase.store.commit(some, expect=expect))
        self.settle(got, expected)

    def look_before(self, some, expected):
        """What a store shows whose commits wait: the same as after the commit, or the same refusal."""
        buffer = Buffer(self.disk.metabase.store, self.disk.metabase.sealer)
        refused = expectation(lambda: buffer.commit(some))
        if not isinstance(expected, Model):
            assert refused is expected
            return
        assert looks.shown(buffer.view, self.disk) == expected.in_order()
        for path in self.paths_to_look_at(expected):
            looks.look_at_newest(buffer.view, expected, self.disk, path, self.record_id)
            looks.ask_for_data_paths(buffer.view, expected, path, self.turn)

    def both(self, act):
        """What both answer, in the same words and with the same entry in the journal."""
        with self.disk.metabase.store.watch() as disk, self.memory.metabase.store.watch() as memory:
            got, same = (world.answer(act) for world in self.worlds)
            assert got == same, "both stores give one answer, in the same words"
            assert looks.told(disk, self.disk) == looks.told(memory, self.memory), (
                "both journals say the same"
            )
        return got

    def settle(self, got, expected):
        """Take the model over if a commit was expected and made; else it must have been the same refusal."""
        if not isinstance(expected, Model):
            assert got[0] is expected
            return
        assert got == self.revision + 1
        if expected.keys != self.model.keys:
            self.count()
        self.revision, self.model = got, expected
        self.history.append(expected)

    def count(self):
        self.counted[0] += 1

    def there(self):
        return sorted(spelled for spelled, _ in self.model.keys.values())

    @property
    def record_id(self):
        """The record that is looked at by its number, by turns."""
        return IDS[self.turn % len(IDS)]

    def paths_to_look_at(self, model):
        """A key that is there, and a path that is not, below it or elsewhere; by turns."""
        there = sorted(spelled for spelled, _ in model.keys.values()) or ["/"]
        one = there[self.turn % len(there)]
        return (one, f"/a/{LONG}/b" if self.turn % 3 == 0 else one.rstrip("/") + "/no key/Here")

    @invariant()
    def the_stores_hold_the_model(self):
        self.turn += 1
        assert_whole(self.disk.metabase.store)
        with self.disk.metabase.store.snapshot() as disk, self.memory.metabase.store.snapshot() as memory:
            assert disk.revision == memory.revision == self.revision
            for moment, world in ((disk, self.disk), (memory, self.memory)):
                assert looks.shown(moment, world) == self.model.in_order()
            assert [key.revision for key in disk.walk("/")] == [key.revision for key in memory.walk("/")]

    @invariant()
    def every_way_to_read_shows_the_model(self):
        for world in self.worlds:
            with world.metabase.store.snapshot() as moment:
                for path in self.paths_to_look_at(self.model):
                    looks.look_at(moment, self.model, world, path, self.record_id)
                    looks.look_at_newest(world.metabase.store.view, self.model, world, path, self.record_id)
                    looks.read_as_the_base_object(moment, self.model, world, path, self.turn)
                    looks.ask_for_data_paths(moment, self.model, path, self.turn)


def expectation(act):
    """What the model comes to, or the kind of error that is to be raised."""
    try:
        return act()
    except MetabaseError as error:
        return type(error)


def run_until(machine, steps):
    """Run a machine, in rounds of random examples, until it has made so many steps with effect."""
    counted = [0]
    while counted[0] < steps:
        run_state_machine_as_test(
            lambda: machine(counted),
            settings=settings(
                max_examples=ROUND, stateful_step_count=STEPS, deadline=None, derandomize=False
            ),
        )
