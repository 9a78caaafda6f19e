"""The modules of pywin32 under the names scripts import; `adsiis.scripting.pywin32.finding` finds them."""
