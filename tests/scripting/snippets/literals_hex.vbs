' Numbers of base 16, and their signs.
WScript.Echo &H10, &HFF, &hff, &HFFFF, &HFFFF&, &H7FFF, &H8000, &H10000, &HFFFFFFFF, &H80070003
WScript.Echo TypeName(&HFF), TypeName(&HFFFF), TypeName(&HFFFF&), TypeName(&H10000), TypeName(&HFFFFFFFF)
