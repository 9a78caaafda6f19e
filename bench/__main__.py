"""Runs the benchmarks and prints their tables: `make bench`, or `python -m bench metabase` for one."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(chosen: list[str]) -> int:
    """Run the benchmarks named, or all of them."""
    known = sorted(
        module.name
        for module in pkgutil.iter_modules(bench.__path__)
        if module.name not in {"__main__", "load", "many_sites", "paced", "peers", "pool_servers"}
    )
    unknown = set(chosen) - set(known)
    if unknown:
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}: choose from {', '.join(known)}.",
            file=sys.stderr,
        )
        return 2
    for name in chosen or known:
        print(f"\n{name}", flush=True)
        for what, figure in importlib.import_module(f"bench.{name}").run().items():
            shown = (
                figure if isinstance(figure, str) else f"{figure:,.0f}" if figure >= 1000 else f"{figure:.3g}"
            )
            print(f"  {what:<60} {shown:>12}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
