' An FTP site with a virtual directory.
Set svc = GetObject("IIS://localhost/MSFTPSVC")
Set site = svc.Create("IIsFtpServer", "2")
site.ServerComment = "Uploads"
site.ServerBindings = Array(":2121:")
site.GreetingMessage = Array("Welcome", "to Contoso")
site.ExitMessage = "Bye"
site.MaxClientsMessage = "Full"
site.AllowAnonymous = False
site.AnonymousOnly = False
site.MSDOSDirOutput = True
site.MaxConnections = 10
site.SetInfo
Set root = site.Create("IIsFtpVirtualDir", "ROOT")
root.Path = "C:\Inetpub\uploads"
root.AccessRead = True
root.AccessWrite = True
root.SetInfo
For Each line In site.GreetingMessage
  WScript.Echo line
Next
WScript.Echo site.ExitMessage, root.AccessFlags
