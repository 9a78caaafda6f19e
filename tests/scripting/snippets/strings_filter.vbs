' The elements of an array that have a text.
a = Array("apple", "Banana", "cherry", "APRICOT")
WScript.Echo Join(Filter(a, "a"), ","), Join(Filter(a, "a", False), ","), Join(Filter(a, "ap", True, 1), ","), UBound(Filter(a, "zzz")), Join(Filter(a, "AP", False, 1), ",")
