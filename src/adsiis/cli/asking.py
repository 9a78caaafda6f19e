"""Asking for a secret: unseen from a person at the terminal, else the first line of standard input."""

from __future__ import annotations

import sys

import click


def asked(prompt: str, what: str) -> str:
    """A secret. Raises UsageError when standard input has none. Source: docs/behaviour.md, cli-8."""
    if sys.stdin.isatty():
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline()
    if not line:
        raise click.UsageError(f"{prompt} takes {what}; none was given, and standard input is empty.")
    return line.rstrip("\r\n")
