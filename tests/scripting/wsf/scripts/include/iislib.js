var IISLIB_VERSION = "1.2";
function bindRoot(number) { return GetObject("IIS://localhost/W3SVC/" + number + "/ROOT"); }
