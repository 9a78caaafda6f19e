' Without Randomize, each script draws the same numbers.
WScript.Echo Rnd, Rnd, Rnd
