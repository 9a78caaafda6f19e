' A small program: primes by sieve.
Const Last = 50
Dim sieve(50)
For i = 2 To Last
  If Not sieve(i) Then
    s = s & i & " "
    For j = i * i To Last Step i
      sieve(j) = True
    Next
  End If
Next
WScript.Echo s
