' Collects the whole metabase of this server, for adsiis to import elsewhere.
'
' Run it once, as an administrator, on the server that is to be left:
'
'   cscript //nologo collect.vbs > out.txt
'   cscript //nologo collect.vbs /secrets > out.txt
'
' and take the file away: adsiis import out.txt. It reads only, and needs nothing but the provider of IIS 4.0
' to 6.0. Passwords and other secure values are left out unless /secrets is given: then they are sealed with a
' password of at least twelve characters, which is asked for, or given by /password:TEXT.
'
' /iterations:N  how often the password is stirred before it becomes a key; 1000 unless given
' /machine:NAME  the server, when it is not this one
'
' The form of the file: docs/behaviour.md, chapter "Collecting".

Option Explicit

Const ALWAYS_SECRETS = False
Const INHERITED = 32
Const SECURE = 4
Const SHORTEST = 12

Dim Names, Machine, Base, Sum, More, Lines, Secrets, Password, Iterations
Dim Places, Spelt, Failed, Sealed
Dim Powers(31), Upper(31), Mixed(63), Start(7)
Dim EncInner, EncOuter, MacInner, MacOuter

Main

Sub Main
  Sum = 1 : More = 0 : Lines = 0 : Failed = 0 : Sealed = 0
  Machine = "LocalHost" : Iterations = 1000 : Password = "" : Secrets = ALWAYS_SECRETS
  ReadArguments
  Base = "IIS://" & Machine
  FillNames
  Say "adsiis-collected 1"
  SayWhere
  If Secrets Then MakeKeys
  Set Places = CreateObject("Scripting.Dictionary")
  Set Spelt = CreateObject("Scripting.Dictionary")
  Note Base
  Walk GetObject(Base)
  FindValues
  SayKeys
  WScript.Echo "end " & Lines & " " & Sum & " " & More
  If Failed > 0 Then Warn Failed & " values could not be read; lines that begin with 'lost' name them."
End Sub

Sub Warn(text)
  On Error Resume Next
  WScript.StdErr.WriteLine "collect.vbs: " & text
End Sub

Sub ReadArguments
  Dim i, word, low
  For i = 0 To WScript.Arguments.Count - 1
    word = WScript.Arguments(i)
    low = LCase(word)
    If low = "/secrets" Then
      Secrets = True
    ElseIf Left(low, 10) = "/password:" Then
      Secrets = True
      Password = Mid(word, 11)
    ElseIf Left(low, 12) = "/iterations:" Then
      Iterations = CLng(Mid(word, 13))
    ElseIf Left(low, 9) = "/machine:" Then
      Machine = Mid(word, 10)
    Else
      Warn "'" & word & "' is no option: there are /secrets, /password:, /iterations: and /machine:."
      WScript.Quit 2
    End If
  Next
  If Secrets And Password = "" Then
    Warn "The password to seal secure values with:"
    Password = WScript.StdIn.ReadLine
  End If
  If Secrets And Len(Password) < SHORTEST Then
    Warn "The password must have at least " & SHORTEST & " characters: nothing was collected."
    WScript.Quit 2
  End If
End Sub

Sub SayWhere
  Dim network, info
  On Error Resume Next
  Set network = CreateObject("WScript.Network")
  Say "machine " & Text(network.ComputerName)
  Set info = GetObject(Base & "/W3SVC/Info")
  If Err.Number = 0 Then Say "version " & info.Get("MajorIIsVersionNumber") & " " & info.Get("MinorIIsVersionNumber")
End Sub

' ---- where values are

Sub Walk(container)
  Dim child
  On Error Resume Next
  For Each child In container
    If Err.Number <> 0 Then Exit Sub
    Note child.ADsPath
    Walk child
    Err.Clear
  Next
End Sub

' Remember a key, and those above it, under its ADsPath.
Sub Note(path)
  Dim low, cut
  low = LCase(path)
  If Places.Exists(low) Then Exit Sub
  cut = InStrRev(path, "/")
  If cut > Len("IIS://") Then Note Left(path, cut - 1)
  Places.Add low, ""
  Spelt.Add low, path
End Sub

Sub FindValues
  Dim name
  For Each name In Split(Names, " ")
    If name <> "" And Right(name, 2) <> ":-" Then FindValue name
  Next
  FindMore
End Sub

' What this server's schema has beside: properties that somebody added.
Sub FindMore
  Dim found, mark, known
  On Error Resume Next
  known = " " & LCase(Names) & " "
  For Each found In GetObject(Base & "/Schema")
    If Err.Number <> 0 Then Exit Sub
    mark = ""
    If found.Class = "Property" Then mark = MarkOf(found.Syntax)
    If mark <> "" And InStr(known, " " & LCase(found.Name) & ":") = 0 Then FindValue found.Name & ":" & mark
    Err.Clear
  Next
End Sub

Function MarkOf(syntax)
  Select Case LCase(syntax)
    Case "integer", "boolean" : MarkOf = "n"
    Case "string", "expandsz" : MarkOf = "s"
    Case "list" : MarkOf = "l"
    Case "binary" : MarkOf = "b"
    Case Else : MarkOf = ""
  End Select
End Function

' A name in the list is followed by a colon and a letter that says how its value is read.
Sub FindValue(marked)
  Dim found, path, low
  On Error Resume Next
  found = GetObject(Base).GetDataPaths(Left(marked, InStr(marked, ":") - 1), 0)
  If Err.Number <> 0 Or Not IsArray(found) Then Exit Sub
  For Each path In found
    If Right(path, 1) = "/" Then path = Left(path, Len(path) - 1)
    Note path
    low = LCase(path)
    Places(low) = Places(low) & " " & marked
  Next
End Sub

' ---- what is said

Sub SayKeys
  Dim low, node, marked
  For Each low In Places.Keys
    Say "key " & Text("/LM" & Mid(Spelt(low), Len(Base) + 1))
    Set node = Bound(Spelt(low))
    For Each marked In Split(Places(low), " ")
      If marked <> "" Then SayValue node, "/LM" & Mid(Spelt(low), Len(Base) + 1), marked
    Next
  Next
End Sub

Function Bound(path)
  On Error Resume Next
  Set Bound = Nothing
  Set Bound = GetObject(path)
End Function

Sub SayValue(node, path, marked)
  Dim name, mark, about, attributes, value
  name = Left(marked, InStr(marked, ":") - 1)
  mark = Mid(marked, InStr(marked, ":") + 1)
  On Error Resume Next
  about = "- - -"
  attributes = -1
  AboutValue node, name, about, attributes
  Err.Clear
  value = Shown(node, name, LCase(mark))
  If Err.Number <> 0 Or value = "" Then
    Say "lost " & Text(name) & " " & Text(Err.Description)
    Failed = Failed + 1
    Exit Sub
  End If
  On Error GoTo 0
  If IsSecret(mark, attributes) Then
    If Secrets Then Say "value " & Text(name) & " " & about & " sealed " & SealedText(path, name, value)
    If Not Secrets Then Say "secret " & Text(name)
  Else
    Say "value " & Text(name) & " " & about & " " & value
  End If
End Sub

Sub AboutValue(node, name, about, attributes)
  Dim found
  Set found = node.GetPropertyAttribObj(name)
  attributes = found.AllAttributes And Not INHERITED
  about = found.MetaId & " " & attributes & " " & found.UserType
End Sub

' A capital letter marks what the schema calls secure; a list of rights is no secret, though it is called so.
Function IsSecret(mark, attributes)
  IsSecret = (mark <> LCase(mark))
  If attributes >= 0 Then IsSecret = ((attributes And SECURE) <> 0)
  If LCase(mark) = "a" Then IsSecret = False
End Function

Function Shown(node, name, mark)
  Dim value
  If mark = "i" Then
    Shown = Addresses(node.Get(name))
  ElseIf mark = "a" Then
    Shown = Rights(node.Get(name))
  Else
    value = node.Get(name)
    Shown = ShownValue(value, mark)
  End If
End Function

Function ShownValue(value, mark)
  Dim item
  Select Case mark
    Case "n"
      ShownValue = "number " & Unsigned(value)
    Case "m"
      ShownValue = "types"
      For Each item In value
        ShownValue = ShownValue & " " & Text(item.Extension) & " " & Text(item.MimeType)
      Next
    Case "l"
      ShownValue = "list"
      If IsArray(value) Then
        For Each item In value
          ShownValue = ShownValue & " " & Text(item)
        Next
      Else
        ShownValue = ShownValue & " " & Text(value)
      End If
    Case "b"
      ShownValue = "bytes =" & HexOf(value)
    Case Else
      ShownValue = "text " & Text(value)
  End Select
End Function

Function Unsigned(value)
  If VarType(value) = vbBoolean Then
    Unsigned = 0
    If value Then Unsigned = 1
  Else
    Unsigned = CDbl(value)
    If Unsigned < 0 Then Unsigned = Unsigned + 4294967296.0
  End If
End Function

Function HexOf(value)
  Dim i, made, item
  made = ""
  If VarType(value) = vbArray + vbByte Then
    For i = 1 To LenB(value)
      made = made & Right("0" & Hex(AscB(MidB(value, i, 1))), 2)
    Next
  ElseIf IsArray(value) Then
    For Each item In value
      made = made & Right("0" & Hex(item), 2)
    Next
  End If
  HexOf = made
End Function

Function Addresses(found)
  Addresses = "addresses " & Unsigned(CBool(found.GrantByDefault)) & Listed(found.IPDeny) & Listed(found.IPGrant) _
    & Listed(found.DomainDeny) & Listed(found.DomainGrant)
End Function

Function Listed(items)
  Dim item, count
  count = 0
  Listed = ""
  For Each item In items
    Listed = Listed & " " & Text(item)
    count = count + 1
  Next
  Listed = " " & count & Listed
End Function

Function Rights(found)
  Dim entry, list, made, there
  made = "rights " & Text(found.Owner) & " " & Text(found.Group)
  there = False
  On Error Resume Next
  Set list = found.DiscretionaryAcl
  there = (Err.Number = 0)
  If there Then there = Not (list Is Nothing)
  On Error GoTo 0
  If there Then
    made = made & " " & list.AceCount
    For Each entry In list
      made = made & " " & Text(entry.Trustee) & " " & Unsigned(entry.AccessMask) & " " & entry.AceType & " " & entry.AceFlags
    Next
  Else
    made = made & " -"
  End If
  Rights = made
End Function

' Text as letters that every code page has: others, blanks and % are %uXXXX. It begins with = to be seen.
Function Text(value)
  Dim i, code, made, plain
  plain = CStr(value)
  made = "="
  For i = 1 To Len(plain)
    code = AscW(Mid(plain, i, 1))
    If code > 32 And code < 127 And code <> 37 Then
      made = made & Mid(plain, i, 1)
    Else
      made = made & "%u" & Right("000" & Hex(code And &HFFFF&), 4)
    End If
  Next
  Text = made
End Function

' A line, counted and summed as Adler-32 does it.
Sub Say(line)
  Dim i
  For i = 1 To Len(line)
    Sum = Sum + Asc(Mid(line, i, 1))
    More = More + Sum
  Next
  Sum = Sum + 10
  More = More + Sum
  Sum = Sum - Int(Sum / 65521) * 65521
  More = More - Int(More / 65521) * 65521
  Lines = Lines + 1
  WScript.Echo line
End Sub

' ---- sealing: PBKDF2 and a stream of HMAC-SHA-256, and an HMAC over what is sealed

Sub MakeKeys
  Dim salt, key, inner, outer
  FillTables
  salt = NewSalt
  HmacStart WideBytes(Password), inner, outer
  key = Pbkdf2(inner, outer, salt)
  HmacStart key, inner, outer
  HmacStart Hmac(inner, outer, Bytes("seal")), EncInner, EncOuter
  HmacStart Hmac(inner, outer, Bytes("check")), MacInner, MacOuter
  Say "seal pbkdf2-hmac-sha256 " & Iterations & " " & HexOf(salt) & " " & Tag("adsiis")
End Sub

' Sixteen bytes that come only once: of a new GUID where there is one, of the time, and of chance.
Function NewSalt
  Dim seed, whole, part(15), i, state
  seed = Now & " " & Timer & " " & Machine & " " & WScript.ScriptFullName
  Randomize
  For i = 1 To 8
    seed = seed & " " & Rnd
  Next
  On Error Resume Next
  seed = seed & " " & CreateObject("Scriptlet.TypeLib").GUID
  On Error GoTo 0
  state = Start
  whole = Finished(state, WideBytes(seed), 0)
  For i = 0 To 15
    part(i) = whole(i)
  Next
  NewSalt = part
End Function

Function Pbkdf2(inner, outer, salt)
  Dim first, last, made, i, j, size
  size = UBound(salt) + 1
  ReDim first(size + 3)
  For i = 0 To size - 1
    first(i) = salt(i)
  Next
  first(size) = 0 : first(size + 1) = 0 : first(size + 2) = 0 : first(size + 3) = 1
  last = Hmac(inner, outer, first)
  made = last
  For i = 2 To Iterations
    last = Hmac(inner, outer, last)
    For j = 0 To 31
      made(j) = made(j) Xor last(j)
    Next
  Next
  Pbkdf2 = made
End Function

Function SealedText(path, name, value)
  Dim plain, stream, i, made, block
  Sealed = Sealed + 1
  plain = Bytes(value)
  made = ""
  block = 0
  For i = 0 To UBound(plain)
    If i Mod 32 = 0 Then
      stream = Hmac(EncInner, EncOuter, Bytes(Sealed & "." & block))
      block = block + 1
    End If
    made = made & Right("0" & Hex(plain(i) Xor stream(i Mod 32)), 2)
  Next
  SealedText = Sealed & " " & made & " " & Tag(Sealed & " " & Text(path) & " " & Text(name) & " " & made)
End Function

Function Tag(line)
  Tag = HexOf(Hmac(MacInner, MacOuter, Bytes(line)))
End Function

Function Bytes(line)
  Dim i, made
  ReDim made(Len(line) - 1)
  For i = 1 To Len(line)
    made(i - 1) = Asc(Mid(line, i, 1))
  Next
  Bytes = made
End Function

Function WideBytes(line)
  Dim i, code, made
  ReDim made(2 * Len(line) - 1)
  For i = 1 To Len(line)
    code = AscW(Mid(line, i, 1)) And &HFFFF&
    made(2 * i - 2) = code And 255
    made(2 * i - 1) = code \ 256
  Next
  WideBytes = made
End Function

Sub HmacStart(given, inner, outer)
  Dim i, key, one(63), two(63), state
  key = given
  If UBound(key) > 63 Then
    state = Start
    key = Finished(state, key, 0)
  End If
  For i = 0 To 63
    one(i) = 54
    two(i) = 92
    If i <= UBound(key) Then one(i) = key(i) Xor 54
    If i <= UBound(key) Then two(i) = key(i) Xor 92
  Next
  inner = Start
  Compress inner, one, 0
  outer = Start
  Compress outer, two, 0
End Sub

Function Hmac(inner, outer, message)
  Dim state, hash
  state = inner
  hash = Finished(state, message, 64)
  state = outer
  Hmac = Finished(state, hash, 64)
End Function

' The hash of a message of which so many bytes went into the state before.
Function Finished(state, message, before)
  Dim size, whole, padded, i, bits, made(31)
  size = UBound(message) + 1
  whole = ((size + 8) \ 64 + 1) * 64
  ReDim padded(whole - 1)
  For i = 0 To whole - 1
    padded(i) = 0
    If i < size Then padded(i) = message(i)
  Next
  padded(size) = 128
  bits = CDbl(size + before) * 8
  For i = 1 To 4
    padded(whole - i) = bits - Int(bits / 256) * 256
    bits = Int(bits / 256)
  Next
  For i = 0 To whole - 64 Step 64
    Compress state, padded, i
  Next
  For i = 0 To 31
    made(i) = ByteOf(state(i \ 4), i Mod 4)
  Next
  Finished = made
End Function

Function ByteOf(word, at)
  Select Case at
    Case 0 : ByteOf = ((word And &H7FFFFFFF) \ 16777216) Or (128 And (word < 0))
    Case 1 : ByteOf = (word And &HFF0000) \ 65536
    Case 2 : ByteOf = (word And &HFF00&) \ 256
    Case 3 : ByteOf = word And 255
  End Select
End Function

Sub Compress(state, block, at)
  Dim w(63), i, x, y, a, b, c, d, e, f, g, h, one, two
  For i = 0 To 15
    x = at + 4 * i
    w(i) = Word(block(x) * 16777216.0 + block(x + 1) * 65536.0 + block(x + 2) * 256.0 + block(x + 3))
  Next
  For i = 16 To 63
    x = w(i - 15)
    y = w(i - 2)
    x = Rotated(x, 7) Xor Rotated(x, 18) Xor Shifted(x, 3)
    y = Rotated(y, 17) Xor Rotated(y, 19) Xor Shifted(y, 10)
    w(i) = Word(CDbl(w(i - 16)) + x + w(i - 7) + y)
  Next
  a = state(0) : b = state(1) : c = state(2) : d = state(3)
  e = state(4) : f = state(5) : g = state(6) : h = state(7)
  For i = 0 To 63
    one = CDbl(h) + (Rotated(e, 6) Xor Rotated(e, 11) Xor Rotated(e, 25)) + ((e And f) Xor ((Not e) And g)) + Mixed(i) + w(i)
    two = CDbl(Rotated(a, 2) Xor Rotated(a, 13) Xor Rotated(a, 22)) + ((a And b) Xor (a And c) Xor (b And c))
    h = g : g = f : f = e
    e = Word(CDbl(d) + one)
    d = c : c = b : b = a
    a = Word(one + two)
  Next
  state(0) = Word(CDbl(state(0)) + a) : state(1) = Word(CDbl(state(1)) + b)
  state(2) = Word(CDbl(state(2)) + c) : state(3) = Word(CDbl(state(3)) + d)
  state(4) = Word(CDbl(state(4)) + e) : state(5) = Word(CDbl(state(5)) + f)
  state(6) = Word(CDbl(state(6)) + g) : state(7) = Word(CDbl(state(7)) + h)
End Sub

Function Rotated(x, n)
  Dim low
  low = (x And (Powers(n) - 1)) * Upper(n)
  If low >= 2147483648.0 Then low = low - 4294967296.0
  If x < 0 Then
    Rotated = ((x And &H7FFFFFFF) \ Powers(n)) Or Powers(31 - n) Or low
  Else
    Rotated = (x \ Powers(n)) Or low
  End If
End Function

Function Shifted(x, n)
  If x < 0 Then
    Shifted = ((x And &H7FFFFFFF) \ Powers(n)) Or Powers(31 - n)
  Else
    Shifted = x \ Powers(n)
  End If
End Function

' A number of any size as a word of 32 bits, signed as VBScript has it.
Function Word(ByVal x)
  x = x - Int(x / 4294967296.0) * 4294967296.0
  If x >= 2147483648.0 Then x = x - 4294967296.0
  Word = CLng(x)
End Function

Sub FillTables
  Dim i, part, K
  Powers(0) = 1
  For i = 1 To 30
    Powers(i) = Powers(i - 1) * 2
  Next
  For i = 1 To 31
    Upper(i) = 4294967296.0 / 2 ^ i
  Next
  K = "1116352408 1899447441 -1245643825 -373957723 961987163 1508970993 -1841331548"
  K = K & " -1424204075 -670586216 310598401 607225278 1426881987 1925078388 -2132889090"
  K = K & " -1680079193 -1046744716 -459576895 -272742522 264347078 604807628 770255983"
  K = K & " 1249150122 1555081692 1996064986 -1740746414 -1473132947 -1341970488 -1084653625"
  K = K & " -958395405 -710438585 113926993 338241895 666307205 773529912 1294757372"
  K = K & " 1396182291 1695183700 1986661051 -2117940946 -1838011259 -1564481375 -1474664885"
  K = K & " -1035236496 -949202525 -778901479 -694614492 -200395387 275423344 430227734"
  K = K & " 506948616 659060556 883997877 958139571 1322822218 1537002063 1747873779"
  K = K & " 1955562222 2024104815 -2067236844 -1933114872 -1866530822 -1538233109 -1090935817"
  K = K & " -965641998"
  i = 0
  For Each part In Split(K, " ")
    Mixed(i) = CLng(part)
    i = i + 1
  Next
  i = 0
  For Each part In Split("1779033703 -1150833019 1013904242 -1521486534 1359893119 -1694144372 528734635 1541459225", " ")
    Start(i) = CLng(part)
    i = i + 1
  Next
End Sub

Sub FillNames
  Names = ""
@NAMES@
End Sub
