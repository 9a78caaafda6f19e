' Dates as they may be written.
WScript.Echo #1/2/2003#, #2003-04-05#, #12:30:45#, #1/2/2003 4:05:06 PM#, #Jan 5, 2004#
WScript.Echo TypeName(#1/2/2003#), CDbl(#1/1/1900#), CDbl(#6:00:00 AM#), CLng(#12/31/1999#)
WScript.Echo #5 March 2010#, #30-Nov-1999#
