"""Which attribute of which section is which property: one table for both directions.

An element is named by its path below its section group, sites or pools. A kind says how a value is written.
"""

from __future__ import annotations

from typing import Final, NamedTuple

_AUTH: Final = "security/authentication"


class Row(NamedTuple):
    """An attribute that holds a value by itself.

    Attributes:
        element: the path of the element.
        attribute: its attribute.
        property: the property.
        kind: `bool`, `number`, `text`, `secret`, `seconds`, `minutes`, `truth` (a number that is a Boolean),
            or `one of`.
        words: with `one of` the words by their numbers.
    """

    element: str
    attribute: str
    property: str
    kind: str
    words: tuple[tuple[str, int], ...] = ()


class Bits(NamedTuple):
    """An attribute that holds bits of a number: one of them as a Boolean, or several by their names."""

    element: str
    attribute: str
    flags: tuple[tuple[str, str], ...]


def _asp() -> list[Row]:
    plain = (
        ("appAllowClientDebug", "AppAllowClientDebug", "bool"),
        ("appAllowDebugging", "AppAllowDebugging", "bool"),
        ("bufferingOn", "AspBufferingOn", "bool"),
        ("calcLineNumber", "AspCalcLineNumber", "bool"),
        ("codePage", "AspCodepage", "number"),
        ("enableApplicationRestart", "AspEnableApplicationRestart", "bool"),
        ("enableAspHtmlFallback", "AspEnableAspHtmlFallback", "bool"),
        ("enableChunkedEncoding", "AspEnableChunkedEncoding", "bool"),
        ("enableParentPaths", "AspEnableParentPaths", "bool"),
        ("errorsToNTLog", "AspErrorsToNTLog", "bool"),
        ("exceptionCatchEnable", "AspExceptionCatchEnable", "bool"),
        ("lcid", "AspLCID", "number"),
        ("logErrorRequests", "AspLogErrorRequests", "bool"),
        ("runOnEndAnonymously", "AspRunOnEndAnonymously", "bool"),
        ("scriptErrorMessage", "AspScriptErrorMessage", "text"),
        ("scriptErrorSentToBrowser", "AspScriptErrorSentToBrowser", "bool"),
        ("scriptLanguage", "AspScriptLanguage", "text"),
    )
    below = (
        ("cache", "diskTemplateCacheDirectory", "AspDiskTemplateCacheDirectory", "text"),
        ("cache", "enableTypelibCache", "AspEnableTypelibCache", "bool"),
        ("cache", "maxDiskTemplateCacheFiles", "AspMaxDiskTemplateCacheFiles", "number"),
        ("cache", "scriptEngineCacheMax", "AspScriptEngineCacheMax", "number"),
        ("cache", "scriptFileCacheSize", "AspScriptFileCacheSize", "number"),
        ("comPlus", "executeInMta", "AspExecuteInMTA", "truth"),
        ("comPlus", "partitionId", "AspPartitionID", "text"),
        ("comPlus", "sxsName", "AspSxsName", "text"),
        ("comPlus", "trackThreadingModel", "AspTrackThreadingModel", "bool"),
        ("limits", "bufferingLimit", "AspBufferingLimit", "number"),
        ("limits", "maxRequestEntityAllowed", "AspMaxRequestEntityAllowed", "number"),
        ("limits", "processorThreadMax", "AspProcessorThreadMax", "number"),
        ("limits", "queueConnectionTestTime", "AspQueueConnectionTestTime", "seconds"),
        ("limits", "queueTimeout", "AspQueueTimeout", "seconds"),
        ("limits", "requestQueueMax", "AspRequestQueueMax", "number"),
        ("limits", "scriptTimeout", "AspScriptTimeout", "seconds"),
        ("session", "allowSessionState", "AspAllowSessionState", "bool"),
        ("session", "keepSessionIdSecure", "AspKeepSessionIDSecure", "truth"),
        ("session", "max", "AspSessionMax", "number"),
        ("session", "timeout", "AspSessionTimeout", "minutes"),
    )
    rows = [Row("asp", attribute, name, kind) for attribute, name, kind in plain]
    return [
        *rows,
        *(Row(f"asp/{element}", attribute, name, kind) for element, attribute, name, kind in below),
    ]


WEB: Final = (
    *_asp(),
    Row("cgi", "createCGIWithNewConsole", "CreateCGIWithNewConsole", "bool"),
    Row("cgi", "createProcessAsUser", "CreateProcessAsUser", "bool"),
    Row("cgi", "timeout", "CGITimeout", "seconds"),
    Row("httpLogging", "dontLog", "DontLog", "bool"),
    Row("httpProtocol", "allowKeepAlive", "AllowKeepAlive", "bool"),
    Row(f"{_AUTH}/anonymousAuthentication", "userName", "AnonymousUserName", "text"),
    Row(f"{_AUTH}/anonymousAuthentication", "password", "AnonymousUserPass", "secret"),
    Row(f"{_AUTH}/basicAuthentication", "realm", "Realm", "text"),
    Row(f"{_AUTH}/basicAuthentication", "defaultLogonDomain", "DefaultLogonDomain", "text"),
    Row("serverRuntime", "uploadReadAheadSize", "UploadReadAheadSize", "number"),
    Row("serverSideInclude", "ssiExecDisable", "SSIExecDisable", "bool"),
    Row("staticContent", "defaultDocFooter", "DefaultDocFooter", "text"),
    Row("staticContent", "enableDocFooter", "EnableDocFooter", "bool"),
    Row("staticContent/clientCache", "cacheControlCustom", "CacheControlCustom", "text"),
    Row("urlCompression", "doDynamicCompression", "DoDynamicCompression", "bool"),
    Row("urlCompression", "doStaticCompression", "DoStaticCompression", "bool"),
)
WEB_BITS: Final = (
    Bits("defaultDocument", "enabled", (("", "EnableDefaultDoc"),)),
    Bits("directoryBrowse", "enabled", (("", "EnableDirBrowsing"),)),
    Bits(
        "directoryBrowse",
        "showFlags",
        tuple((name, f"DirBrowseShow{name}") for name in ("Date", "Time", "Size", "Extension", "LongDate")),
    ),
    Bits(
        "handlers",
        "accessPolicy",
        tuple(
            (name, f"Access{name}")
            for name in (
                "Read", "Write", "Execute", "Source", "Script",
                "NoRemoteWrite", "NoRemoteRead", "NoRemoteExecute", "NoRemoteScript",
            )
        ),
    ),
    Bits(
        "security/access",
        "sslFlags",
        (
            ("Ssl", "AccessSSL"),
            ("SslNegotiateCert", "AccessSSLNegotiateCert"),
            ("SslRequireCert", "AccessSSLRequireCert"),
            ("SslMapCert", "AccessSSLMapCert"),
            ("Ssl128", "AccessSSL128"),
        ),
    ),
    Bits(f"{_AUTH}/anonymousAuthentication", "enabled", (("", "AuthAnonymous"),)),
    Bits(f"{_AUTH}/basicAuthentication", "enabled", (("", "AuthBasic"),)),
    Bits(f"{_AUTH}/digestAuthentication", "enabled", (("", "AuthMD5"),)),
    Bits(f"{_AUTH}/windowsAuthentication", "enabled", (("", "AuthNTLM"),)),
    Bits(
        "asp/comPlus",
        "appServiceFlags",
        (
            ("EnableTracker", "AspEnableTracker"),
            ("EnableSxS", "AspEnableSxs"),
            ("UsePartition", "AspUsePartition"),
        ),
    ),
)  # fmt: skip

STARTING: Final = {"DirBrowseFlags": 0x4000001E, "AccessFlags": 1, "AuthFlags": 1}
"""What bits IIS 7 takes where a file says nothing of them."""

SITE: Final = (
    Row("", "serverAutoStart", "ServerAutoStart", "bool"),
    Row("limits", "connectionTimeout", "ConnectionTimeout", "seconds"),
    Row("limits", "maxBandwidth", "MaxBandwidth", "number"),
    Row("limits", "maxConnections", "MaxConnections", "number"),
    Row("logFile", "directory", "LogFileDirectory", "text"),
    Row("logFile", "enabled", "LogType", "truth"),
    Row(
        "logFile",
        "period",
        "LogFilePeriod",
        "one of",
        (("MaxSize", 0), ("Daily", 1), ("Weekly", 2), ("Monthly", 3), ("Hourly", 4)),
    ),
    Row("logFile", "truncateSize", "LogFileTruncateSize", "number"),
)
SITE_BITS: Final = (
    Bits(
        "logFile",
        "logExtFileFlags",
        (
            ("Date", "LogExtFileDate"), ("Time", "LogExtFileTime"), ("ClientIP", "LogExtFileClientIp"),
            ("UserName", "LogExtFileUserName"), ("SiteName", "LogExtFileSiteName"),
            ("ComputerName", "LogExtFileComputerName"), ("ServerIP", "LogExtFileServerIp"),
            ("Method", "LogExtFileMethod"), ("UriStem", "LogExtFileUriStem"),
            ("UriQuery", "LogExtFileUriQuery"), ("HttpStatus", "LogExtFileHttpStatus"),
            ("Win32Status", "LogExtFileWin32Status"), ("BytesSent", "LogExtFileBytesSent"),
            ("BytesRecv", "LogExtFileBytesRecv"), ("TimeTaken", "LogExtFileTimeTaken"),
            ("ServerPort", "LogExtFileServerPort"), ("UserAgent", "LogExtFileUserAgent"),
            ("Cookie", "LogExtFileCookie"), ("Referer", "LogExtFileReferer"),
            ("ProtocolVersion", "LogExtFileProtocolVersion"), ("Host", "LogExtFileHost"),
            ("HttpSubStatus", "LogExtFileHttpSubStatus"),
        ),
    ),
)  # fmt: skip
VDIR: Final = (
    Row("", "userName", "UNCUserName", "text"),
    Row("", "password", "UNCPassword", "secret"),
)
POOL: Final = (
    Row("", "autoStart", "AppPoolAutoStart", "bool"),
    Row("", "enable32BitAppOnWin64", "Enable32BitAppOnWin64", "bool"),
    Row("", "queueLength", "AppPoolQueueLength", "number"),
    Row("cpu", "action", "CPUAction", "one of", (("NoAction", 0), ("KillW3wp", 1))),
    Row("cpu", "limit", "CPULimit", "number"),
    Row("cpu", "resetInterval", "CPUResetInterval", "minutes"),
    Row("cpu", "smpAffinitized", "SMPAffinitized", "bool"),
    Row("cpu", "smpProcessorAffinityMask", "SMPProcessorAffinityMask", "number"),
    Row("failure", "autoShutdownExe", "AutoShutdownAppPoolExe", "text"),
    Row("failure", "autoShutdownParams", "AutoShutdownAppPoolParams", "text"),
    Row(
        "failure", "loadBalancerCapabilities", "LoadBalancerCapabilities", "one of",
        (("TcpLevel", 1), ("HttpLevel", 2)),
    ),
    Row("failure", "orphanActionExe", "OrphanActionExe", "text"),
    Row("failure", "orphanActionParams", "OrphanActionParams", "text"),
    Row("failure", "orphanWorkerProcess", "OrphanWorkerProcess", "bool"),
    Row("failure", "rapidFailProtection", "RapidFailProtection", "bool"),
    Row("failure", "rapidFailProtectionInterval", "RapidFailProtectionInterval", "minutes"),
    Row("failure", "rapidFailProtectionMaxCrashes", "RapidFailProtectionMaxCrashes", "number"),
    Row(
        "processModel", "identityType", "AppPoolIdentityType", "one of",
        (("LocalSystem", 0), ("LocalService", 1), ("NetworkService", 2), ("SpecificUser", 3)),
    ),
    Row("processModel", "idleTimeout", "IdleTimeout", "minutes"),
    Row("processModel", "maxProcesses", "MaxProcesses", "number"),
    Row("processModel", "password", "WAMUserPass", "secret"),
    Row("processModel", "pingingEnabled", "PingingEnabled", "bool"),
    Row("processModel", "pingInterval", "PingInterval", "seconds"),
    Row("processModel", "pingResponseTime", "PingResponseTime", "seconds"),
    Row("processModel", "shutdownTimeLimit", "ShutdownTimeLimit", "seconds"),
    Row("processModel", "startupTimeLimit", "StartupTimeLimit", "seconds"),
    Row("processModel", "userName", "WAMUserName", "text"),
    Row("recycling", "disallowOverlappingRotation", "DisallowOverlappingRotation", "bool"),
    Row("recycling", "disallowRotationOnConfigChange", "DisallowRotationOnConfigChange", "bool"),
    Row("recycling/periodicRestart", "memory", "PeriodicRestartMemory", "number"),
    Row("recycling/periodicRestart", "privateMemory", "PeriodicRestartPrivateMemory", "number"),
    Row("recycling/periodicRestart", "requests", "PeriodicRestartRequests", "number"),
    Row("recycling/periodicRestart", "time", "PeriodicRestartTime", "minutes"),
)  # fmt: skip
POOL_BITS: Final = (
    Bits(
        "recycling",
        "logEventOnRecycle",
        tuple(
            (name, f"AppPoolRecycle{name}")
            for name in (
                "Time", "Requests", "Schedule", "Memory",
                "IsapiUnhealthy", "OnDemand", "ConfigChange", "PrivateMemory",
            )
        ),
    ),
)  # fmt: skip
