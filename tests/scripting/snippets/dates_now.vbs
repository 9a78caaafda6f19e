' What is known of the present.
WScript.Echo TypeName(Now), TypeName(Date), TypeName(Time), TypeName(Timer), CStr(Date <= Now), CStr(Int(Now) = CDbl(Date)), CStr(Timer >= 0 And Timer < 86400), CStr(Year(Now) > 2000)
