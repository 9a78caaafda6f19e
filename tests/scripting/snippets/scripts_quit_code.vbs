' A script that ends early.
WScript.Echo "one"
WScript.Quit 3
WScript.Echo "two"
