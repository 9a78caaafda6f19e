' A text gone through from both ends.
s = "Never odd or even"
c = LCase(Replace(s, " ", ""))
ok = True
For i = 1 To Len(c) \ 2
  If Mid(c, i, 1) <> Mid(c, Len(c) - i + 1, 1) Then ok = False
Next
WScript.Echo CStr(ok), c, StrReverse(c)
