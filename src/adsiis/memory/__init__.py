"""Memory: how many bytes does one call cost, and is that a leak?

A process started with `host_environment()` lets the C heap see every block exactly. `measure` calls a
workload in equal batches, reads the heap between them, and answers with a slope in bytes per call, its
95 % interval and a verdict. Who drives the calls from elsewhere fills a `Series` step by step instead.
"""

from adsiis.memory.attributed import Attribution
from adsiis.memory.attribution import Attributor, attribute
from adsiis.memory.environment import host_environment, is_exact
from adsiis.memory.measuring import batches, measure
from adsiis.memory.sampling import Sample, heap_bytes, live_objects, sample
from adsiis.memory.series import Measurement, Series
from adsiis.memory.slope import Slope, estimate
from adsiis.memory.verdict import THRESHOLD, Verdict, judge

__all__ = [
    "THRESHOLD",
    "Attribution",
    "Attributor",
    "Measurement",
    "Sample",
    "Series",
    "Slope",
    "Verdict",
    "attribute",
    "batches",
    "estimate",
    "heap_bytes",
    "host_environment",
    "is_exact",
    "judge",
    "live_objects",
    "measure",
    "sample",
]
