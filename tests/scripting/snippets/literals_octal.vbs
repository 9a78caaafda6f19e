' Numbers of base 8.
WScript.Echo &O17, &O777, &O177777, TypeName(&O17)
