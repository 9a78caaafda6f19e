On Error Resume Next
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
root.AppCreate3 2, "NoSuchPool", False
WScript.Echo Hex(Err.Number)
Err.Clear
root.AppCreate3 2, "NoSuchPool", True
WScript.Echo Err.Number, root.AppPoolId
Set pools = GetObject("IIS://localhost/W3SVC/AppPools")
pools.Delete "IIsApplicationPool", "NoSuchPool"
WScript.Echo Hex(Err.Number)
