' Remarks in both forms.
Rem a whole line
x = 1 ' after a statement
x = x + 1 : Rem after a colon
'x = 100
WScript.Echo x ' "quoted"
REM upper case
WScript.Echo "it's"
