"""What public documentation says an applicationHost.config may hold: elements, attributes, kinds of values, keys.

Written from the configuration reference of IIS, apart from the package; a checker says every breach of it.
"""

from __future__ import annotations

import re

from lxml import etree

BOOL = re.compile("true|false")
NUMBER = re.compile("[0-9]{1,10}")
SPAN = re.compile(r"([0-9]+\.)?[0-2][0-9]:[0-5][0-9]:[0-5][0-9]")
TEXT = re.compile(".*", re.DOTALL)
NAME = re.compile(r"[^\\/?;:@&=+$,|\"<>*]+")


def one_of(*words):
    return re.compile("|".join(words))


def some_of(*words):
    each = "|".join(words)
    return re.compile(f"None|(?:{each})(?:, ?(?:{each}))*")


LOG_FIELDS = (
    "Date", "Time", "ClientIP", "UserName", "SiteName", "ComputerName", "ServerIP", "Method", "UriStem",
    "UriQuery", "HttpStatus", "Win32Status", "BytesSent", "BytesRecv", "TimeTaken", "ServerPort", "UserAgent",
    "Cookie", "Referer", "ProtocolVersion", "Host", "HttpSubStatus",
)  # fmt: skip
POOL = {
    "": {
        "name": TEXT, "autoStart": BOOL, "enable32BitAppOnWin64": BOOL, "queueLength": NUMBER,
        "managedRuntimeVersion": TEXT, "managedPipelineMode": one_of("Integrated", "Classic"),
    },
    "cpu": {
        "action": one_of("NoAction", "KillW3wp", "Throttle", "ThrottleUnderLoad"), "limit": NUMBER,
        "resetInterval": SPAN, "smpAffinitized": BOOL, "smpProcessorAffinityMask": NUMBER,
    },
    "failure": {
        "autoShutdownExe": TEXT, "autoShutdownParams": TEXT,
        "loadBalancerCapabilities": one_of("TcpLevel", "HttpLevel"), "orphanActionExe": TEXT,
        "orphanActionParams": TEXT, "orphanWorkerProcess": BOOL, "rapidFailProtection": BOOL,
        "rapidFailProtectionInterval": SPAN, "rapidFailProtectionMaxCrashes": NUMBER,
    },
    "processModel": {
        "identityType": one_of("LocalSystem", "LocalService", "NetworkService", "SpecificUser",
                               "ApplicationPoolIdentity"),
        "idleTimeout": SPAN, "maxProcesses": NUMBER, "password": TEXT, "pingingEnabled": BOOL,
        "pingInterval": SPAN, "pingResponseTime": SPAN, "shutdownTimeLimit": SPAN, "startupTimeLimit": SPAN,
        "userName": TEXT,
    },
    "recycling": {
        "disallowOverlappingRotation": BOOL, "disallowRotationOnConfigChange": BOOL,
        "logEventOnRecycle": some_of("Time", "Requests", "Schedule", "Memory", "IsapiUnhealthy", "OnDemand",
                                     "ConfigChange", "PrivateMemory"),
    },
    "recycling/periodicRestart": {
        "memory": NUMBER, "privateMemory": NUMBER, "requests": NUMBER, "time": SPAN,
    },
    "recycling/periodicRestart/schedule": {},
    "recycling/periodicRestart/schedule/add": {"value": SPAN},
}  # fmt: skip
SITE = {
    "": {"name": NAME, "id": NUMBER, "serverAutoStart": BOOL},
    "bindings": {},
    "bindings/binding": {
        "protocol": TEXT,
        "bindingInformation": re.compile(r"(\*|\[[0-9a-fA-F:.]+\]|[^:]+):[0-9]{1,5}:.*"),
    },
    "limits": {"connectionTimeout": SPAN, "maxBandwidth": NUMBER, "maxConnections": NUMBER},
    "logFile": {
        "directory": TEXT,
        "enabled": BOOL,
        "period": one_of("Hourly", "Daily", "Weekly", "Monthly", "MaxSize"),
        "truncateSize": NUMBER,
        "logExtFileFlags": some_of(*LOG_FIELDS),
    },
    "application": {"path": re.compile("/.*"), "applicationPool": TEXT},
    "application/virtualDirectory": {
        "path": re.compile("/.*"),
        "physicalPath": TEXT,
        "userName": TEXT,
        "password": TEXT,
    },
}
HOST = {
    "applicationPools": {},
    **{f"applicationPools/add/{name}".rstrip("/"): found for name, found in POOL.items()},
    **{f"applicationPools/applicationPoolDefaults/{name}".rstrip("/"): found for name, found in POOL.items()},
    "sites": {},
    **{f"sites/site/{name}".rstrip("/"): found for name, found in SITE.items()},
    **{f"sites/siteDefaults/{name}".rstrip("/"): found for name, found in SITE.items()},
    "sites/applicationDefaults": {"applicationPool": TEXT},
}
AUTH = "security/authentication"
WEB = {
    "asp": {
        **dict.fromkeys(
            ("appAllowClientDebug", "appAllowDebugging", "bufferingOn", "calcLineNumber",
             "enableApplicationRestart", "enableAspHtmlFallback", "enableChunkedEncoding", "enableParentPaths",
             "errorsToNTLog", "exceptionCatchEnable", "logErrorRequests", "runOnEndAnonymously",
             "scriptErrorSentToBrowser"),
            BOOL,
        ),
        "codePage": NUMBER, "lcid": NUMBER, "scriptErrorMessage": TEXT, "scriptLanguage": TEXT,
    },
    "asp/cache": {
        "diskTemplateCacheDirectory": TEXT, "enableTypelibCache": BOOL, "maxDiskTemplateCacheFiles": NUMBER,
        "scriptEngineCacheMax": NUMBER, "scriptFileCacheSize": NUMBER,
    },
    "asp/comPlus": {
        "appServiceFlags": some_of("EnableTracker", "EnableSxS", "UsePartition"), "executeInMta": BOOL,
        "partitionId": TEXT, "sxsName": TEXT, "trackThreadingModel": BOOL,
    },
    "asp/limits": {
        "bufferingLimit": NUMBER, "maxRequestEntityAllowed": NUMBER, "processorThreadMax": NUMBER,
        "queueConnectionTestTime": SPAN, "queueTimeout": SPAN, "requestQueueMax": NUMBER,
        "scriptTimeout": SPAN,
    },
    "asp/session": {"allowSessionState": BOOL, "keepSessionIdSecure": BOOL, "max": NUMBER, "timeout": SPAN},
    "cgi": {"createCGIWithNewConsole": BOOL, "createProcessAsUser": BOOL, "timeout": SPAN},
    "defaultDocument": {"enabled": BOOL},
    "defaultDocument/files": {},
    "defaultDocument/files/clear": {},
    "defaultDocument/files/add": {"value": re.compile(".+")},
    "directoryBrowse": {
        "enabled": BOOL, "showFlags": some_of("Date", "Time", "Size", "Extension", "LongDate"),
    },
    "handlers": {
        "accessPolicy": some_of("Read", "Write", "Execute", "Source", "Script", "NoRemoteWrite",
                                "NoRemoteRead", "NoRemoteExecute", "NoRemoteScript"),
    },
    "handlers/clear": {},
    "handlers/add": {
        "name": re.compile(".+"), "path": re.compile(".+"), "verb": re.compile(".+"), "modules": TEXT,
        "scriptProcessor": TEXT, "resourceType": one_of("Directory", "File", "Either", "Unspecified"),
        "requireAccess": one_of("None", "Read", "Write", "Script", "Execute"),
    },
    "httpErrors": {}, "httpErrors/clear": {},
    "httpErrors/error": {
        "statusCode": re.compile("[4-9][0-9]{2}"), "subStatusCode": re.compile("-1|[0-9]{1,3}"), "path": TEXT,
        "prefixLanguageFilePath": TEXT, "responseMode": one_of("File", "ExecuteURL", "Redirect"),
    },
    "httpLogging": {"dontLog": BOOL},
    "httpProtocol": {"allowKeepAlive": BOOL},
    "httpProtocol/customHeaders": {}, "httpProtocol/customHeaders/clear": {},
    "httpProtocol/customHeaders/add": {"name": re.compile(".+"), "value": TEXT},
    "httpProtocol/redirectHeaders": {}, "httpProtocol/redirectHeaders/clear": {},
    "httpProtocol/redirectHeaders/add": {"name": re.compile(".+"), "value": TEXT},
    "httpRedirect": {
        "enabled": BOOL, "destination": TEXT, "exactDestination": BOOL, "childOnly": BOOL,
        "httpResponseStatus": one_of("Permanent", "Found", "Temporary"),
    },
    "security": {},
    "security/access": {
        "sslFlags": some_of("Ssl", "SslNegotiateCert", "SslRequireCert", "SslMapCert", "Ssl128"),
    },
    AUTH: {},
    f"{AUTH}/anonymousAuthentication": {"enabled": BOOL, "userName": TEXT, "password": TEXT},
    f"{AUTH}/basicAuthentication": {"enabled": BOOL, "realm": TEXT, "defaultLogonDomain": TEXT},
    f"{AUTH}/digestAuthentication": {"enabled": BOOL, "realm": TEXT},
    f"{AUTH}/windowsAuthentication": {"enabled": BOOL},
    "security/ipSecurity": {"allowUnlisted": BOOL}, "security/ipSecurity/clear": {},
    "security/ipSecurity/add": {
        "ipAddress": TEXT, "subnetMask": TEXT, "domainName": TEXT, "allowed": BOOL,
    },
    "serverRuntime": {"uploadReadAheadSize": NUMBER},
    "serverSideInclude": {"ssiExecDisable": BOOL},
    "staticContent": {"defaultDocFooter": TEXT, "enableDocFooter": BOOL},
    "staticContent/clear": {},
    "staticContent/clientCache": {
        "cacheControlCustom": TEXT, "cacheControlMaxAge": SPAN, "httpExpires": TEXT,
        "cacheControlMode": one_of("NoControl", "DisableCache", "UseMaxAge", "UseExpires"),
    },
    "staticContent/mimeMap": {"fileExtension": re.compile(r"\..*|\*"), "mimeType": re.compile(".+")},
    "urlCompression": {"doDynamicCompression": BOOL, "doStaticCompression": BOOL},
}  # fmt: skip
UNIQUE = {
    "applicationPools/add": ("name",),
    "sites/site": ("name",),
    "sites/site/bindings/binding": ("protocol", "bindingInformation"),
    "sites/site/application": ("path",),
    "sites/site/application/virtualDirectory": ("path",),
    "defaultDocument/files/add": ("value",),
    "handlers/add": ("name",),
    "httpErrors/error": ("statusCode", "subStatusCode"),
    "httpProtocol/customHeaders/add": ("name",),
    "httpProtocol/redirectHeaders/add": ("name",),
    "security/ipSecurity/add": ("ipAddress", "subnetMask", "domainName"),
    "staticContent/mimeMap": ("fileExtension",),
}
REQUIRED = {
    "applicationPools/add": ("name",),
    "sites/site": ("name", "id"),
    "sites/site/bindings/binding": ("protocol", "bindingInformation"),
    "sites/site/application": ("path",),
    "sites/site/application/virtualDirectory": ("path", "physicalPath"),
    "defaultDocument/files/add": ("value",),
    "handlers/add": ("name", "path", "verb"),
    "httpErrors/error": ("statusCode", "path"),
    "httpProtocol/customHeaders/add": ("name",),
    "httpProtocol/redirectHeaders/add": ("name",),
    "staticContent/mimeMap": ("fileExtension", "mimeType"),
}


def breaches(text):
    """Every breach of the rules, in words."""
    root = etree.fromstring(text.encode())
    found = [] if root.tag == "configuration" else [f"root is {root.tag}"]
    sites = root.findall("system.applicationHost/sites/site")
    names = {site.get("name", "").lower() for site in sites}
    found += ["an id twice"] if len({site.get("id") for site in sites}) < len(sites) else []
    locations = set()
    declared = declarations(root)
    for group in root:
        if group.tag == "location":
            path = group.get("path", "").lower()
            found += [f"location {path} twice"] if path in locations else []
            locations.add(path)
            found += [f"location {path} of no site"] if path.partition("/")[0] not in {"", *names} else []
            for inner in group:
                found += _group(inner, declared)
        elif group.tag != "configSections":
            found += _group(group, declared)
    return found


def declarations(root):
    """The paths of the sections that are declared."""
    found = set()

    def walk(element, path):
        for child in element:
            if child.tag == "section":
                found.add(f"{path}{child.get('name')}")
            elif child.tag == "sectionGroup":
                walk(child, f"{path}{child.get('name')}/")

    for sections in root.iterfind("configSections"):
        walk(sections, "")
    return found


def _group(group, declared):
    known = {"system.applicationHost": HOST, "system.webServer": WEB}.get(group.tag)
    if known is None:
        return [f"unknown group {group.tag}"]
    found = []

    def walk(element, path):
        seen = set()
        for child in element:
            at = f"{path}/{child.tag}".lstrip("/")
            attributes = known.get(at)
            if attributes is None:
                found.append(f"unknown element {at}")
                continue
            for name, value in child.attrib.items():
                if name not in attributes:
                    found.append(f"unknown attribute {at} {name}")
                elif not attributes[name].fullmatch(value):
                    found.append(f"bad value {at} {name}={value!r}")
            found.extend(f"no {at} {name}" for name in REQUIRED.get(at, ()) if name not in child.attrib)
            if at in UNIQUE:
                key = (at, *(child.get(name, "").lower() for name in UNIQUE[at]))
                found.extend([f"twice {key}"] if key in seen else [])
                seen.add(key)
            walk(child, at)

    walk(group, "")
    sections = {name.removeprefix(f"{group.tag}/") for name in declared}
    for element in group.iterdescendants():
        at = "/".join(reversed([element.tag, *(a.tag for a in element.iterancestors())])).partition(
            group.tag
        )[2]
        at = at.strip("/")
        if element.attrib and not any(at == name or at.startswith(f"{name}/") for name in sections):
            found.append(f"section of {at} is not declared")
    return found
