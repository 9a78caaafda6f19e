' Procedures may stand behind their use, and the last one of a name counts.
WScript.Echo Late()
Function Late
  Late = "found"
End Function
