"""wmi_sites.py NAME PORT FOLDER: make a site by WMI, with an application, and say what there is."""

import sys

import pythoncom
from win32com.client import Dispatch

name, port, folder = sys.argv[1:]
locator = Dispatch("WbemScripting.SWbemLocator")
provider = locator.ConnectServer(".", "root/MicrosoftIISv2")
service = provider.Get("IIsWebService='W3SVC'")

binding = provider.Get("ServerBinding").SpawnInstance_()
binding.Port = port
made = service.CreateNewSite(name, [binding], folder)
path = Dispatch("WbemScripting.SWbemObjectPath")
path.Path = made
site = path.Keys.Item("").Value

setting = provider.Get(f"IIsWebServerSetting='{site}'")
second = provider.Get("ServerBinding").SpawnInstance_()
second.Port, second.Hostname = port, "www.example.com"
setting.ServerBindings = [*setting.ServerBindings, second]
setting.Put_()

directory = provider.Get("IIsWebVirtualDirSetting").SpawnInstance_()
directory.Name = site + "/ROOT/app"
directory.Path = folder + "\\app"
directory.Put_()
provider.Get(f"IIsWebVirtualDir='{site}/ROOT/app'").AppCreate2(2)

for one in provider.ExecQuery(f"select * from IIsWebServerSetting where Name = '{site}'"):
    print(one.ServerComment, [(each.Port, each.Hostname) for each in one.ServerBindings])
try:
    provider.Get("IIsWebServer='W3SVC/0'")
except pythoncom.com_error as error:
    print(hex(error.excepinfo[5] & 0xFFFFFFFF), error.excepinfo[1])
