Set root = GetObject("IIS://localhost/W3SVC/1/ROOT")
root.AnonymousUserName = "CONTOSO\web"
root.AnonymousUserPass = "pass word"
root.AnonymousPasswordSync = False
root.DefaultLogonDomain = "CONTOSO"
root.AuthFlags = 1 + 4
root.SetInfo
If root.AuthAnonymous And root.AuthNTLM And Not root.AuthBasic Then WScript.Echo "anonymous and integrated"
WScript.Echo root.AnonymousUserName, root.AnonymousPasswordSync
WScript.Echo Len(root.AnonymousUserPass)
