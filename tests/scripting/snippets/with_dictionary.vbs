' With over an object of the system.
With CreateObject("Scripting.Dictionary")
  .Add "a", 1
  .Add "b", .Item("a") + 1
  WScript.Echo .Count, .Item("b")
End With
