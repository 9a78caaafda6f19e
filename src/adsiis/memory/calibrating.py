"""Can leaks be seen here and now? Known ones are injected in this process and measured like any workload.

They are of bytes, and of descriptors.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.memory.injecting import Injector
from adsiis.memory.measuring import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.memory.series import Measurement

SIZES: Final = (0, 20, 64, 312, 4_096)
"""Bytes; 20 is what one text of the article Q276319 took."""
_CALLS: Final = 1_200
_SAMPLES: Final = 12
_CALLS_TO_ONE: Final = 20
"""Calls of which one loses a descriptor."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """One injected leak: what was asked for, what malloc set aside, and what was measured."""

    size: int
    true_size: float
    measurement: Measurement

    @property
    def caught(self) -> bool:
        """Whether a leak was called one, and none was called none."""
        return (self.measurement.verdict.word == "leak") == (self.size > 0)

    def as_dict(self) -> dict[str, float | bool]:
        """For a JSON report."""
        slope = self.measurement.slope
        return {
            "size": self.size,
            "true_size": round(self.true_size, 2),
            "bytes_per_call": round(slope.bytes_per_call, 2),
            "low": round(slope.low, 2),
            "high": round(slope.high, 2),
            "caught": self.caught,
        }


@dataclass(frozen=True, slots=True)
class DescriptorCalibration:
    """Descriptors lost at a known rate per call, and what was measured."""

    true_rate: float
    measurement: Measurement

    @property
    def caught(self) -> bool:
        """Whether the leak was called one, and one of descriptors."""
        return any(one.name == "descriptors" for one in self.measurement.leaks_besides)

    def as_dict(self) -> dict[str, float | bool]:
        """For a JSON report."""
        slope = self.measurement.besides[0].slope
        return {
            "true_rate": self.true_rate,
            "descriptors_per_call": round(slope.bytes_per_call, 4),
            "low": round(slope.low, 4),
            "high": round(slope.high, 4),
            "caught": self.caught,
        }


def calibrate(sizes: Sequence[int] = SIZES, calls: int = _CALLS) -> tuple[Calibration, ...]:
    """Inject and measure leaks of these sizes, and give the memory back.

    Source: docs/behaviour.md, memory-15.
    """
    return tuple(_calibrated(size, calls) for size in sizes)


def _calibrated(size: int, calls: int) -> Calibration:
    injector = Injector(size)

    def lose(count: int) -> None:
        for _ in range(count):
            injector()

    measurement = measure(lose, calls, samples=_SAMPLES)
    true_size = injector.true_size
    injector.release()
    return Calibration(size, true_size, measurement)


def calibrate_descriptors(calls: int = _CALLS) -> DescriptorCalibration:
    """Lose descriptors and count them, and close them again.

    Source: docs/behaviour.md, memory-15.
    """
    opened: list[int] = []
    with open(os.devnull, "rb") as file:

        def lose(count: int) -> None:
            opened.extend(os.dup(file.fileno()) for _ in range(count // _CALLS_TO_ONE))

        try:
            measurement = measure(lose, calls, samples=_SAMPLES)
        finally:
            for one in opened:
                os.close(one)
    return DescriptorCalibration(1 / _CALLS_TO_ONE, measurement)
