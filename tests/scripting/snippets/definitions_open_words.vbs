' Words that are keywords elsewhere, as variables of a procedure.
Sub T
  Dim default : default = "d"
  Dim explicit : explicit = "x"
  Dim step : step = "s"
  Dim property : property = "p"
  WScript.Echo default, explicit, step, property
End Sub
T
