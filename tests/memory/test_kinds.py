"""Who holds what grows."""

from __future__ import annotations

import gc
import logging

from adsiis.memory import kinds


class Thing:
    """Watched by the collector."""

    def __init__(self):
        self.own = []


OLD: list[Thing] = []
YOUNG: list[Thing] = []


def test_the_newest_object_of_a_type_is_found_in_whatever_generation_it_is():
    """docs/behaviour.md, memory-10: also while nothing was collected, when the young stand apart."""
    OLD.append(Thing())
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        assert kinds.holders_of_newest(Thing)[0] == f"{__name__}.OLD"
        YOUNG.append(Thing())
        assert kinds.holders_of_newest(Thing)[0] == f"{__name__}.YOUNG"
        gc.collect()
        assert kinds.holders_of_newest(Thing)[0] == f"{__name__}.YOUNG"
    finally:
        OLD.clear()
        YOUNG.clear()
        if enabled:
            gc.enable()


def test_a_type_of_which_nothing_is_alive_has_no_holders():
    class Gone:
        pass

    assert kinds.holders_of_newest(Gone) == ()


def test_of_several_names_for_a_holder_that_of_its_own_module_is_told():
    """docs/behaviour.md, memory-21: many modules have a logger, and each logger knows all others."""

    class Handler(logging.NullHandler):
        pass

    logger = logging.getLogger("nobody.has.this.name")
    logger.addHandler(Handler())
    try:
        assert kinds.holders_of_newest(Handler)[0].startswith("logging.")
    finally:
        logger.handlers.clear()
