' Quotes inside of a text, and a text of nothing.
WScript.Echo "say ""hi""", """", "", "a""b", Len(""""), Len("")
WScript.Echo "apostrophe ' inside", "colon : inside", "Rem inside" ' and a remark
