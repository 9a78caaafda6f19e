Function Decorated(name)
  Decorated = "** " & name & " **"
End Function
