' A site below a folder of the environment and the registry.
Set sh = WScript.CreateObject("WScript.Shell")
Set net = WScript.CreateObject("WScript.Network")
sh.RegWrite "HKLM\SOFTWARE\Contoso\WebRoot", "%SystemDrive%\Sites", "REG_EXPAND_SZ"
base = sh.ExpandEnvironmentStrings(sh.RegRead("HKLM\SOFTWARE\Contoso\WebRoot"))
inst = sh.RegRead("HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\InetStp\MajorVersion")
WScript.Echo base, "IIS " & inst, Len(net.ComputerName) > 0
Set root = GetObject("IIS://" & net.ComputerName & "/W3SVC/1/Root")
root.Path = base & "\default"
root.SetInfo
WScript.Echo root.Path
answer = sh.Popup("Done", 2, "Setup", vbInformation)
WScript.Echo answer
rc = sh.Run("%comspec% /c mkdir sites", 0, True)
Set ex = sh.Exec("cmd /c echo created")
Do While ex.Status = 0 : WScript.Sleep 10 : Loop
WScript.Echo rc, ex.StdOut.ReadLine
sh.Run "cacls sites /T /E /G IUSR:R", 0, True
