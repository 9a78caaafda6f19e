' Texts for addresses.
WScript.Echo Escape("a b&c/d?e=f"), Unescape("a%20b%26c"), Escape(ChrW(8364)), Unescape("%u20AC") = ChrW(8364), Escape("A-Z_a.z*@+"), Escape(Chr(228))
