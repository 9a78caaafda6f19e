' The numbers of chance after a start with a negative number are always the same.
x = Rnd(-1)
Randomize 10
WScript.Echo Int(Rnd * 100000), Int(Rnd * 100000), Int(Rnd * 100000)
