' A small program: words counted.
text = "the cat and the dog and the bird"
Set d = CreateObject("Scripting.Dictionary")
For Each w In Split(text)
  If d.Exists(w) Then d(w) = d(w) + 1 Else d.Add w, 1
Next
For Each k In d.Keys
  WScript.Echo k & " " & d(k)
Next
