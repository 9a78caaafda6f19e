' Small fractions are written out.
WScript.Echo 0.00001, 0.000012345, 1E-10, CSng(1E-5)
