// What a JScript finds that the engine does not have, and how values and calls pass between the two.
// `__wsh_host(what, handle, name, ...values)` is the other side. Values are numbers, Booleans, or a letter and
// text: s text, j text as JSON, u undefined, l null, o object, m method, v safe array, d date, x object of this
// script, a array, e error, q end of the script, z nothing left.
var __wsh_n = 20000, __wsh_ended = false;
(function (host) {
  "use strict";
  var global = globalThis, NativeDate = Date, NativeError = Error, NativeFunction = Function, TypeErrorOf = TypeError;
  var END = { end: true }, WILD = /[\0\ud800-\udfff]/;
  var ids = new WeakMap(), own = new Map(), last = 0;
  var freed = new FinalizationRegistry(function (id) { host("free", id, ""); });
  var thrown, thrownAt = 0;

  function define(name, value) {
    Object.defineProperty(global, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  function hide(of, name, value) {
    Object.defineProperty(of, name, { value: value, writable: true, configurable: true, enumerable: false });
  }

  // ---- values
  // A long text that was joined is a tree of its parts, which the other side cannot read; a slice is one text.
  function flat(text) { return ("_" + text).slice(1); }
  function textOut(value) { return flat(WILD.test(value) ? "j" + JSON.stringify(value) : "s" + value); }
  function out(value) {
    switch (typeof value) {
      case "number": case "boolean": return value;
      case "string": return textOut(value);
      case "undefined": return "u";
    }
    if (value === null) return "l";
    var known = ids.get(value);
    if (known !== undefined) return known;
    if (value instanceof VarDate) return "d" + fields(value.date);
    own.set(++last, value);
    return "x" + last;
  }
  function fields(d) {
    return [d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()].join(",");
  }
  function into(value) {
    if (typeof value !== "string") return value === null ? undefined : value;
    var rest = value.slice(1);
    switch (value.charCodeAt(0)) {
      case 115: return rest;
      case 106: return JSON.parse(rest);
      case 117: return undefined;
      case 108: return null;
      case 111: return proxy(+rest);
      case 118: return safeArray(+rest);
      case 120: return own.get(+rest);
      case 97: return JSON.parse(rest).map(into);
      case 100:
        var p = rest.split(",");
        return new VarDate(new NativeDate(+p[0], p[1] - 1, +p[2], +p[3], +p[4], +p[5]));
      case 101: throw failure(JSON.parse(rest));
      case 113: __wsh_ended = true; throw END;
    }
    return value;
  }
  function failure(told) {
    var made = new (told.kind && global[told.kind] || NativeError)(told.description);
    made.number = told.number;
    made.description = told.description;
    hide(made, "__wsh_source", told.source);
    return made;
  }
  function ours(number) { return failure(JSON.parse(host("told", number, ""))); }
  function ask(what, id, name, values) {
    return into(host.apply(null, [what, id, name].concat(Array.prototype.map.call(values, out))));
  }

  // ---- objects of the host
  var traps = {
    get: function (of, name) {
      if (name === Symbol.toPrimitive) return function () { return ask("value", of.id, "", []); };
      if (typeof name === "symbol") return undefined;
      var found = host("get", of.id, name);
      if (found !== "m") return into(found);
      return function () { return ask("call", of.id, name, arguments); };
    },
    set: function (of, name, value) { into(host("set", of.id, name, out(value))); return true; },
    has: function (of, name) { return typeof name === "string" && !name.startsWith("__wsh") && host("has", of.id, name); },
    apply: function (of, self, values) { return ask("call", of.id, "", values); },
    construct: function () { throw ours(445); },
    deleteProperty: function () { throw ours(445); },
    defineProperty: function (of, name, how) { into(host("set", of.id, name, out(how.value))); return true; },
    ownKeys: function () { return []; },
    getPrototypeOf: function () { return null; },
    getOwnPropertyDescriptor: function () { return undefined; }
  };
  function proxy(id) {
    var target = () => undefined;
    target.id = id;
    var made = new Proxy(target, traps);
    ids.set(made, "o" + id);
    freed.register(made, id);
    return made;
  }

  // ---- calls
  function call(of, name) {
    if (of === undefined || of === null) throw new TypeErrorOf("cannot read property '" + name + "' of undefined");
    var values = Array.prototype.slice.call(arguments, 2), known = ids.get(of);
    if (known !== undefined && typeof of === "function") return ask("call", +known.slice(1), String(name), values);
    var found = of[name];
    if (typeof found !== "function") throw ours(438);
    return found.apply(of, values);
  }
  define("__wsh_call", call);
  define("__wsh_put", function (of, value) {
    if (ids.get(of) === undefined) throw ours(5003);
    ask("put", +ids.get(of).slice(1), "", Array.prototype.slice.call(arguments, 1));
    return value;
  });
  define("__wsh_put_member", function (of, name, value) {
    if (of === undefined || of === null) throw new TypeErrorOf("cannot read property '" + name + "' of undefined");
    if (ids.get(of) === undefined) throw ours(5003);
    ask("put", +ids.get(of).slice(1), String(name), Array.prototype.slice.call(arguments, 2));
    return value;
  });
  define("__wsh_type", function (value) {
    if (value instanceof VBArray) return "unknown";
    if (value instanceof VarDate) return "date";
    return typeof value === "function" && ids.has(value) ? "object" : typeof value;
  });
  define("__wsh_look", function () { __wsh_n = 20000; into(host("look", 0, "")); });
  define("__wsh_trace", function (line) { into(host("trace", line, "")); });
  define("__wsh_code", function (code) {
    if (typeof code !== "string") return code;
    try { JSON.parse(code.replace(/^\s*\(([\s\S]*)\)\s*;?\s*$/, "$1")); return code; } catch (e) { }
    return into(host("code", 0, "", textOut(code)));
  });
  define("__wsh_thrown", function (value, line) { thrown = value; thrownAt = line; return value; });
  define("__wsh_caught", function (found) {
    if (__wsh_ended) throw END;
    if (found instanceof NativeError && found.number === undefined) {
      var told = JSON.parse(host("explain", 0, "", textOut(String(found.stack)), textOut(found.name + ": " + found.message)));
      if (told) { found.number = told.number; found.description = found.message = told.description; }
    }
    return found;
  });

  // ---- what the host asks of this script
  function failed(found) {
    if (__wsh_ended) return "q";
    var stack = found instanceof NativeError ? String(found.stack) : "";
    var at = found === thrown ? thrownAt : 0;
    thrown = undefined;
    found = __wsh_caught(found);
    var isError = found instanceof NativeError;
    return flat("e" + JSON.stringify({
      number: isError ? found.number || 0 : 5022,
      description: isError ? String(found.description || found.message || "") : "",
      source: isError && found.__wsh_source !== undefined ? found.__wsh_source : null,
      line: at, stack: stack
    }));
  }
  define("__wsh_run", function (code) { try { (0, eval)(code); return "u"; } catch (e) { return failed(e); } });
  function find(of, name) {
    if (name in of) return name;
    for (var each in of) if (each.toUpperCase() === name.toUpperCase()) return each;
    return Object.getOwnPropertyNames(of).find(function (each) { return each.toUpperCase() === name.toUpperCase(); }) || name;
  }
  define("__wsh_answer", function (what, id, name) {
    try {
      var of = id ? own.get(id) : global, values = Array.prototype.slice.call(arguments, 3).map(into);
      switch (what) {
        case "drop": own.delete(id); return "u";
        case "text": return textOut(String(of));
        case "kind": return of instanceof NativeDate ? "d" + fields(of) : Array.isArray(of) ? flat("a" + JSON.stringify(of.map(out)))
          : of instanceof Number || of instanceof Boolean ? of.valueOf() : "s";
        case "get": return out(of[id ? find(of, name) : name]);
        case "set": of[id ? find(of, name) : name] = values[0]; return "u";
        case "has": return name in of;
        case "apply": return out(of.apply(undefined, values));
        case "call": return out(call.apply(null, [of, find(of, name)].concat(values)));
        case "define": define(name, values[0]); return "u";
        case "share":
          Object.defineProperty(global, name, {
            configurable: true, enumerable: false,
            get: function () {
              var found = host("theirs", 0, name);
              return found === "m" ? function () { return ask("calltheirs", 0, name, arguments); } : into(found);
            },
            set: function (value) { into(host("settheirs", 0, name, out(value))); }
          });
          return "u";
      }
    } catch (e) { return failed(e); }
  });

  // ---- JScript's own objects
  function VBArray(value) {
    if (!(value instanceof VBArray)) throw ours(5013);
    return value;
  }
  function safeArray(id) {
    var made = Object.create(VBArray.prototype);
    ids.set(made, "v" + id);
    freed.register(made, id);
    return made;
  }
  ["toArray", "getItem", "lbound", "ubound", "dimensions"].forEach(function (name) {
    hide(VBArray.prototype, name, function () { return ask("array", +ids.get(this).slice(1), name, arguments); });
  });
  hide(VBArray.prototype, "toString", function () { return this.toArray().join(","); });
  define("VBArray", VBArray);

  function Enumerator(of) {
    var items = Array.isArray(of) ? of : null, at = 0, id, item, ended;
    function step() {
      if (items) { ended = at >= items.length; item = items[at++]; return; }
      var found = host("next", id, "");
      ended = found === "z";
      item = ended ? undefined : into(found);
    }
    function first() {
      at = 0;
      if (!items) {
        if (id !== undefined) host("free", id, "");
        id = into(host("enum", 0, "", out(of)));
      }
      step();
    }
    this.atEnd = function () { return ended; };
    this.item = function () { return item; };
    this.moveNext = function () { if (!ended) step(); };
    this.moveFirst = first;
    if (of === undefined || of === null) ended = true; else first();
  }
  define("Enumerator", Enumerator);

  define("ActiveXObject", function ActiveXObject(progid, machine) { return ask("create", 0, "", arguments); });
  define("GetObject", function GetObject(path, progid) { return ask("getobject", 0, "", arguments); });
  define("ScriptEngine", function ScriptEngine() { return "JScript"; });
  define("ScriptEngineMajorVersion", function ScriptEngineMajorVersion() { return 5; });
  define("ScriptEngineMinorVersion", function ScriptEngineMinorVersion() { return 8; });
  define("ScriptEngineBuildVersion", function ScriptEngineBuildVersion() { return 16384; });
  define("CollectGarbage", function CollectGarbage() { });

  // ---- errors
  function made(of) {
    function Made(number, description) {
      var found = new of(arguments.length > 1 ? description : typeof number === "number" ? "" : number === undefined ? "" : number);
      found.description = found.message;
      found.number = typeof number === "number" ? number | 0 : 0;
      return found;
    }
    Made.prototype = of.prototype;
    hide(of.prototype, "constructor", Made);
    hide(Made, "name", of.name);
    define(of.name, Made);
  }
  [NativeError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].forEach(made);
  hide(NativeError.prototype, "toString", function () { return "[object Error]"; });

  // ---- dates
  var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function clock(d) { return [d.getHours(), d.getMinutes(), d.getSeconds()].map(two).join(":"); }
  function zone(d) {
    var off = -d.getTimezoneOffset(), size = Math.abs(off);
    return "UTC" + (off ? (off < 0 ? "-" : "+") + two(Math.floor(size / 60)) + two(size % 60) : "");
  }
  function dateText(d) {
    if (isNaN(d)) return "NaN";
    return [DAYS[d.getDay()].slice(0, 3), MONTHS[d.getMonth()].slice(0, 3), d.getDate(), clock(d), zone(d), d.getFullYear()].join(" ");
  }
  function longDate(d) { return DAYS[d.getDay()] + ", " + MONTHS[d.getMonth()] + " " + two(d.getDate()) + ", " + d.getFullYear(); }
  function shortClock(d) {
    return (d.getHours() % 12 || 12) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds()) + (d.getHours() < 12 ? " AM" : " PM");
  }
  function parsed(text) {
    var found = /^\w{3} (\w{3}) (\d+) (\d+:\d+:\d+) UTC([-+]\d{4})? (-?\d+)$/.exec(text);
    return NativeDate.parse(found ? [found[1], found[2], found[5], found[3], found[4] || "+0000"].join(" ") : text);
  }
  var dates = NativeDate.prototype;
  hide(dates, "toString", function () { return dateText(this); });
  hide(dates, "toDateString", function () { return dateText(this).replace(/ \d\d:\d\d:\d\d UTC\S*/, ""); });
  hide(dates, "toTimeString", function () { return clock(this) + " " + zone(this); });
  hide(dates, "toLocaleString", function () { return longDate(this) + " " + shortClock(this); });
  hide(dates, "toLocaleDateString", function () { return longDate(this); });
  hide(dates, "toLocaleTimeString", function () { return shortClock(this); });
  hide(dates, "toGMTString", function () {
    return DAYS[this.getUTCDay()].slice(0, 3) + ", " + this.getUTCDate() + " " + MONTHS[this.getUTCMonth()].slice(0, 3) + " "
      + this.getUTCFullYear() + " " + [this.getUTCHours(), this.getUTCMinutes(), this.getUTCSeconds()].map(two).join(":") + " UTC";
  });
  hide(dates, "toUTCString", dates.toGMTString);
  hide(dates, "getYear", function () { var y = this.getFullYear(); return y >= 1900 && y < 2000 ? y - 1900 : y; });
  hide(dates, "getVarDate", function () { return new VarDate(new NativeDate(this.getTime())); });
  function VarDate(date) { this.date = date; }
  hide(VarDate.prototype, "toString", function () { return dateText(this.date); });
  hide(VarDate.prototype, "valueOf", function () { return this.date.getTime(); });
  hide(VarDate.prototype, Symbol.toPrimitive, function (hint) { return hint === "number" ? this.date.getTime() : dateText(this.date); });
  function made_date(one) {
    return one instanceof VarDate ? one.date.getTime() : typeof one === "string" ? parsed(one) : one;
  }
  define("Date", new Proxy(NativeDate, {
    construct: function (of, values) {
      return values.length === 1 ? new NativeDate(made_date(values[0])) : Reflect.construct(NativeDate, values);
    },
    apply: function () { return dateText(new NativeDate()); },
    get: function (of, name) { return name === "parse" ? parsed : of[name]; }
  }));
  hide(dates, "constructor", global.Date);

  // ---- where JScript differs
  define("Function", new Proxy(NativeFunction, {
    construct: function (of, values) {
      var last = values.length - 1;
      if (last >= 0) values[last] = into(host("code", 1, "", textOut(String(values[last]))));
      return Reflect.construct(NativeFunction, values);
    },
    apply: function (of, self, values) { return Reflect.construct(global.Function, values); }
  }));
  var substr = String.prototype.substr, split = String.prototype.split;
  hide(String.prototype, "substr", function (start, length) {
    return substr.call(this, start < 0 ? 0 : start, length);
  });
  hide(String.prototype, "split", function (by, limit) {
    if (!(by instanceof RegExp)) return split.call(this, by, limit);
    var plain = new RegExp(by.source, by.flags.indexOf("g") < 0 ? by.flags + "g" : by.flags), parts = [], from = 0, found;
    while ((found = plain.exec(this)) !== null) {
      if (found[0] === "") { plain.lastIndex++; if (found.index >= this.length) break; }
      if (found.index > from) { parts.push(String(this).slice(from, found.index)); }
      from = found.index + found[0].length;
    }
    if (from < this.length) parts.push(String(this).slice(from));
    return limit === undefined ? parts : parts.slice(0, limit);
  });
})(__wsh_host);
