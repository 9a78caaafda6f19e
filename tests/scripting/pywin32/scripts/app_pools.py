"""app_pools.py NAME [APPLICATION]: make an application pool that recycles at night, and move an application in."""

import sys

import pythoncom
from win32com.client import GetObject

pools = GetObject("IIS://localhost/W3SVC/AppPools")
name = sys.argv[1]
if name not in [pool.Name for pool in pools]:
    pool = pools.Create("IIsApplicationPool", name)
    pool.PeriodicRestartTime = 0
    pool.PeriodicRestartSchedule = ("03:00", "15:00")
    pool.IdleTimeout = 20
    pool.SetInfo()
pool = pools.GetObject("IIsApplicationPool", name)
print(pool.Name, pool.IdleTimeout, pool.PeriodicRestartSchedule)

if len(sys.argv) > 2:
    application = GetObject("IIS://localhost/W3SVC/" + sys.argv[2])
    application.AppCreate3(2, name, False)
    print(application.AppPoolId, list(pool.EnumAppsInPool()))
try:
    pools.Delete("IIsApplicationPool", "none such")
except pythoncom.com_error as error:
    print("no pool to delete:", hex(error.excepinfo[-1] & 0xFFFFFFFF))
print(", ".join(sorted(child.Name for child in pools)))
