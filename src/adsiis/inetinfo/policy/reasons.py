"""Why a process of a pool is replaced or ended: a table of reasons, with their bits of LogEventOnRecycle."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """A reason: the word programs know it by, its bit of LogEventOnRecycle, and a sentence for people.

    One without a bit is always told. Source: docs/behaviour.md, recycle-8.
    """

    TIME = "time", 0x01, "It ran for as long as PeriodicRestartTime allows."
    REQUESTS = "requests", 0x02, "It took as many requests as PeriodicRestartRequests allows."
    SCHEDULE = "schedule", 0x04, "A time of PeriodicRestartSchedule came."
    MEMORY = "memory", 0x08, "It used the virtual memory that PeriodicRestartMemory allows."
    COMMAND = "command", 0x20, "It was recycled by a command."
    CONFIG = "config", 0x40, "The settings of its pool were changed."
    PRIVATE_MEMORY = "private memory", 0x80, "It used the memory that PeriodicRestartPrivateMemory allows."
    PING = "ping", 0, "It did not answer a ping within PingResponseTime."
    PROCESSOR = "processor", 0, "Its pool used more processor time than CPULimit allows."
    IDLE = "idle", 0, "No request came for as long as IdleTimeout."
    STOP = "stop", 0, "Its pool, its application or the host was stopped."

    def __init__(self, word: str, bit: int, sentence: str) -> None:
        self.word = word
        self.bit = bit
        self.sentence = sentence

    def is_told(self, bits: int) -> bool:
        """Whether it is told to the log of the host, by LogEventOnRecycle."""
        return not self.bit or bool(bits & self.bit)
