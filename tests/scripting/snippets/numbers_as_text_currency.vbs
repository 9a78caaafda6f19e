' Currency has four places.
WScript.Echo CCur(1.23456), CCur(1.5), CCur("1234.5"), CCur(2) / 3, CCur(1.1) * CCur(1.1), CCur(0.12344)
WScript.Echo TypeName(CCur(2) / 3), TypeName(CCur(1) * CCur(1)), CCur(922337203685477)
