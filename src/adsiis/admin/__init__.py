"""The command lines administrators know, as functions of their words: adsutil, iisweb, iisreset and more."""
