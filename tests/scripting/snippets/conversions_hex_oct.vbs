' Numbers as texts of base 16 and 8.
WScript.Echo Hex(255), Hex(0), Hex(-1), Hex(65535), Hex(-2147483648), Hex(CLng(-1)), Hex(16.5), Hex(17.5), Hex("10"), Hex(Empty)
WScript.Echo Oct(8), Oct(0), Oct(-1), Oct(CLng(-1)), Oct(511), Oct("10"), TypeName(Hex(1)), TypeName(Oct(1))
WScript.Echo TypeName(Hex(Null)), Hex(CByte(200)), Hex(3000), Hex(100000)
