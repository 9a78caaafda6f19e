"""A process that seals a secret the moment it is told to: `python keymaker.py KEY_FILE`."""

from __future__ import annotations

import sys

from adsiis.metabase.record import SECURE, SERVER, STRING, Record
from adsiis.metabase.secrets import Sealer


def main(key_file):
    sealer = Sealer(key_file)
    print("ready", flush=True)
    sys.stdin.readline()
    print(sealer.seal(Record(1, SECURE, SERVER, STRING, "the secret")).data.hex(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
