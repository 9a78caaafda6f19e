' ASP settings of the service.
With GetObject("IIS://localhost/W3SVC")
  .AspSessionTimeout = 30
  .AspScriptTimeout = 120
  .AspBufferingOn = True
  .AspEnableParentPaths = False
  .AspAllowSessionState = True
  .AspScriptErrorSentToBrowser = False
  .AspCodepage = 65001
  .SetInfo
  WScript.Echo .AspSessionTimeout, .AspScriptTimeout, .AspEnableParentPaths, .AspCodepage
End With
