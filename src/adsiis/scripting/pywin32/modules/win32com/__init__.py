"""`win32com` as scripts import it."""

SetupEnvironment = None
__gen_path__ = ""
