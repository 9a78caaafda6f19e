"""Batch files: a small interpreter of cmd.exe's language, with the administrator's commands built in.

A line goes through the phases it goes through there: percent signs, then syntax, then for each command its
FOR variables, exclamation marks and redirections. What is known of the phases decides, not what is tidy.
"""

from adsiis.admin.batch.running import knows, run_file, run_line

__all__ = ["knows", "run_file", "run_line"]
