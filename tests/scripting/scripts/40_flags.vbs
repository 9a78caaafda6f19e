' Flags by name and by bits; Get before SetInfo sees what was put.
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
root.AccessFlags = 0
root.AccessRead = True
root.AccessExecute = "True"
root.AccessScript = 1
WScript.Echo root.AccessFlags, root.AccessFlags And 4, (root.AccessFlags And &H200) <> 0
root.DirBrowseFlags = &H4000003E
WScript.Echo Hex(root.DirBrowseFlags), root.EnableDirBrowsing, root.EnableDefaultDoc
root.AppIsolated = 2
root.SetInfo
Set again = GetObject("IIS://localhost/W3SVC/1/Root")
WScript.Echo again.AccessExecute, again.AccessWrite, again.AppIsolated, again.KeyType
If again.Name = "ROOT" Or UCase(again.Name) = "ROOT" Then WScript.Echo again.Class
If GetObject("IIS://localhost/W3SVC/1").Name <> 1 Then WScript.Echo "differs" Else WScript.Echo "same"
again.SetInfo
