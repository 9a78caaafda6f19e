Set site = GetObject("IIS://./W3SVC/1")
site.ServerBindings = ":81:"
site.SecureBindings = Array(":443:")
site.SetInfo()
WScript.Echo TypeName(site.ServerBindings), Join(site.ServerBindings, ","), site.SecureBindings(0)(0)
site.PutEx 3, "ServerBindings", Array(":82:", ":81:")
site.SetInfo
WScript.Echo Join(site.ServerBindings, ",")
site.PutEx 4, "ServerBindings", Array(":81:")
site.SetInfo
WScript.Echo Join(site.ServerBindings, ",")
site.PutEx 1, "SecureBindings", ""
WScript.Echo UBound(site.Get("SecureBindings"))
