' Weeks of the year by each rule.
For Each d In Array(#1/1/2005#, #1/3/2005#, #12/31/2004#, #1/1/2000#, #12/31/2000#)
  WScript.Echo DatePart("ww", d) & " " & DatePart("ww", d, 2) & " " & DatePart("ww", d, 2, 2) & " " & DatePart("ww", d, 2, 3) & " " & DatePart("ww", d, 1, 3)
Next
