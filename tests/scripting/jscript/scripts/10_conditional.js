/*@cc_on @*/
/*@set @debugging = (@_jscript_version >= 5) @*/
/*@if (@debugging && !@_mac) @*/
var engine = ScriptEngine() + " " + ScriptEngineMajorVersion() + "." + ScriptEngineMinorVersion();
/*@elif (@_win16)
var engine = "sixteen bits";
  @else @*/
var engine = "not reached";
/*@end @*/
WScript.Echo(engine, @_win32, String(@_unknown), @_jscript_version * 10);
//@cc_on var quiet = true;
if (@_jscript) WScript.Echo("conditional compilation is on", quiet);
