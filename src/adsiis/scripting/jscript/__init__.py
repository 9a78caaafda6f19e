"""JScript: its own forms rewritten by a parser, run by quickjs-ng, with the objects of the script host.

`statements` reads a script, `emitting` writes what the engine runs, `bridge` and `prelude.js` carry values
and calls between the two. The engine comes with the extra `jscript`.
"""
