Dim errs, i, done
Set root = GetObject("IIS://localhost/W3SVC/1/ROOT")
errs = root.HttpErrors
done = False
For i = 0 To UBound(errs)
  If Left(errs(i), 6) = "404,*," Then
    WScript.Echo "was " & errs(i)
    errs(i) = "404,*,URL,/errors/404.asp"
    done = True
  End If
Next
If done Then
  root.HttpErrors = errs
  root.SetInfo
End If
Set check = GetObject("IIS://localhost/W3SVC/1/ROOT")
For Each e In check.HttpErrors
  If InStr(e, "404,*") = 1 Then WScript.Echo "now " & e
Next
WScript.Echo done
