"""VBScript: the engine made whole, and what runs on it.

`engine` is asppy's VBScript with its defects mended by small overrides; `provider` lets scripts hold
objects of the ADs IIS provider; `asp` serves Classic ASP pages. The engine comes with the extra `asp`.
"""
