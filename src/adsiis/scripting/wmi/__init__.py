"""WMI as far as administration scripts need it to go on: `GetObject("winmgmts:...")`."""
