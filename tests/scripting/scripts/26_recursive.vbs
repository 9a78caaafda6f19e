' Walks down the tree.
Option Explicit
Dim depth
Sub Show(node, indent)
  Dim child
  For Each child In node
    WScript.Echo String(indent * 2, " ") & child.Name & " (" & child.Class & ")"
    If indent < depth Then Show child, indent + 1
  Next
End Sub
depth = 1
Show GetObject("IIS://localhost/W3SVC"), 0
