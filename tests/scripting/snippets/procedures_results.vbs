' What a function gives back.
Function NothingSet : End Function
Function Num() : Num = 5 : End Function
Function Obj
  Set Obj = CreateObject("Scripting.Dictionary")
End Function
Function Acc(n)
  Acc = 0
  For i = 1 To n
    Acc = Acc + i
  Next
End Function
WScript.Echo TypeName(NothingSet), Num, Num(), Obj.Count, Acc(4)
