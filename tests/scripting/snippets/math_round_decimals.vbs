' Rounding works on what a Double really holds.
WScript.Echo Round(1.275, 2), Round(1.2755555555, 2), Round(1.235, 2), Round(1.278, 2), Round(1.216, 2), Round(1.295, 2), Round(1.273, 2), Round(1.212, 2)
