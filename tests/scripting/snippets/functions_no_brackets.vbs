' Functions without arguments, with and without brackets.
Function F : F = "f" : End Function
Function G() : G = "g" : End Function
WScript.Echo F, G, F(), G(), F & G
a = F
b = G()
WScript.Echo a, b
