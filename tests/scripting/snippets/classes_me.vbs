' An object's own name for itself.
Class C
  Public N
  Public Function Self : Set Self = Me : End Function
  Public Sub Name(t) : Me.N = t : End Sub
  Public Function Twice : Twice = Doubled(N) : End Function
  Private Function Doubled(t) : Doubled = t & t : End Function
End Class
Set o = New C
o.Name "ab"
WScript.Echo o.Self.N, o.Twice, CStr(o.Self Is o), o.Self.Self.Twice
