# Made by tools/make_classes.py from the schema: change that, not this.
# fmt: off
# ruff: noqa: E501, N801, N802, PYI021 - names as scripts call them and docstrings for editors

"""The classes of IIS for type checkers and editors: `cast("IIsWebServer", GetObject(path))`.

One class for each of the schema, with its properties, flags and methods; any letter case works when it runs,
the spelling of the schema is checked here.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, Never, TypeAlias, TypeVar, overload

from adsiis.adsi.attributes import PropertyAttribute
from adsiis.adsi.ip_security import IPSecurity
from adsiis.adsi.property_list import PropertyEntry
from adsiis.adsi.security_descriptor import SecurityDescriptor
from adsiis.adsi.values import MimeMap

_Got = TypeVar("_Got")
_Put = TypeVar("_Put")

class _State(Generic[_Got]):
    @overload
    def __get__(self, made: None, owner: type[Any]) -> _State[_Got]: ...
    @overload
    def __get__(self, made: object, owner: type[Any]) -> _Got: ...
    def __set__(self, made: object, value: Never) -> None: ...

class _Value(Generic[_Got, _Put]):
    @overload
    def __get__(self, made: None, owner: type[Any]) -> _Value[_Got, _Put]: ...
    @overload
    def __get__(self, made: object, owner: type[Any]) -> _Got: ...
    def __set__(self, made: object, value: _Put) -> None: ...

_Bool: TypeAlias = _Value[bool, bool | int | str | None]
_Number: TypeAlias = _Value[int, int | float | str | None]
_Text: TypeAlias = _Value[str, str | int | float | None]
_Texts: TypeAlias = _Value[tuple[str, ...], Iterable[str | int | float] | str | None]
_MimeMaps: TypeAlias = _Value[tuple[MimeMap, ...], Iterable[MimeMap | str] | MimeMap | str | None]
_Bytes: TypeAlias = _Value[bytes, bytes | bytearray | memoryview | Iterable[int] | None]
_IPSecurity: TypeAlias = _Value[IPSecurity, Any]
_SecurityDescriptor: TypeAlias = _Value[SecurityDescriptor, Any]

class ADsObject:
    """A key of the metabase as scripts see it. `GetObject` and containers make them."""
    @property
    def ADsPath(self) -> str:
        """The path to bind to it again: machine as typed, key names as stored."""
    @property
    def Class(self) -> str:
        """The class: what KeyType says, else IIsObject."""
    def DeleteObject(self, flags: int = 0) -> None:
        """Delete the key with all that stands below it, at once. Raises PathNotFoundError."""
    @property
    def GUID(self) -> str:
        """The provider's identifier of the class."""
    def Get(self, name: str) -> Any:
        """A property's value: put, stored, handed down from above, or the schema's default."""
    def GetDataPaths(self, name: str, flag: int = 0) -> tuple[str, ...]:
        """The ADsPaths, from here down, of the keys where a property is set."""
    def GetEx(self, name: str) -> tuple[Any, ...]:
        """A property's value as a tuple, also when it is a single one."""
    def GetInfo(self) -> None:
        """Read the key again and drop what was put and not saved. Raises PathNotFoundError."""
    def GetInfoEx(self, properties: Any, reserved: int = 0) -> None:
        """Read some properties again, and drop what was put to them; all others stay as they are."""
    def GetPropertyAttribObj(self, name: str) -> PropertyAttribute:
        """The attributes of a property as this key sees it: of its record, else of the schema."""
    def GetPropertyItem(self, name: str, kind: int = 0) -> PropertyEntry:
        """The entry of a name. Raises PropertyNotFoundError, CannotConvertError for a type it is not of."""
    def Item(self, index: int | str) -> PropertyEntry:
        """The entry at an index from 0, or of a name. Raises PropertyNotFoundError."""
    @property
    def Name(self) -> str:
        """The key's name; of the computer, the machine as typed."""
    def Next(self) -> PropertyEntry:
        """The entry the list stands at, and one on. Raises NoMoreItemsError behind the last one."""
    @property
    def Parent(self) -> str:
        """The ADsPath one up."""
    @property
    def PropertyCount(self) -> int:
        """How many properties the list holds."""
    def PurgePropertyList(self) -> None:
        """Take all entries out of the list, and everything that was put out of the cache."""
    def Put(self, name: str, value: Any) -> None:
        """Change a property in the cache; `SetInfo` writes it."""
    def PutEx(self, code: int | str, name: str, value: Any = None) -> None:
        """Clear (1, at once), update (2), append to (3) or take from (4) a property."""
    def PutPropertyItem(self, entry: Any) -> None:
        """Put the values of an entry: as PutEx with its control code, and without one as Put."""
    def Reset(self) -> None:
        """Stand at the first entry again."""
    def ResetPropertyItem(self, index: int | str) -> None:
        """Take an entry out of the list, and what was put to it out of the cache."""
    @property
    def Schema(self) -> str:
        """The ADsPath of the class in the schema."""
    def SetInfo(self) -> None:
        """Write what was put, all of it or nothing; it is durable on return. Makes the key of a new object."""
    def Skip(self, count: int) -> None:
        """Pass over entries; behind the last one there is nothing to pass over."""

class ADsContainer(ADsObject):
    """An object whose class may have children. Iterating yields them: numbers by value first, then names."""
    def __iter__(self) -> Iterator[Any]: ...
    def CopyHere(self, source: str | int, new: str | int) -> Any:
        """Copy a key below with all that stands below it, at once; the object of the copy."""
    @property
    def Count(self) -> int:
        """How many keys stand one below, of the classes in Filter."""
    def Create(self, class_name: str, name: str | int) -> Any:
        """A new object for a key below, which `SetInfo` on it makes, with the parents that are missing."""
    def Delete(self, class_name: str, name: str | int) -> None:
        """Delete a key below with all that stands below it, at once; the class may be any or empty."""
    @property
    def Filter(self) -> tuple[str, ...]:
        """The names of the classes whose objects iterating yields and Count counts; none for all."""
    @Filter.setter
    def Filter(self, value: Any) -> None: ...
    def GetObject(self, class_name: str, name: str | int) -> Any:
        """The object of a key below; the class may be empty. Raises PathNotFoundError."""
    @property
    def Hints(self) -> Any:
        """What was put there: it is kept and has no effect."""
    @Hints.setter
    def Hints(self, value: Any) -> None: ...
    def MoveHere(self, source: str | int, new: str | int) -> Any:
        """As CopyHere, and the source is gone afterwards: also the way to rename."""

class MetabaseBaseClass(ADsObject):
    """Internal to the services."""

class IIsConfigObject(ADsObject):
    """Internal to the services."""

class IIsObject(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""

class IIsComputer(ADsContainer):
    """May contain IIsObject, IIsWebService, IIsFtpService, IIsMimeMap, IIsNntpService, IIsSmtpService, IIsPop3Service, IIsImapService."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxBandwidthBlocked: _Number
    """DWORD, id 1003, default 4294967295."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    MD_1001: _Number
    """DWORD, id 1001, inherited."""
    EnableHistory: _Number
    """DWORD, id 9996, services use 1."""
    MaxHistoryFiles: _Number
    """DWORD, id 9995, default 10."""
    EnableEditWhileRunning: _Number
    """DWORD, id 9998, services use 0."""
    MaxErrorFiles: _Number
    """DWORD, id 9988, default 10."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    def Backup(self, location: object, version: object, flags: object) -> None:
        """Save the whole tree under a name and a version."""
    def BackupWithPassword(self, location: object, version: object, flags: object, password: object) -> None:
        """As Backup; with a password any machine can restore the secure values."""
    def DeleteBackup(self, location: object, version: object) -> None:
        """Remove a backup: the version given, or with 0xFFFFFFFE the highest."""
    def EnumBackups(self, location: object, index: object) -> Any:
        """Describe one backup: its version, its name, and when it was made (UTC)."""
    def Export(self, password: object, filename: object, source: object, flags: object) -> None:
        """Write a key, and all below it, as a `MetaBase.xml` to a file that must not be there."""
    def Import(self, password: object, filename: object, source: object, target: object, flags: object) -> None:
        """Put a key of a file, and all below it, at a place of the tree, in one commit."""
    def Restore(self, location: object, version: object, flags: object) -> None:
        """Replace the whole tree by a backup; services that run follow it."""
    def RestoreWithPassword(self, location: object, version: object, flags: object, password: object) -> None:
        """As Restore, of a backup made with a password, which must be the same: else 0x8007052B."""
    def SaveData(self) -> None:
        """Keep the tree as it is now in the history, as EnableHistory and MaxHistoryFiles say."""

class IIsWebService(ADsContainer):
    """May contain IIsObject, IIsWebInfo, IIsWebServer, IIsFilters, IIsApplicationPools."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    UseDigestSSP: _Bool
    """BOOL, id 6047, inherited, default False."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    AllowKeepAlive: _Bool
    """BOOL, id 6038, inherited, default True."""
    ServerSize: _Number
    """DWORD, id 1018, inherited, default 1."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    DefaultDoc: _Text
    """STRING, id 6006, inherited, default 'default.htm'."""
    HttpExpires: _Text
    """STRING, id 6002, inherited, default 'D, 0x15180'."""
    HttpPics: _Texts
    """MULTISZ, id 6003, inherited."""
    HttpCustomHeaders: _Texts
    """MULTISZ, id 6004, inherited."""
    HttpErrors: _Texts
    """MULTISZ, id 6008, inherited."""
    EnableDocFooter: _Bool
    """BOOL, id 6010, inherited, default False."""
    DefaultDocFooter: _Text
    """STRING, id 6009, inherited."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    CacheISAPI: _Bool
    """BOOL, id 6034, inherited, default True."""
    CGITimeout: _Number
    """DWORD, id 6033, inherited, default 300."""
    DirectoryLevelsToScan: _Number
    """DWORD, id 1022, default 2."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    CertCheckMode: _Number
    """DWORD, id 2160, inherited, default 0."""
    DownlevelAdminInstance: _Number
    """DWORD, id 1021, inherited, default 0, services use 1."""
    AspBufferingOn: _Bool
    """BOOL, id 7000, inherited, default True."""
    AspLogErrorRequests: _Bool
    """BOOL, id 7001, inherited, default True."""
    AspScriptErrorSentToBrowser: _Bool
    """BOOL, id 7002, inherited, default True."""
    AspScriptErrorMessage: _Text
    """STRING, id 7003, inherited, default 'An error occurred on the server when processing the URL. Please cont…"""
    AspAllowOutOfProcComponents: _Bool
    """BOOL, id 7014, inherited, default True."""
    AspScriptFileCacheSize: _Number
    """DWORD, id 7004, inherited, default 500."""
    AspDiskTemplateCacheDirectory: _Text
    """EXPANDSZ, id 7036, inherited, default '%Windir%\\System32\\inetsrv\\ASP Compiled Templates'."""
    AspMaxDiskTemplateCacheFiles: _Number
    """DWORD, id 7040, inherited, default 2000."""
    AspScriptEngineCacheMax: _Number
    """DWORD, id 7005, inherited, default 250."""
    AspScriptTimeout: _Number
    """DWORD, id 7006, inherited, default 90."""
    AspSessionTimeout: _Number
    """DWORD, id 7007, inherited, default 10, services use 20."""
    AspEnableParentPaths: _Bool
    """BOOL, id 7008, inherited, default False."""
    AspAllowSessionState: _Bool
    """BOOL, id 7011, inherited, default True."""
    AspScriptLanguage: _Text
    """STRING, id 7012, inherited, default 'Vbscript'."""
    AspExceptionCatchEnable: _Bool
    """BOOL, id 7015, inherited, default True."""
    AspCodepage: _Number
    """DWORD, id 7016, inherited, default 0."""
    AspLCID: _Number
    """DWORD, id 7042, inherited, default 0."""
    AspQueueTimeout: _Number
    """DWORD, id 7013, inherited, default 4294967295."""
    AspEnableAspHtmlFallback: _Bool
    """BOOL, id 7021, inherited, default False."""
    AspEnableChunkedEncoding: _Bool
    """BOOL, id 7022, inherited, default True."""
    AspEnableTypelibCache: _Bool
    """BOOL, id 7023, inherited, default True."""
    AspErrorsToNTLog: _Bool
    """BOOL, id 7024, inherited, default False."""
    AspProcessorThreadMax: _Number
    """DWORD, id 7025, inherited, default 10."""
    AspTrackThreadingModel: _Bool
    """BOOL, id 7020, inherited, default False."""
    AspRequestQueueMax: _Number
    """DWORD, id 7026, inherited, default 500, services use 3000."""
    AspEnableApplicationRestart: _Bool
    """BOOL, id 7027, inherited, default True."""
    AspQueueConnectionTestTime: _Number
    """DWORD, id 7028, inherited, default 3."""
    AspSessionMax: _Number
    """DWORD, id 7029, inherited, default 4294967295."""
    AppRoot: _Text
    """STRING, id 2103, inherited."""
    AppFriendlyName: _Text
    """STRING, id 2102, inherited, services use 'Default Application'."""
    AppIsolated: _Number
    """DWORD, id 2104, inherited, default 2."""
    AppPackageID: _Text
    """STRING, id 2106, inherited."""
    AppPackageName: _Text
    """STRING, id 2107, inherited."""
    AppAllowDebugging: _Bool
    """BOOL, id 7018, inherited, default False."""
    AppAllowClientDebug: _Bool
    """BOOL, id 7019, inherited, default False."""
    CacheControlMaxAge: _Number
    """DWORD, id 6042, inherited, default 0."""
    CacheControlNoCache: _Bool
    """BOOL, id 6041, inherited, default False."""
    CacheControlCustom: _Text
    """STRING, id 6043, inherited."""
    CreateProcessAsUser: _Bool
    """BOOL, id 6035, inherited, default True."""
    PoolIdcTimeout: _Number
    """DWORD, id 6037, inherited, default 0."""
    RedirectHeaders: _Texts
    """MULTISZ, id 6044, inherited."""
    UploadReadAheadSize: _Number
    """DWORD, id 6045, inherited, default 49152."""
    PasswordExpirePrenotifyDays: _Number
    """DWORD, id 2063, inherited, default 0."""
    PasswordCacheTTL: _Number
    """DWORD, id 2064, inherited, default 600."""
    PasswordChangeFlags: _Number
    """DWORD, id 2068, inherited, default 0, services use 6."""
    AppWamClsid: _Text
    """STRING, id 2105, inherited."""
    DirBrowseFlags: _Number
    """DWORD, id 6005, inherited, default 1073741854."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AuthPersistence: _Number
    """DWORD, id 6031, inherited, default 64."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    DisableStaticFileCache: _Bool
    """BOOL, id 3007, inherited, default False."""
    ScriptMaps: _Texts
    """MULTISZ, id 6014, inherited."""
    SSIExecDisable: _Bool
    """BOOL, id 6028, inherited, default False."""
    EnableReverseDns: _Bool
    """BOOL, id 6029, inherited, default False."""
    CreateCGIWithNewConsole: _Bool
    """BOOL, id 6036, inherited, default False."""
    ProcessNTCRIfLoggedOn: _Bool
    """BOOL, id 2070, inherited, default True."""
    AllowPathInfoForScriptMappings: _Bool
    """BOOL, id 2095, inherited, default False."""
    InProcessIsapiApps: _Texts
    """MULTISZ, id 2073, inherited."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileLocaltimeRollover: _Bool
    """BOOL, id 4015, inherited, default False."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    SslUseDsMapper: _Bool
    """BOOL, id 5519, inherited, default False."""
    SSLAlwaysNegoClientCert: _Bool
    """BOOL, id 5521, inherited, default False."""
    WAMUserName: _Text
    """STRING, id 7501, inherited."""
    WAMUserPass: _Text
    """STRING, id 7502, inherited, secure."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    SSLStoreName: _Text
    """STRING, id 5511, inherited."""
    AuthChangeURL: _Text
    """STRING, id 2060, inherited, services use '/iisadmpwd/achg.asp'."""
    AuthExpiredURL: _Text
    """STRING, id 2061, inherited, services use '/iisadmpwd/aexp.asp'."""
    AuthNotifyPwdExpURL: _Text
    """STRING, id 2062, inherited, services use '/iisadmpwd/anot.asp'."""
    AuthExpiredUnsecureURL: _Text
    """STRING, id 2067, inherited, services use '/iisadmpwd/aexp3.asp'."""
    AuthNotifyPwdExpUnsecureURL: _Text
    """STRING, id 2069, inherited, services use '/iisadmpwd/anot3.asp'."""
    MD_APP_LAST_OUTPROC_PID: _Text
    """STRING, id 2108."""
    MD_ETAG_CHANGENUMBER: _Number
    """DWORD, id 2039, inherited."""
    AdminServer: _Text
    """STRING, id 2115, inherited, default '1'."""
    AppPoolId: _Text
    """STRING, id 9101, inherited, services use 'DefaultAppPool'."""
    DoStaticCompression: _Bool
    """BOOL, id 2256, inherited, default False."""
    DoDynamicCompression: _Bool
    """BOOL, id 2255, inherited, default False."""
    IIs5IsolationModeEnabled: _Bool
    """BOOL, id 9203, default True."""
    MaxGlobalBandwidth: _Number
    """DWORD, id 9201, default 4294967295."""
    MinFileBytesPerSec: _Number
    """DWORD, id 9205, inherited, default 240."""
    HeaderWaitTimeout: _Number
    """DWORD, id 9204, inherited, default 0."""
    LogInUTF8: _Bool
    """BOOL, id 9206, default False."""
    RapidFailProtectionInterval: _Number
    """DWORD, id 9029, inherited, default 5."""
    RapidFailProtectionMaxCrashes: _Number
    """DWORD, id 9030, inherited, default 5."""
    AspPartitionID: _Text
    """STRING, id 7048, inherited."""
    AspSxsName: _Text
    """STRING, id 7049, inherited."""
    AspAppServiceFlags: _Number
    """DWORD, id 7044, inherited, default 0."""
    AspKeepSessionIDSecure: _Number
    """DWORD, id 7043, inherited, default 1."""
    RevocationFreshnessTime: _Number
    """DWORD, id 2161, inherited, default 86400."""
    RevocationURLRetrievalTimeout: _Number
    """DWORD, id 2162, inherited, default 0."""
    AspExecuteInMTA: _Number
    """DWORD, id 7041, inherited, default 0."""
    CentralBinaryLoggingEnabled: _Bool
    """BOOL, id 4016, default False."""
    AspRunOnEndAnonymously: _Bool
    """BOOL, id 7051, inherited, default True."""
    AspBufferingLimit: _Number
    """DWORD, id 7052, inherited, default 4194304."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AspCalcLineNumber: _Bool
    """BOOL, id 7050, inherited, default True."""
    ApplicationDependencies: _Texts
    """MULTISZ, id 2167."""
    WebSvcExtRestrictionList: _Texts
    """MULTISZ, id 2168."""
    AspMaxRequestEntityAllowed: _Number
    """DWORD, id 7053, inherited, default 200000."""
    MaxRequestEntityAllowed: _Number
    """DWORD, id 6051, inherited, default 4294967295."""
    DemandStartThreshold: _Number
    """DWORD, id 9207, default 4294967295."""
    PassportRequireADMapping: _Number
    """DWORD, id 6052, inherited, default 1."""
    WebDAVMaxAttributesPerElement: _Number
    """DWORD, id 8501, inherited, default 32."""
    TraceUriPrefix: _Texts
    """MULTISZ, id 2118, inherited."""
    CentralW3CLoggingEnabled: _Bool
    """BOOL, id 2119, default False."""
    AuthChangeUnsecure: _Bool
    """BOOL, id 6292, bit 0x1 of PasswordChangeFlags, inherited, default False."""
    AuthChangeDisable: _Bool
    """BOOL, id 6293, bit 0x2 of PasswordChangeFlags, inherited, default False, services use True."""
    AuthAdvNotifyDisable: _Bool
    """BOOL, id 6294, bit 0x4 of PasswordChangeFlags, inherited, default False, services use True."""
    EnableDirBrowsing: _Bool
    """BOOL, id 6205, bit 0x80000000 of DirBrowseFlags, inherited, default False."""
    DirBrowseShowDate: _Bool
    """BOOL, id 6200, bit 0x2 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowTime: _Bool
    """BOOL, id 6201, bit 0x4 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowSize: _Bool
    """BOOL, id 6202, bit 0x8 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowExtension: _Bool
    """BOOL, id 6203, bit 0x10 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowLongDate: _Bool
    """BOOL, id 6204, bit 0x20 of DirBrowseFlags, inherited, default False."""
    EnableDefaultDoc: _Bool
    """BOOL, id 6206, bit 0x40000000 of DirBrowseFlags, inherited, default True."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AuthPersistSingleRequest: _Bool
    """BOOL, id 6283, bit 0x40 of AuthPersistence, inherited, default True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AspEnableTracker: _Bool
    """BOOL, id 7045, bit 0x1 of AspAppServiceFlags, inherited, default False."""
    AspEnableSxs: _Bool
    """BOOL, id 7046, bit 0x2 of AspAppServiceFlags, inherited, default False."""
    AspUsePartition: _Bool
    """BOOL, id 7047, bit 0x4 of AspAppServiceFlags, inherited, default False."""
    def AddDependency(self, application: object, group: object) -> None:
        """Let an application depend on a group; it is listed if it was not."""
    def AddExtensionFile(self, file: object, access: object, group: object, can_delete: object, description: object) -> None:
        """Put a file into the restriction list."""
    def CreateNewSite(self, comment: object, bindings: object, root: object, site: object = None) -> int:
        """Make a site, and say its number."""
    def DeleteExtensionFileRecord(self, file: object) -> None:
        """Take a file off the restriction list; 0x80070490 when it is not there."""
    def DisableExtensionFile(self, file: object) -> None:
        """Forbid one file; 0x80070490 when it is not in the list."""
    def DisableWebServiceExtension(self, group: object) -> None:
        """Forbid all files of a group; 0x80070490 when there are none."""
    def EnableApplication(self, application: object) -> None:
        """Allow all files of all groups an application depends on; 0x80070490 for one that is not listed."""
    def EnableExtensionFile(self, file: object) -> None:
        """Allow one file; 0x80070490 when it is not in the list."""
    def EnableWebServiceExtension(self, group: object) -> None:
        """Allow all files of a group; 0x80070490 when there are none. Source: docs/behaviour.md, extension-4."""
    def GetCurrentMode(self) -> int:
        """1 in worker process isolation mode, 0 in IIS 5.0 isolation mode. Source: docs/behaviour.md, site-3."""
    def ListApplications(self) -> Any:
        """The applications that depend on web service extensions."""
    def ListExtensionFiles(self) -> Any:
        """The files in the restriction list, patterns among them."""
    def ListWebServiceExtensions(self) -> Any:
        """The groups in the restriction list, each once. Source: docs/behaviour.md, extension-2."""
    def QueryGroupIDStatus(self, group: object) -> Any:
        """The applications that depend on a group. Source: docs/behaviour.md, extension-3."""
    def RemoveApplication(self, application: object) -> None:
        """Forbid all files whose description is the name of an application; 0x80070490 when there are none."""
    def RemoveDependency(self, application: object, group: object) -> None:
        """Let an application depend on a group no more; without groups it is no longer listed."""

class IIsFtpService(ADsContainer):
    """May contain IIsObject, IIsFtpInfo, IIsFtpServer."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    LogAnonymous: _Bool
    """BOOL, id 5007, inherited, default False."""
    LogNonAnonymous: _Bool
    """BOOL, id 5008, inherited, default False."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ExitMessage: _Text
    """STRING, id 5001, inherited."""
    GreetingMessage: _Texts
    """MULTISZ, id 5002, inherited."""
    MaxClientsMessage: _Text
    """STRING, id 5003, inherited."""
    AnonymousOnly: _Bool
    """BOOL, id 5006, inherited, default False."""
    MSDOSDirOutput: _Bool
    """BOOL, id 5004, inherited, default True."""
    ServerSize: _Number
    """DWORD, id 1018, inherited, default 1."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    DirectoryLevelsToScan: _Number
    """DWORD, id 1022, default 2."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileLocaltimeRollover: _Bool
    """BOOL, id 4015, inherited, default False."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    FtpDirBrowseShowLongDate: _Bool
    """BOOL, id 5010, inherited, default False."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    DownlevelAdminInstance: _Number
    """DWORD, id 1021, inherited, default 0, services use 1."""
    BannerMessage: _Texts
    """MULTISZ, id 5011, inherited."""
    UserIsolationMode: _Number
    """DWORD, id 5012, inherited, default 0."""
    FtpLogInUtf8: _Bool
    """BOOL, id 5013, inherited, default False."""
    ADConnectionsUserName: _Text
    """STRING, id 5014, inherited."""
    ADConnectionsPassword: _Text
    """STRING, id 5015, inherited, secure."""
    ServerCommand: _Number
    """DWORD, id 1012."""
    PassivePortRange: _Text
    """STRING, id 5016, inherited."""
    SuppressDefaultFTPBanner: _Bool
    """BOOL, id 5017, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    def CreateNewSite(self, comment: object, bindings: object, root: object, site: object = None) -> int:
        """Make a site, and say its number."""

class IIsWebServer(ADsContainer):
    """May contain IIsObject, IIsCertMapper, IIsFilters, IIsWebVirtualDir."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    KeyType: _Text
    """STRING, id 1002."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ServerSize: _Number
    """DWORD, id 1018, inherited, default 1."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    SecureBindings: _Texts
    """MULTISZ, id 2021."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    AllowKeepAlive: _Bool
    """BOOL, id 6038, inherited, default True."""
    CGITimeout: _Number
    """DWORD, id 6033, inherited, default 300."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    UseDigestSSP: _Bool
    """BOOL, id 6047, inherited, default False."""
    CacheISAPI: _Bool
    """BOOL, id 6034, inherited, default True."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    FrontPageWeb: _Bool
    """BOOL, id 2072, inherited, default False."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    DefaultDoc: _Text
    """STRING, id 6006, inherited, default 'default.htm'."""
    HttpExpires: _Text
    """STRING, id 6002, inherited, default 'D, 0x15180'."""
    HttpPics: _Texts
    """MULTISZ, id 6003, inherited."""
    HttpCustomHeaders: _Texts
    """MULTISZ, id 6004, inherited."""
    HttpErrors: _Texts
    """MULTISZ, id 6008, inherited."""
    EnableDocFooter: _Bool
    """BOOL, id 6010, inherited, default False."""
    DefaultDocFooter: _Text
    """STRING, id 6009, inherited."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    CertCheckMode: _Number
    """DWORD, id 2160, inherited, default 0."""
    AspBufferingOn: _Bool
    """BOOL, id 7000, inherited, default True."""
    AspLogErrorRequests: _Bool
    """BOOL, id 7001, inherited, default True."""
    AspScriptErrorSentToBrowser: _Bool
    """BOOL, id 7002, inherited, default True."""
    AspScriptErrorMessage: _Text
    """STRING, id 7003, inherited, default 'An error occurred on the server when processing the URL. Please cont…"""
    AspAllowOutOfProcComponents: _Bool
    """BOOL, id 7014, inherited, default True."""
    AspScriptFileCacheSize: _Number
    """DWORD, id 7004, inherited, default 500."""
    AspDiskTemplateCacheDirectory: _Text
    """EXPANDSZ, id 7036, inherited, default '%Windir%\\System32\\inetsrv\\ASP Compiled Templates'."""
    AspMaxDiskTemplateCacheFiles: _Number
    """DWORD, id 7040, inherited, default 2000."""
    AspScriptEngineCacheMax: _Number
    """DWORD, id 7005, inherited, default 250."""
    AspScriptTimeout: _Number
    """DWORD, id 7006, inherited, default 90."""
    AspEnableParentPaths: _Bool
    """BOOL, id 7008, inherited, default False."""
    AspAllowSessionState: _Bool
    """BOOL, id 7011, inherited, default True."""
    AspScriptLanguage: _Text
    """STRING, id 7012, inherited, default 'Vbscript'."""
    AspExceptionCatchEnable: _Bool
    """BOOL, id 7015, inherited, default True."""
    AspCodepage: _Number
    """DWORD, id 7016, inherited, default 0."""
    AspLCID: _Number
    """DWORD, id 7042, inherited, default 0."""
    AspSessionTimeout: _Number
    """DWORD, id 7007, inherited, default 10, services use 20."""
    AspQueueTimeout: _Number
    """DWORD, id 7013, inherited, default 4294967295."""
    AspEnableAspHtmlFallback: _Bool
    """BOOL, id 7021, inherited, default False."""
    AspEnableChunkedEncoding: _Bool
    """BOOL, id 7022, inherited, default True."""
    AspEnableTypelibCache: _Bool
    """BOOL, id 7023, inherited, default True."""
    AspErrorsToNTLog: _Bool
    """BOOL, id 7024, inherited, default False."""
    AspProcessorThreadMax: _Number
    """DWORD, id 7025, inherited, default 10."""
    AspTrackThreadingModel: _Bool
    """BOOL, id 7020, inherited, default False."""
    AspRequestQueueMax: _Number
    """DWORD, id 7026, inherited, default 500, services use 3000."""
    AspEnableApplicationRestart: _Bool
    """BOOL, id 7027, inherited, default True."""
    AspQueueConnectionTestTime: _Number
    """DWORD, id 7028, inherited, default 3."""
    AspSessionMax: _Number
    """DWORD, id 7029, inherited, default 4294967295."""
    AppRoot: _Text
    """STRING, id 2103, inherited."""
    AppFriendlyName: _Text
    """STRING, id 2102, inherited, services use 'Default Application'."""
    AppIsolated: _Number
    """DWORD, id 2104, inherited, default 2."""
    AppPackageID: _Text
    """STRING, id 2106, inherited."""
    AppPackageName: _Text
    """STRING, id 2107, inherited."""
    AppOopRecoverLimit: _Number
    """DWORD, id 2110, inherited, default 4294967295."""
    AppAllowDebugging: _Bool
    """BOOL, id 7018, inherited, default False."""
    AppAllowClientDebug: _Bool
    """BOOL, id 7019, inherited, default False."""
    ClusterEnabled: _Bool
    """BOOL, id 1025, default False."""
    CacheControlMaxAge: _Number
    """DWORD, id 6042, inherited, default 0."""
    CacheControlNoCache: _Bool
    """BOOL, id 6041, inherited, default False."""
    CacheControlCustom: _Text
    """STRING, id 6043, inherited."""
    CreateProcessAsUser: _Bool
    """BOOL, id 6035, inherited, default True."""
    PoolIdcTimeout: _Number
    """DWORD, id 6037, inherited, default 0."""
    RedirectHeaders: _Texts
    """MULTISZ, id 6044, inherited."""
    UploadReadAheadSize: _Number
    """DWORD, id 6045, inherited, default 49152."""
    PasswordExpirePrenotifyDays: _Number
    """DWORD, id 2063, inherited, default 0."""
    PasswordCacheTTL: _Number
    """DWORD, id 2064, inherited, default 600."""
    PasswordChangeFlags: _Number
    """DWORD, id 2068, inherited, default 0, services use 6."""
    MaxBandwidthBlocked: _Number
    """DWORD, id 1003, default 4294967295."""
    AppWamClsid: _Text
    """STRING, id 2105, inherited."""
    TraceUriPrefix: _Texts
    """MULTISZ, id 2118, inherited."""
    DirBrowseFlags: _Number
    """DWORD, id 6005, inherited, default 1073741854."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AuthPersistence: _Number
    """DWORD, id 6031, inherited, default 64."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    DisableStaticFileCache: _Bool
    """BOOL, id 3007, inherited, default False."""
    ScriptMaps: _Texts
    """MULTISZ, id 6014, inherited."""
    SSIExecDisable: _Bool
    """BOOL, id 6028, inherited, default False."""
    EnableReverseDns: _Bool
    """BOOL, id 6029, inherited, default False."""
    CreateCGIWithNewConsole: _Bool
    """BOOL, id 6036, inherited, default False."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileLocaltimeRollover: _Bool
    """BOOL, id 4015, inherited, default False."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    SSLStoreName: _Text
    """STRING, id 5511, inherited."""
    SSLAlwaysNegoClientCert: _Bool
    """BOOL, id 5521, inherited, default False."""
    ProcessNTCRIfLoggedOn: _Bool
    """BOOL, id 2070, inherited, default True."""
    AllowPathInfoForScriptMappings: _Bool
    """BOOL, id 2095, inherited, default False."""
    ServerCommand: _Number
    """DWORD, id 1012."""
    UseHostName: _Bool
    """BOOL, id 2066."""
    SetHostName: _Text
    """STRING, id 2154."""
    MD_ISM_ACCESS_CHECK: _Number
    """DWORD, id 6269."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    AppPoolId: _Text
    """STRING, id 9101, inherited, services use 'DefaultAppPool'."""
    DoStaticCompression: _Bool
    """BOOL, id 2256, inherited, default False."""
    DoDynamicCompression: _Bool
    """BOOL, id 2255, inherited, default False."""
    AspPartitionID: _Text
    """STRING, id 7048, inherited."""
    AspSxsName: _Text
    """STRING, id 7049, inherited."""
    AspAppServiceFlags: _Number
    """DWORD, id 7044, inherited, default 0."""
    AspKeepSessionIDSecure: _Number
    """DWORD, id 7043, inherited, default 1."""
    RevocationFreshnessTime: _Number
    """DWORD, id 2161, inherited, default 86400."""
    RevocationURLRetrievalTimeout: _Number
    """DWORD, id 2162, inherited, default 0."""
    AspExecuteInMTA: _Number
    """DWORD, id 7041, inherited, default 0."""
    AspRunOnEndAnonymously: _Bool
    """BOOL, id 7051, inherited, default True."""
    AspBufferingLimit: _Number
    """DWORD, id 7052, inherited, default 4194304."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AspCalcLineNumber: _Bool
    """BOOL, id 7050, inherited, default True."""
    AspMaxRequestEntityAllowed: _Number
    """DWORD, id 7053, inherited, default 200000."""
    MaxRequestEntityAllowed: _Number
    """DWORD, id 6051, inherited, default 4294967295."""
    SslCtlIdentifier: _Text
    """STRING, id 5512."""
    SslCtlStoreName: _Text
    """STRING, id 5517."""
    PassportRequireADMapping: _Number
    """DWORD, id 6052, inherited, default 1."""
    WebDAVMaxAttributesPerElement: _Number
    """DWORD, id 8501, inherited, default 32."""
    ServerID: _Text
    """STRING, id 19500."""
    AuthChangeUnsecure: _Bool
    """BOOL, id 6292, bit 0x1 of PasswordChangeFlags, inherited, default False."""
    AuthChangeDisable: _Bool
    """BOOL, id 6293, bit 0x2 of PasswordChangeFlags, inherited, default False, services use True."""
    AuthAdvNotifyDisable: _Bool
    """BOOL, id 6294, bit 0x4 of PasswordChangeFlags, inherited, default False, services use True."""
    EnableDirBrowsing: _Bool
    """BOOL, id 6205, bit 0x80000000 of DirBrowseFlags, inherited, default False."""
    DirBrowseShowDate: _Bool
    """BOOL, id 6200, bit 0x2 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowTime: _Bool
    """BOOL, id 6201, bit 0x4 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowSize: _Bool
    """BOOL, id 6202, bit 0x8 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowExtension: _Bool
    """BOOL, id 6203, bit 0x10 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowLongDate: _Bool
    """BOOL, id 6204, bit 0x20 of DirBrowseFlags, inherited, default False."""
    EnableDefaultDoc: _Bool
    """BOOL, id 6206, bit 0x40000000 of DirBrowseFlags, inherited, default True."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AuthPersistSingleRequest: _Bool
    """BOOL, id 6283, bit 0x40 of AuthPersistence, inherited, default True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AspEnableTracker: _Bool
    """BOOL, id 7045, bit 0x1 of AspAppServiceFlags, inherited, default False."""
    AspEnableSxs: _Bool
    """BOOL, id 7046, bit 0x2 of AspAppServiceFlags, inherited, default False."""
    AspUsePartition: _Bool
    """BOOL, id 7047, bit 0x4 of AspAppServiceFlags, inherited, default False."""
    def Continue(self) -> None:
        """Let a paused site serve again."""
    def Pause(self) -> None:
        """Pause a site: it answers 503 until it continues."""
    def Start(self) -> None:
        """Start a site. Source: docs/behaviour.md, state-6."""
    def Status(self) -> int:
        """The state of a site as a number, as ServerState gives it."""
    def Stop(self) -> None:
        """Stop a site: its ports are closed on return."""

class IIsFtpServer(ADsContainer):
    """May contain IIsObject, IIsFtpVirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    LogAnonymous: _Bool
    """BOOL, id 5007, inherited, default False."""
    LogNonAnonymous: _Bool
    """BOOL, id 5008, inherited, default False."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ExitMessage: _Text
    """STRING, id 5001, inherited."""
    GreetingMessage: _Texts
    """MULTISZ, id 5002, inherited."""
    MaxClientsMessage: _Text
    """STRING, id 5003, inherited."""
    AnonymousOnly: _Bool
    """BOOL, id 5006, inherited, default False."""
    MSDOSDirOutput: _Bool
    """BOOL, id 5004, inherited, default True."""
    ServerSize: _Number
    """DWORD, id 1018, inherited, default 1."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    ClusterEnabled: _Bool
    """BOOL, id 1025, default False."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileLocaltimeRollover: _Bool
    """BOOL, id 4015, inherited, default False."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    FtpDirBrowseShowLongDate: _Bool
    """BOOL, id 5010, inherited, default False."""
    BannerMessage: _Texts
    """MULTISZ, id 5011, inherited."""
    UserIsolationMode: _Number
    """DWORD, id 5012, inherited, default 0."""
    FtpLogInUtf8: _Bool
    """BOOL, id 5013, inherited, default False."""
    ADConnectionsUserName: _Text
    """STRING, id 5014, inherited."""
    ADConnectionsPassword: _Text
    """STRING, id 5015, inherited, secure."""
    ServerCommand: _Number
    """DWORD, id 1012."""
    SuppressDefaultFTPBanner: _Bool
    """BOOL, id 5017, inherited, default False."""
    ServerID: _Text
    """STRING, id 19500."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    def Continue(self) -> None:
        """Let a paused site serve again."""
    def Pause(self) -> None:
        """Pause a site: it answers 503 until it continues."""
    def Start(self) -> None:
        """Start a site. Source: docs/behaviour.md, state-6."""
    def Status(self) -> int:
        """The state of a site as a number, as ServerState gives it."""
    def Stop(self) -> None:
        """Stop a site: its ports are closed on return."""

class IIsWebFile(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    UseDigestSSP: _Bool
    """BOOL, id 6047, inherited, default False."""
    CGITimeout: _Number
    """DWORD, id 6033, inherited, default 300."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    HttpExpires: _Text
    """STRING, id 6002, inherited, default 'D, 0x15180'."""
    HttpPics: _Texts
    """MULTISZ, id 6003, inherited."""
    HttpCustomHeaders: _Texts
    """MULTISZ, id 6004, inherited."""
    HttpErrors: _Texts
    """MULTISZ, id 6008, inherited."""
    EnableDocFooter: _Bool
    """BOOL, id 6010, inherited, default False."""
    DefaultDocFooter: _Text
    """STRING, id 6009, inherited."""
    HttpRedirect: _Text
    """STRING, id 6011, inherited."""
    CacheControlMaxAge: _Number
    """DWORD, id 6042, inherited, default 0."""
    CacheControlNoCache: _Bool
    """BOOL, id 6041, inherited, default False."""
    CacheControlCustom: _Text
    """STRING, id 6043, inherited."""
    CreateProcessAsUser: _Bool
    """BOOL, id 6035, inherited, default True."""
    PoolIdcTimeout: _Number
    """DWORD, id 6037, inherited, default 0."""
    RedirectHeaders: _Texts
    """MULTISZ, id 6044, inherited."""
    UploadReadAheadSize: _Number
    """DWORD, id 6045, inherited, default 49152."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AuthPersistence: _Number
    """DWORD, id 6031, inherited, default 64."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    DisableStaticFileCache: _Bool
    """BOOL, id 3007, inherited, default False."""
    ScriptMaps: _Texts
    """MULTISZ, id 6014, inherited."""
    SSIExecDisable: _Bool
    """BOOL, id 6028, inherited, default False."""
    EnableReverseDns: _Bool
    """BOOL, id 6029, inherited, default False."""
    CreateCGIWithNewConsole: _Bool
    """BOOL, id 6036, inherited, default False."""
    DoStaticCompression: _Bool
    """BOOL, id 2256, inherited, default False."""
    DoDynamicCompression: _Bool
    """BOOL, id 2255, inherited, default False."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    MaxRequestEntityAllowed: _Number
    """DWORD, id 6051, inherited, default 4294967295."""
    PassportRequireADMapping: _Number
    """DWORD, id 6052, inherited, default 1."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AuthChangeURL: _Text
    """STRING, id 2060, inherited, services use '/iisadmpwd/achg.asp'."""
    AuthExpiredURL: _Text
    """STRING, id 2061, inherited, services use '/iisadmpwd/aexp.asp'."""
    AuthNotifyPwdExpURL: _Text
    """STRING, id 2062, inherited, services use '/iisadmpwd/anot.asp'."""
    AuthExpiredUnsecureURL: _Text
    """STRING, id 2067, inherited, services use '/iisadmpwd/aexp3.asp'."""
    AuthNotifyPwdExpUnsecureURL: _Text
    """STRING, id 2069, inherited, services use '/iisadmpwd/anot3.asp'."""
    PasswordChangeFlags: _Number
    """DWORD, id 2068, inherited, default 0, services use 6."""
    PasswordExpirePrenotifyDays: _Number
    """DWORD, id 2063, inherited, default 0."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AuthPersistSingleRequest: _Bool
    """BOOL, id 6283, bit 0x40 of AuthPersistence, inherited, default True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    AuthChangeUnsecure: _Bool
    """BOOL, id 6292, bit 0x1 of PasswordChangeFlags, inherited, default False."""
    AuthChangeDisable: _Bool
    """BOOL, id 6293, bit 0x2 of PasswordChangeFlags, inherited, default False, services use True."""
    AuthAdvNotifyDisable: _Bool
    """BOOL, id 6294, bit 0x4 of PasswordChangeFlags, inherited, default False, services use True."""

class IIsWebDirectory(ADsContainer):
    """May contain IIsWebDirectory, IIsWebVirtualDir, IIsWebFile, IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    UseDigestSSP: _Bool
    """BOOL, id 6047, inherited, default False."""
    AppRoot: _Text
    """STRING, id 2103, inherited."""
    AppFriendlyName: _Text
    """STRING, id 2102, inherited, services use 'Default Application'."""
    AppOopRecoverLimit: _Number
    """DWORD, id 2110, inherited, default 4294967295."""
    AppIsolated: _Number
    """DWORD, id 2104, inherited, default 2."""
    AppPackageName: _Text
    """STRING, id 2107, inherited."""
    AppPackageID: _Text
    """STRING, id 2106, inherited."""
    CacheISAPI: _Bool
    """BOOL, id 6034, inherited, default True."""
    AppAllowDebugging: _Bool
    """BOOL, id 7018, inherited, default False."""
    AppAllowClientDebug: _Bool
    """BOOL, id 7019, inherited, default False."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    CGITimeout: _Number
    """DWORD, id 6033, inherited, default 300."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    HttpExpires: _Text
    """STRING, id 6002, inherited, default 'D, 0x15180'."""
    HttpPics: _Texts
    """MULTISZ, id 6003, inherited."""
    HttpCustomHeaders: _Texts
    """MULTISZ, id 6004, inherited."""
    HttpErrors: _Texts
    """MULTISZ, id 6008, inherited."""
    EnableDocFooter: _Bool
    """BOOL, id 6010, inherited, default False."""
    DefaultDocFooter: _Text
    """STRING, id 6009, inherited."""
    HttpRedirect: _Text
    """STRING, id 6011, inherited."""
    DefaultDoc: _Text
    """STRING, id 6006, inherited, default 'default.htm'."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    CacheControlMaxAge: _Number
    """DWORD, id 6042, inherited, default 0."""
    CacheControlNoCache: _Bool
    """BOOL, id 6041, inherited, default False."""
    CacheControlCustom: _Text
    """STRING, id 6043, inherited."""
    CreateProcessAsUser: _Bool
    """BOOL, id 6035, inherited, default True."""
    PoolIdcTimeout: _Number
    """DWORD, id 6037, inherited, default 0."""
    RedirectHeaders: _Texts
    """MULTISZ, id 6044, inherited."""
    UploadReadAheadSize: _Number
    """DWORD, id 6045, inherited, default 49152."""
    FrontPageWeb: _Bool
    """BOOL, id 2072, inherited, default False."""
    AppWamClsid: _Text
    """STRING, id 2105, inherited."""
    AuthPersistence: _Number
    """DWORD, id 6031, inherited, default 64."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    DisableStaticFileCache: _Bool
    """BOOL, id 3007, inherited, default False."""
    ScriptMaps: _Texts
    """MULTISZ, id 6014, inherited."""
    SSIExecDisable: _Bool
    """BOOL, id 6028, inherited, default False."""
    EnableReverseDns: _Bool
    """BOOL, id 6029, inherited, default False."""
    CreateCGIWithNewConsole: _Bool
    """BOOL, id 6036, inherited, default False."""
    AspBufferingOn: _Bool
    """BOOL, id 7000, inherited, default True."""
    AspLogErrorRequests: _Bool
    """BOOL, id 7001, inherited, default True."""
    AspScriptErrorSentToBrowser: _Bool
    """BOOL, id 7002, inherited, default True."""
    AspScriptErrorMessage: _Text
    """STRING, id 7003, inherited, default 'An error occurred on the server when processing the URL. Please cont…"""
    AspAllowOutOfProcComponents: _Bool
    """BOOL, id 7014, inherited, default True."""
    AspScriptFileCacheSize: _Number
    """DWORD, id 7004, inherited, default 500."""
    AspDiskTemplateCacheDirectory: _Text
    """EXPANDSZ, id 7036, inherited, default '%Windir%\\System32\\inetsrv\\ASP Compiled Templates'."""
    AspMaxDiskTemplateCacheFiles: _Number
    """DWORD, id 7040, inherited, default 2000."""
    AspScriptEngineCacheMax: _Number
    """DWORD, id 7005, inherited, default 250."""
    AspScriptTimeout: _Number
    """DWORD, id 7006, inherited, default 90."""
    AspSessionTimeout: _Number
    """DWORD, id 7007, inherited, default 10, services use 20."""
    AspEnableParentPaths: _Bool
    """BOOL, id 7008, inherited, default False."""
    AspAllowSessionState: _Bool
    """BOOL, id 7011, inherited, default True."""
    AspScriptLanguage: _Text
    """STRING, id 7012, inherited, default 'Vbscript'."""
    AspExceptionCatchEnable: _Bool
    """BOOL, id 7015, inherited, default True."""
    AspCodepage: _Number
    """DWORD, id 7016, inherited, default 0."""
    AspLCID: _Number
    """DWORD, id 7042, inherited, default 0."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    AspQueueTimeout: _Number
    """DWORD, id 7013, inherited, default 4294967295."""
    AspEnableAspHtmlFallback: _Bool
    """BOOL, id 7021, inherited, default False."""
    AspEnableChunkedEncoding: _Bool
    """BOOL, id 7022, inherited, default True."""
    AspEnableTypelibCache: _Bool
    """BOOL, id 7023, inherited, default True."""
    AspErrorsToNTLog: _Bool
    """BOOL, id 7024, inherited, default False."""
    AspProcessorThreadMax: _Number
    """DWORD, id 7025, inherited, default 10."""
    AspTrackThreadingModel: _Bool
    """BOOL, id 7020, inherited, default False."""
    AspRequestQueueMax: _Number
    """DWORD, id 7026, inherited, default 500, services use 3000."""
    AspEnableApplicationRestart: _Bool
    """BOOL, id 7027, inherited, default True."""
    AspQueueConnectionTestTime: _Number
    """DWORD, id 7028, inherited, default 3."""
    AspSessionMax: _Number
    """DWORD, id 7029, inherited, default 4294967295."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    DirBrowseFlags: _Number
    """DWORD, id 6005, inherited, default 1073741854."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AppPoolId: _Text
    """STRING, id 9101, inherited, services use 'DefaultAppPool'."""
    DoStaticCompression: _Bool
    """BOOL, id 2256, inherited, default False."""
    DoDynamicCompression: _Bool
    """BOOL, id 2255, inherited, default False."""
    AspPartitionID: _Text
    """STRING, id 7048, inherited."""
    AspSxsName: _Text
    """STRING, id 7049, inherited."""
    AspAppServiceFlags: _Number
    """DWORD, id 7044, inherited, default 0."""
    AspKeepSessionIDSecure: _Number
    """DWORD, id 7043, inherited, default 1."""
    AspExecuteInMTA: _Number
    """DWORD, id 7041, inherited, default 0."""
    AspRunOnEndAnonymously: _Bool
    """BOOL, id 7051, inherited, default True."""
    AspBufferingLimit: _Number
    """DWORD, id 7052, inherited, default 4194304."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AspCalcLineNumber: _Bool
    """BOOL, id 7050, inherited, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    AspMaxRequestEntityAllowed: _Number
    """DWORD, id 7053, inherited, default 200000."""
    MaxRequestEntityAllowed: _Number
    """DWORD, id 6051, inherited, default 4294967295."""
    PassportRequireADMapping: _Number
    """DWORD, id 6052, inherited, default 1."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    WebDAVMaxAttributesPerElement: _Number
    """DWORD, id 8501, inherited, default 32."""
    AuthChangeURL: _Text
    """STRING, id 2060, inherited, services use '/iisadmpwd/achg.asp'."""
    AuthExpiredURL: _Text
    """STRING, id 2061, inherited, services use '/iisadmpwd/aexp.asp'."""
    AuthNotifyPwdExpURL: _Text
    """STRING, id 2062, inherited, services use '/iisadmpwd/anot.asp'."""
    AuthExpiredUnsecureURL: _Text
    """STRING, id 2067, inherited, services use '/iisadmpwd/aexp3.asp'."""
    AuthNotifyPwdExpUnsecureURL: _Text
    """STRING, id 2069, inherited, services use '/iisadmpwd/anot3.asp'."""
    PasswordChangeFlags: _Number
    """DWORD, id 2068, inherited, default 0, services use 6."""
    PasswordExpirePrenotifyDays: _Number
    """DWORD, id 2063, inherited, default 0."""
    AuthPersistSingleRequest: _Bool
    """BOOL, id 6283, bit 0x40 of AuthPersistence, inherited, default True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    EnableDirBrowsing: _Bool
    """BOOL, id 6205, bit 0x80000000 of DirBrowseFlags, inherited, default False."""
    DirBrowseShowDate: _Bool
    """BOOL, id 6200, bit 0x2 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowTime: _Bool
    """BOOL, id 6201, bit 0x4 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowSize: _Bool
    """BOOL, id 6202, bit 0x8 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowExtension: _Bool
    """BOOL, id 6203, bit 0x10 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowLongDate: _Bool
    """BOOL, id 6204, bit 0x20 of DirBrowseFlags, inherited, default False."""
    EnableDefaultDoc: _Bool
    """BOOL, id 6206, bit 0x40000000 of DirBrowseFlags, inherited, default True."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AspEnableTracker: _Bool
    """BOOL, id 7045, bit 0x1 of AspAppServiceFlags, inherited, default False."""
    AspEnableSxs: _Bool
    """BOOL, id 7046, bit 0x2 of AspAppServiceFlags, inherited, default False."""
    AspUsePartition: _Bool
    """BOOL, id 7047, bit 0x4 of AspAppServiceFlags, inherited, default False."""
    AuthChangeUnsecure: _Bool
    """BOOL, id 6292, bit 0x1 of PasswordChangeFlags, inherited, default False."""
    AuthChangeDisable: _Bool
    """BOOL, id 6293, bit 0x2 of PasswordChangeFlags, inherited, default False, services use True."""
    AuthAdvNotifyDisable: _Bool
    """BOOL, id 6294, bit 0x4 of PasswordChangeFlags, inherited, default False, services use True."""
    BITSUploadEnabled: _Bool
    """BOOL, default False."""
    BITSSessionTimeout: _Number
    """DWORD, inherited, default 1209600."""
    BITSMaximumUploadSize: _Text
    """STRING, inherited."""
    BITSServerNotificationType: _Number
    """DWORD, inherited, default 0."""
    BITSServerNotificationURL: _Text
    """STRING, inherited."""
    BITSHostId: _Text
    """STRING, inherited."""
    BITSHostIdFallbackTimeout: _Number
    """DWORD, inherited, default 86400."""
    BITSAllowOverwrites: _Number
    """DWORD, inherited, default 0."""
    BITSCleanupUseDefault: _Bool
    """BOOL, inherited, default True."""
    BITSCleanupCount: _Number
    """DWORD, inherited, default 12."""
    BITSCleanupUnits: _Number
    """DWORD, inherited, default 1."""
    BITSNumberOfSessionsLimit: _Number
    """DWORD, inherited, default 50."""
    BITSSessionLimitEnable: _Bool
    """BOOL, inherited, default True."""
    def AppCreate(self, in_process: object) -> None:
        """Let an application start here, in the service's process (True) or in one of its own (False)."""
    def AppCreate2(self, mode: object) -> None:
        """Let an application start here: 0 in process, 1 isolated, 2 pooled. Raises as AppCreate does."""
    def AppCreate3(self, mode: object, pool: object = None, create_pool: object = None) -> None:
        """Let an application start here, in a pool."""
    def AppDelete(self) -> None:
        """No application starts here any more; a running one is shut down. None here is no error."""
    def AppDeleteRecursive(self) -> None:
        """AppDelete here and at all keys below, in one commit."""
    def AppDisable(self) -> None:
        """Let the application that starts here run no more, and keep its definition, until AppEnable."""
    def AppDisableRecursive(self) -> None:
        """AppDisable here and at all keys below, in one commit."""
    def AppEnable(self) -> None:
        """Let an application run that AppDisable stopped; one that may run is left alone."""
    def AppEnableRecursive(self) -> None:
        """AppEnable here and at all keys below, in one commit."""
    def AppGetStatus(self) -> int:
        """0 the application that starts here is stopped, 1 it runs, 2 none starts here."""
    def AppGetStatus2(self) -> int:
        """0 the application that starts here is stopped, 1 it runs, 2 none starts here."""
    def AppUnLoad(self) -> None:
        """Shut down the application that starts here; it starts again with its next request."""
    def AppUnLoadRecursive(self) -> None:
        """Shut down the applications that start here and below. Raises PathNotFoundError."""
    def AspAppRestart(self) -> None:
        """Restart the application this key belongs to, so that its pages and variables are read anew."""
    def DisableBITSUploads(self) -> None:
        """Take no more uploads, at once; what scripts may do stays as it is."""
    def EnableBITSUploads(self) -> None:
        """Let clients upload into a directory, at once; scripts and programs in it run no more."""
    def GetCleanupTask(self) -> None:
        """The task that deletes what clients left half done, or its name: there is none here."""
    def GetCleanupTaskName(self) -> None:
        """The task that deletes what clients left half done, or its name: there is none here."""

class IIsWebVirtualDir(ADsContainer):
    """May contain IIsWebDirectory, IIsWebFile, IIsWebVirtualDir, IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    UseDigestSSP: _Bool
    """BOOL, id 6047, inherited, default False."""
    AppRoot: _Text
    """STRING, id 2103, inherited."""
    AppFriendlyName: _Text
    """STRING, id 2102, inherited, services use 'Default Application'."""
    AppOopRecoverLimit: _Number
    """DWORD, id 2110, inherited, default 4294967295."""
    AppIsolated: _Number
    """DWORD, id 2104, inherited, default 2."""
    AppPackageName: _Text
    """STRING, id 2107, inherited."""
    AppPackageID: _Text
    """STRING, id 2106, inherited."""
    CacheISAPI: _Bool
    """BOOL, id 6034, inherited, default True."""
    AppAllowDebugging: _Bool
    """BOOL, id 7018, inherited, default False."""
    AppAllowClientDebug: _Bool
    """BOOL, id 7019, inherited, default False."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    CGITimeout: _Number
    """DWORD, id 6033, inherited, default 300."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    HttpExpires: _Text
    """STRING, id 6002, inherited, default 'D, 0x15180'."""
    HttpPics: _Texts
    """MULTISZ, id 6003, inherited."""
    HttpCustomHeaders: _Texts
    """MULTISZ, id 6004, inherited."""
    HttpErrors: _Texts
    """MULTISZ, id 6008, inherited."""
    EnableDocFooter: _Bool
    """BOOL, id 6010, inherited, default False."""
    DefaultDocFooter: _Text
    """STRING, id 6009, inherited."""
    HttpRedirect: _Text
    """STRING, id 6011, inherited."""
    DefaultDoc: _Text
    """STRING, id 6006, inherited, default 'default.htm'."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    CacheControlMaxAge: _Number
    """DWORD, id 6042, inherited, default 0."""
    CacheControlNoCache: _Bool
    """BOOL, id 6041, inherited, default False."""
    CacheControlCustom: _Text
    """STRING, id 6043, inherited."""
    CreateProcessAsUser: _Bool
    """BOOL, id 6035, inherited, default True."""
    PoolIdcTimeout: _Number
    """DWORD, id 6037, inherited, default 0."""
    RedirectHeaders: _Texts
    """MULTISZ, id 6044, inherited."""
    UploadReadAheadSize: _Number
    """DWORD, id 6045, inherited, default 49152."""
    FrontPageWeb: _Bool
    """BOOL, id 2072, inherited, default False."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    DisableStaticFileCache: _Bool
    """BOOL, id 3007, inherited, default False."""
    AppWamClsid: _Text
    """STRING, id 2105, inherited."""
    AuthPersistence: _Number
    """DWORD, id 6031, inherited, default 64."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    ScriptMaps: _Texts
    """MULTISZ, id 6014, inherited."""
    SSIExecDisable: _Bool
    """BOOL, id 6028, inherited, default False."""
    EnableReverseDns: _Bool
    """BOOL, id 6029, inherited, default False."""
    CreateCGIWithNewConsole: _Bool
    """BOOL, id 6036, inherited, default False."""
    AspBufferingOn: _Bool
    """BOOL, id 7000, inherited, default True."""
    AspLogErrorRequests: _Bool
    """BOOL, id 7001, inherited, default True."""
    AspScriptErrorSentToBrowser: _Bool
    """BOOL, id 7002, inherited, default True."""
    AspScriptErrorMessage: _Text
    """STRING, id 7003, inherited, default 'An error occurred on the server when processing the URL. Please cont…"""
    AspAllowOutOfProcComponents: _Bool
    """BOOL, id 7014, inherited, default True."""
    AspScriptFileCacheSize: _Number
    """DWORD, id 7004, inherited, default 500."""
    AspDiskTemplateCacheDirectory: _Text
    """EXPANDSZ, id 7036, inherited, default '%Windir%\\System32\\inetsrv\\ASP Compiled Templates'."""
    AspMaxDiskTemplateCacheFiles: _Number
    """DWORD, id 7040, inherited, default 2000."""
    AspScriptEngineCacheMax: _Number
    """DWORD, id 7005, inherited, default 250."""
    AspScriptTimeout: _Number
    """DWORD, id 7006, inherited, default 90."""
    AspSessionTimeout: _Number
    """DWORD, id 7007, inherited, default 10, services use 20."""
    AspEnableParentPaths: _Bool
    """BOOL, id 7008, inherited, default False."""
    AspAllowSessionState: _Bool
    """BOOL, id 7011, inherited, default True."""
    AspScriptLanguage: _Text
    """STRING, id 7012, inherited, default 'Vbscript'."""
    AspExceptionCatchEnable: _Bool
    """BOOL, id 7015, inherited, default True."""
    AspCodepage: _Number
    """DWORD, id 7016, inherited, default 0."""
    AspLCID: _Number
    """DWORD, id 7042, inherited, default 0."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    AspQueueTimeout: _Number
    """DWORD, id 7013, inherited, default 4294967295."""
    AspEnableAspHtmlFallback: _Bool
    """BOOL, id 7021, inherited, default False."""
    AspEnableChunkedEncoding: _Bool
    """BOOL, id 7022, inherited, default True."""
    AspEnableTypelibCache: _Bool
    """BOOL, id 7023, inherited, default True."""
    AspErrorsToNTLog: _Bool
    """BOOL, id 7024, inherited, default False."""
    AspProcessorThreadMax: _Number
    """DWORD, id 7025, inherited, default 10."""
    AspTrackThreadingModel: _Bool
    """BOOL, id 7020, inherited, default False."""
    AspRequestQueueMax: _Number
    """DWORD, id 7026, inherited, default 500, services use 3000."""
    AspEnableApplicationRestart: _Bool
    """BOOL, id 7027, inherited, default True."""
    AspQueueConnectionTestTime: _Number
    """DWORD, id 7028, inherited, default 3."""
    AspSessionMax: _Number
    """DWORD, id 7029, inherited, default 4294967295."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    DirBrowseFlags: _Number
    """DWORD, id 6005, inherited, default 1073741854."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    AppPoolId: _Text
    """STRING, id 9101, inherited, services use 'DefaultAppPool'."""
    DoStaticCompression: _Bool
    """BOOL, id 2256, inherited, default False."""
    DoDynamicCompression: _Bool
    """BOOL, id 2255, inherited, default False."""
    AspPartitionID: _Text
    """STRING, id 7048, inherited."""
    AspSxsName: _Text
    """STRING, id 7049, inherited."""
    AspAppServiceFlags: _Number
    """DWORD, id 7044, inherited, default 0."""
    AspKeepSessionIDSecure: _Number
    """DWORD, id 7043, inherited, default 1."""
    AspExecuteInMTA: _Number
    """DWORD, id 7041, inherited, default 0."""
    AspRunOnEndAnonymously: _Bool
    """BOOL, id 7051, inherited, default True."""
    AspBufferingLimit: _Number
    """DWORD, id 7052, inherited, default 4194304."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AspCalcLineNumber: _Bool
    """BOOL, id 7050, inherited, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    AspMaxRequestEntityAllowed: _Number
    """DWORD, id 7053, inherited, default 200000."""
    MaxRequestEntityAllowed: _Number
    """DWORD, id 6051, inherited, default 4294967295."""
    PassportRequireADMapping: _Number
    """DWORD, id 6052, inherited, default 1."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    WebDAVMaxAttributesPerElement: _Number
    """DWORD, id 8501, inherited, default 32."""
    AuthChangeURL: _Text
    """STRING, id 2060, inherited, services use '/iisadmpwd/achg.asp'."""
    AuthExpiredURL: _Text
    """STRING, id 2061, inherited, services use '/iisadmpwd/aexp.asp'."""
    AuthNotifyPwdExpURL: _Text
    """STRING, id 2062, inherited, services use '/iisadmpwd/anot.asp'."""
    AuthExpiredUnsecureURL: _Text
    """STRING, id 2067, inherited, services use '/iisadmpwd/aexp3.asp'."""
    AuthNotifyPwdExpUnsecureURL: _Text
    """STRING, id 2069, inherited, services use '/iisadmpwd/anot3.asp'."""
    PasswordChangeFlags: _Number
    """DWORD, id 2068, inherited, default 0, services use 6."""
    PasswordExpirePrenotifyDays: _Number
    """DWORD, id 2063, inherited, default 0."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AuthPersistSingleRequest: _Bool
    """BOOL, id 6283, bit 0x40 of AuthPersistence, inherited, default True."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    EnableDirBrowsing: _Bool
    """BOOL, id 6205, bit 0x80000000 of DirBrowseFlags, inherited, default False."""
    DirBrowseShowDate: _Bool
    """BOOL, id 6200, bit 0x2 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowTime: _Bool
    """BOOL, id 6201, bit 0x4 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowSize: _Bool
    """BOOL, id 6202, bit 0x8 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowExtension: _Bool
    """BOOL, id 6203, bit 0x10 of DirBrowseFlags, inherited, default True."""
    DirBrowseShowLongDate: _Bool
    """BOOL, id 6204, bit 0x20 of DirBrowseFlags, inherited, default False."""
    EnableDefaultDoc: _Bool
    """BOOL, id 6206, bit 0x40000000 of DirBrowseFlags, inherited, default True."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AspEnableTracker: _Bool
    """BOOL, id 7045, bit 0x1 of AspAppServiceFlags, inherited, default False."""
    AspEnableSxs: _Bool
    """BOOL, id 7046, bit 0x2 of AspAppServiceFlags, inherited, default False."""
    AspUsePartition: _Bool
    """BOOL, id 7047, bit 0x4 of AspAppServiceFlags, inherited, default False."""
    AuthChangeUnsecure: _Bool
    """BOOL, id 6292, bit 0x1 of PasswordChangeFlags, inherited, default False."""
    AuthChangeDisable: _Bool
    """BOOL, id 6293, bit 0x2 of PasswordChangeFlags, inherited, default False, services use True."""
    AuthAdvNotifyDisable: _Bool
    """BOOL, id 6294, bit 0x4 of PasswordChangeFlags, inherited, default False, services use True."""
    BITSUploadEnabled: _Bool
    """BOOL, default False."""
    BITSSessionTimeout: _Number
    """DWORD, inherited, default 1209600."""
    BITSMaximumUploadSize: _Text
    """STRING, inherited."""
    BITSServerNotificationType: _Number
    """DWORD, inherited, default 0."""
    BITSServerNotificationURL: _Text
    """STRING, inherited."""
    BITSHostId: _Text
    """STRING, inherited."""
    BITSHostIdFallbackTimeout: _Number
    """DWORD, inherited, default 86400."""
    BITSAllowOverwrites: _Number
    """DWORD, inherited, default 0."""
    BITSCleanupUseDefault: _Bool
    """BOOL, inherited, default True."""
    BITSCleanupCount: _Number
    """DWORD, inherited, default 12."""
    BITSCleanupUnits: _Number
    """DWORD, inherited, default 1."""
    BITSNumberOfSessionsLimit: _Number
    """DWORD, inherited, default 50."""
    BITSSessionLimitEnable: _Bool
    """BOOL, inherited, default True."""
    def AppCreate(self, in_process: object) -> None:
        """Let an application start here, in the service's process (True) or in one of its own (False)."""
    def AppCreate2(self, mode: object) -> None:
        """Let an application start here: 0 in process, 1 isolated, 2 pooled. Raises as AppCreate does."""
    def AppCreate3(self, mode: object, pool: object = None, create_pool: object = None) -> None:
        """Let an application start here, in a pool."""
    def AppDelete(self) -> None:
        """No application starts here any more; a running one is shut down. None here is no error."""
    def AppDeleteRecursive(self) -> None:
        """AppDelete here and at all keys below, in one commit."""
    def AppDisable(self) -> None:
        """Let the application that starts here run no more, and keep its definition, until AppEnable."""
    def AppDisableRecursive(self) -> None:
        """AppDisable here and at all keys below, in one commit."""
    def AppEnable(self) -> None:
        """Let an application run that AppDisable stopped; one that may run is left alone."""
    def AppEnableRecursive(self) -> None:
        """AppEnable here and at all keys below, in one commit."""
    def AppGetStatus(self) -> int:
        """0 the application that starts here is stopped, 1 it runs, 2 none starts here."""
    def AppGetStatus2(self) -> int:
        """0 the application that starts here is stopped, 1 it runs, 2 none starts here."""
    def AppUnLoad(self) -> None:
        """Shut down the application that starts here; it starts again with its next request."""
    def AppUnLoadRecursive(self) -> None:
        """Shut down the applications that start here and below. Raises PathNotFoundError."""
    def AspAppRestart(self) -> None:
        """Restart the application this key belongs to, so that its pages and variables are read anew."""
    def DisableBITSUploads(self) -> None:
        """Take no more uploads, at once; what scripts may do stays as it is."""
    def EnableBITSUploads(self) -> None:
        """Let clients upload into a directory, at once; scripts and programs in it run no more."""
    def GetCleanupTask(self) -> None:
        """The task that deletes what clients left half done, or its name: there is none here."""
    def GetCleanupTaskName(self) -> None:
        """The task that deletes what clients left half done, or its name: there is none here."""

class IIsFtpVirtualDir(ADsContainer):
    """May contain IIsFtpVirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    FtpDirBrowseShowLongDate: _Bool
    """BOOL, id 5010, inherited, default False."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""

class IIsFilter(ADsContainer):
    """May contain IIsFilter, IIsCompressionSchemes, IIsCompressionScheme."""
    KeyType: _Text
    """STRING, id 1002."""
    FilterPath: _Text
    """STRING, id 2041."""
    FilterDescription: _Text
    """STRING, id 2045."""
    FilterFlags: _Number
    """DWORD, id 2044, default 0."""
    FilterState: _Number
    """DWORD, id 2042, default 0."""
    FilterEnabled: _Bool
    """BOOL, id 2043, default True."""
    FilterEnableCache: _Bool
    """BOOL, id 2046, default False."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    NotifySecurePort: _Bool
    """BOOL, id 6253, bit 0x1 of FilterFlags, default False."""
    NotifyNonSecurePort: _Bool
    """BOOL, id 6254, bit 0x2 of FilterFlags, default False."""
    NotifyReadRawData: _Bool
    """BOOL, id 6255, bit 0x8000 of FilterFlags, default False."""
    NotifyPreProcHeaders: _Bool
    """BOOL, id 6256, bit 0x4000 of FilterFlags, default False."""
    NotifyAuthentication: _Bool
    """BOOL, id 6257, bit 0x2000 of FilterFlags, default False."""
    NotifyUrlMap: _Bool
    """BOOL, id 6258, bit 0x1000 of FilterFlags, default False."""
    NotifyAccessDenied: _Bool
    """BOOL, id 6259, bit 0x800 of FilterFlags, default False."""
    NotifySendResponse: _Bool
    """BOOL, id 6260, bit 0x40 of FilterFlags, default False."""
    NotifySendRawData: _Bool
    """BOOL, id 6261, bit 0x400 of FilterFlags, default False."""
    NotifyLog: _Bool
    """BOOL, id 6262, bit 0x200 of FilterFlags, default False."""
    NotifyEndOfRequest: _Bool
    """BOOL, id 6263, bit 0x80 of FilterFlags, default False."""
    NotifyEndOfNetSession: _Bool
    """BOOL, id 6264, bit 0x100 of FilterFlags, default False."""
    NotifyOrderHigh: _Bool
    """BOOL, id 6265, bit 0x80000 of FilterFlags, default False."""
    NotifyOrderMedium: _Bool
    """BOOL, id 6266, bit 0x40000 of FilterFlags, default False."""
    NotifyOrderLow: _Bool
    """BOOL, id 6267, bit 0x20000 of FilterFlags, default False."""
    NotifyAuthComplete: _Bool
    """BOOL, id 6290, bit 0x4000000 of FilterFlags, default False."""

class IIsFilters(ADsContainer):
    """May contain IIsObject, IIsFilter, IIsCompressionSchemes."""
    KeyType: _Text
    """STRING, id 1002."""
    FilterLoadOrder: _Text
    """STRING, id 2040."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsCompressionScheme(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    HcDoDynamicCompression: _Bool
    """BOOL, id 2213, default False."""
    HcDoStaticCompression: _Bool
    """BOOL, id 2214, default True."""
    HcDoOnDemandCompression: _Bool
    """BOOL, id 2215, default True."""
    HcCompressionDll: _Text
    """EXPANDSZ, id 2237."""
    HcFileExtensions: _Texts
    """MULTISZ, id 2238."""
    HcScriptFileExtensions: _Texts
    """MULTISZ, id 2244."""
    HcPriority: _Number
    """DWORD, id 2240, default 1."""
    HcDynamicCompressionLevel: _Number
    """DWORD, id 2241, default 0."""
    HcOnDemandCompLevel: _Number
    """DWORD, id 2242, default 10."""
    HcCreateFlags: _Number
    """DWORD, id 2243, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsCompressionSchemes(ADsContainer):
    """May contain IIsObject, IIsCompressionScheme."""
    KeyType: _Text
    """STRING, id 1002."""
    HcCompressionDirectory: _Text
    """EXPANDSZ, id 2210, default '%Windir%\\IIS Temporary Compressed Files'."""
    HcCacheControlHeader: _Text
    """STRING, id 2211, default 'max-age=86400'."""
    HcExpiresHeader: _Text
    """STRING, id 2212."""
    HcDoDynamicCompression: _Bool
    """BOOL, id 2213, default False."""
    HcDoStaticCompression: _Bool
    """BOOL, id 2214, default True."""
    HcDoOnDemandCompression: _Bool
    """BOOL, id 2215, default True."""
    HcDoDiskSpaceLimiting: _Bool
    """BOOL, id 2216, default False."""
    HcNoCompressionForHttp10: _Bool
    """BOOL, id 2217, default True."""
    HcNoCompressionForProxies: _Bool
    """BOOL, id 2218, default False."""
    HcNoCompressionForRange: _Bool
    """BOOL, id 2219, default True, services use False."""
    HcSendCacheHeaders: _Bool
    """BOOL, id 2220, default True, services use False."""
    HcMaxDiskSpaceUsage: _Number
    """DWORD, id 2221, default 1000000, services use 100000000."""
    HcIoBufferSize: _Number
    """DWORD, id 2222, default 8192."""
    HcCompressionBufferSize: _Number
    """DWORD, id 2223, default 8192."""
    HcMaxQueueLength: _Number
    """DWORD, id 2224, default 1000."""
    HcFilesDeletedPerDiskFree: _Number
    """DWORD, id 2225, default 256."""
    HcMinFileSizeForComp: _Number
    """DWORD, id 2226, default 256, services use 1."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsCertMapper(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    def CreateMapping(self, certificate: object, account: object, password: object, name: object, enabled: object) -> None:
        """Map a certificate to an account; one that is mapped already is mapped anew, at its place."""
    def DeleteMapping(self, method: object, key: object) -> None:
        """Remove a mapping; those behind it move up by one place."""
    def GetMapping(self, method: object, key: object) -> Any:
        """A mapping: certificate, account, password, name, and 1 or 0 for whether it holds."""
    def SetAcct(self, method: object, key: object, account: object) -> None:
        """Map a certificate to another account."""
    def SetEnabled(self, method: object, key: object, enabled: object) -> None:
        """Let a mapping hold, or not."""
    def SetName(self, method: object, key: object, name: object) -> None:
        """Give a mapping another name."""
    def SetPwd(self, method: object, key: object, password: object) -> None:
        """Store another password of the account."""

class IIsMimeMap(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    MimeMap: _MimeMaps
    """MIMEMAP, id 6015, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsLogModules(ADsContainer):
    """May contain IIsObject, IIsLogModule, IIsCustomLogModule."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsLogModule(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleId: _Text
    """STRING, id 4005, inherited."""
    LogModuleUiId: _Text
    """STRING, id 4006, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsCustomLogModule(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    LogCustomPropertyName: _Text
    """STRING, id 4501, inherited."""
    LogCustomPropertyHeader: _Text
    """STRING, id 4502, inherited."""
    LogCustomPropertyID: _Number
    """DWORD, id 4503, inherited, default 0."""
    LogCustomPropertyMask: _Number
    """DWORD, id 4504, inherited, default 0."""
    LogCustomPropertyDataType: _Number
    """DWORD, id 4505, inherited, default 0."""
    LogCustomPropertyServicesString: _Texts
    """MULTISZ, id 4506, inherited, default ('W3Svc', 'MSFTPSvc', 'SmtpSvc', 'NNTPSvc')."""
    LogCustomPropertyNodeID: _Number
    """DWORD, id 4508, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsWebInfo(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    ServerConfigFlags: _Number
    """DWORD, id 1027, default 0."""
    CustomErrorDescriptions: _Texts
    """MULTISZ, id 2120."""
    AdminServer: _Text
    """STRING, id 2115, inherited, default '1'."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    MajorIIsVersionNumber: _Number
    """DWORD, id 1101."""
    MinorIIsVersionNumber: _Number
    """DWORD, id 1102."""
    MD_SERVER_CAPABILITIES: _Number
    """DWORD, id 1103, services use 129983."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    MD_SERVER_PLATFORM: _Number
    """DWORD, id 1100."""
    ServerConfigSSL40: _Bool
    """BOOL, id 6223, bit 0x1 of ServerConfigFlags, default False."""
    ServerConfigSSL128: _Bool
    """BOOL, id 6224, bit 0x2 of ServerConfigFlags, default False."""
    ServerConfigSSLAllowEncrypt: _Bool
    """BOOL, id 6225, bit 0x4 of ServerConfigFlags, default False."""
    ServerConfigAutoPWSync: _Bool
    """BOOL, id 6226, bit 0x8 of ServerConfigFlags, default False."""

class IIsFtpInfo(ADsContainer):
    """May contain IIsObject."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    MD_SERVER_PLATFORM: _Number
    """DWORD, id 1100."""
    MajorIIsVersionNumber: _Number
    """DWORD, id 1101."""
    MinorIIsVersionNumber: _Number
    """DWORD, id 1102."""
    MD_SERVER_CAPABILITIES: _Number
    """DWORD, id 1103, services use 129983."""

class IIsNntpService(ADsContainer):
    """May contain IIsObject, IIsNntpInfo, IIsNntpServer."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    DirectoryLevelsToScan: _Number
    """DWORD, id 1022, default 2."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    HonorClientMsgIds: _Bool
    """BOOL, id 45058, inherited, default True."""
    SmtpServer: _Text
    """STRING, id 45059, inherited."""
    AdminEmail: _Text
    """STRING, id 45060, inherited."""
    AdminName: _Text
    """STRING, id 45061, inherited."""
    AllowClientPosts: _Bool
    """BOOL, id 45062, inherited, default True."""
    AllowFeedPosts: _Bool
    """BOOL, id 45063, inherited, default True."""
    AllowControlMsgs: _Bool
    """BOOL, id 45064, inherited, default True."""
    DefaultModeratorDomain: _Text
    """STRING, id 45065, inherited."""
    NntpCommandLogMask: _Number
    """DWORD, id 45067, inherited, default 4294967295."""
    DisableNewNews: _Bool
    """BOOL, id 45068, inherited, default False."""
    ClientPostHardLimit: _Number
    """DWORD, id 45165, inherited, default 4294967295."""
    ClientPostSoftLimit: _Number
    """DWORD, id 45166, inherited, default 4294967295."""
    FeedPostHardLimit: _Number
    """DWORD, id 45167, inherited, default 4294967295."""
    FeedPostSoftLimit: _Number
    """DWORD, id 45168, inherited, default 4294967295."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    FeedReportPeriod: _Number
    """DWORD, id 45180, inherited, default 0."""
    MaxSearchResults: _Number
    """DWORD, id 45181, inherited, default 0."""
    NntpServiceVersion: _Number
    """DWORD, id 45175, inherited, default 0."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    ShutdownLatency: _Number
    """DWORD, id 45070, inherited, default 0."""
    ArticleTimeLimit: _Number
    """DWORD, id 45056, inherited."""
    HistoryExpiration: _Number
    """DWORD, id 45057, inherited."""
    NewsCrawlerTime: _Number
    """DWORD, id 45069, inherited."""
    GroupVarListFile: _Text
    """STRING, id 45182, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""

class IIsNntpServer(ADsContainer):
    """May contain IIsObject, IIsNntpVirtualDir, IIsNntpRebuild, IIsNntpSessions, IIsNntpFeeds, IIsNntpExpiration, IIsNntpGroups."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    SecureBindings: _Texts
    """MULTISZ, id 2021."""
    ClusterEnabled: _Bool
    """BOOL, id 1025, default False."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    HonorClientMsgIds: _Bool
    """BOOL, id 45058, inherited, default True."""
    SmtpServer: _Text
    """STRING, id 45059, inherited."""
    AdminEmail: _Text
    """STRING, id 45060, inherited."""
    AdminName: _Text
    """STRING, id 45061, inherited."""
    AllowClientPosts: _Bool
    """BOOL, id 45062, inherited, default True."""
    AllowFeedPosts: _Bool
    """BOOL, id 45063, inherited, default True."""
    AllowControlMsgs: _Bool
    """BOOL, id 45064, inherited, default True."""
    DefaultModeratorDomain: _Text
    """STRING, id 45065, inherited."""
    NntpCommandLogMask: _Number
    """DWORD, id 45067, inherited, default 4294967295."""
    DisableNewNews: _Bool
    """BOOL, id 45068, inherited, default False."""
    ClientPostHardLimit: _Number
    """DWORD, id 45165, inherited, default 4294967295."""
    ClientPostSoftLimit: _Number
    """DWORD, id 45166, inherited, default 4294967295."""
    FeedPostHardLimit: _Number
    """DWORD, id 45167, inherited, default 4294967295."""
    FeedPostSoftLimit: _Number
    """DWORD, id 45168, inherited, default 4294967295."""
    NewsPickupDirectory: _Text
    """STRING, id 45173, inherited."""
    NewsFailedPickupDirectory: _Text
    """STRING, id 45174, inherited."""
    NewsDropDirectory: _Text
    """STRING, id 45176, inherited."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    FeedReportPeriod: _Number
    """DWORD, id 45180, inherited, default 0."""
    MaxSearchResults: _Number
    """DWORD, id 45181, inherited, default 0."""
    NntpUucpName: _Text
    """STRING, id 45170, inherited."""
    NntpServiceVersion: _Number
    """DWORD, id 45175, inherited, default 0."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    GroupHelpFile: _Text
    """STRING, id 45156, inherited."""
    GroupListFile: _Text
    """STRING, id 45157, inherited."""
    ArticleTableFile: _Text
    """STRING, id 45158, inherited."""
    HistoryTableFile: _Text
    """STRING, id 45159, inherited."""
    ListFile: _Text
    """STRING, id 45172, inherited."""
    ModeratorFile: _Text
    """STRING, id 45160, inherited."""
    XoverTableFile: _Text
    """STRING, id 45161, inherited."""
    PrettyNamesFile: _Text
    """STRING, id 45178, inherited."""
    GroupVarListFile: _Text
    """STRING, id 45182, inherited."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    ArticleTimeLimit: _Number
    """DWORD, id 45056, inherited."""
    HistoryExpiration: _Number
    """DWORD, id 45057, inherited."""
    NewsCrawlerTime: _Number
    """DWORD, id 45069, inherited."""
    ShutdownLatency: _Number
    """DWORD, id 45070, inherited, default 0."""
    NntpOrganization: _Text
    """STRING, id 45171, inherited."""
    NntpClearTextProvider: _Text
    """STRING, id 45179, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""

class IIsNntpVirtualDir(ADsContainer):
    """May contain IIsObject, IIsNntpVirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    ContentIndexed: _Bool
    """BOOL, id 6039, inherited, default False, services use True."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    VrDoExpire: _Bool
    """BOOL, id 46161, inherited, default False."""
    VrUseAccount: _Number
    """DWORD, id 46160, inherited."""
    VrOwnModerator: _Bool
    """BOOL, id 46163, inherited."""
    VrDriverProgid: _Text
    """STRING, id 46157, inherited."""
    FsPropertyPath: _Text
    """STRING, id 46158, inherited."""
    ExMdbGuid: _Text
    """STRING, id 46162, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    VrDriverClsid: _Text
    """STRING, id 46156, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""

class IIsNntpInfo(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    MD_SERVER_PLATFORM: _Number
    """DWORD, id 1100."""
    MajorIIsVersionNumber: _Number
    """DWORD, id 1101."""
    MinorIIsVersionNumber: _Number
    """DWORD, id 1102."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    MD_SERVER_CAPABILITIES: _Number
    """DWORD, id 1103, services use 129983."""

class IIsSmtpService(ADsContainer):
    """May contain IIsObject, IIsSmtpInfo, IIsSmtpServer."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    SmtpServiceVersion: _Number
    """DWORD, id 36931, inherited, default 0."""
    EnableReverseDnsLookup: _Bool
    """BOOL, id 36884, inherited, default False."""
    ShouldDeliver: _Bool
    """BOOL, id 36881, inherited, default True."""
    AlwaysUseSsl: _Bool
    """BOOL, id 36924, inherited, default False."""
    LimitRemoteConnections: _Bool
    """BOOL, id 36926, inherited, default False."""
    SmartHostType: _Number
    """DWORD, id 36905, inherited, default 0."""
    DoMasquerade: _Bool
    """BOOL, id 36913, inherited, default False."""
    RemoteSmtpPort: _Number
    """DWORD, id 36914, inherited, default 25."""
    RemoteSmtpSecurePort: _Number
    """DWORD, id 36929, inherited, default 465."""
    HopCount: _Number
    """DWORD, id 36886, inherited, default 10."""
    MaxOutConnections: _Number
    """DWORD, id 36894, inherited, default 0."""
    MaxOutConnectionsPerDomain: _Number
    """DWORD, id 36925, inherited, default 0."""
    RemoteTimeout: _Number
    """DWORD, id 36921, inherited, default 0."""
    MaxMessageSize: _Number
    """DWORD, id 36891, inherited, default 33554432."""
    MaxSessionSize: _Number
    """DWORD, id 36892, inherited, default 268435456."""
    MaxRecipients: _Number
    """DWORD, id 36895, inherited, default 100."""
    LocalRetryInterval: _Number
    """DWORD, id 36897, inherited, default 60."""
    RemoteRetryInterval: _Number
    """DWORD, id 36899, inherited, default 60."""
    LocalRetryAttempts: _Number
    """DWORD, id 36896, inherited, default 48."""
    RemoteRetryAttempts: _Number
    """DWORD, id 36898, inherited, default 48."""
    EtrnDays: _Number
    """DWORD, id 36918, inherited, default 0."""
    MaxBatchedMessages: _Number
    """DWORD, id 36871, inherited, default 0."""
    SmartHost: _Text
    """STRING, id 36906, inherited."""
    FullyQualifiedDomainName: _Text
    """STRING, id 36935, inherited."""
    DefaultDomain: _Text
    """STRING, id 36908, inherited."""
    DropDirectory: _Text
    """STRING, id 36882, inherited."""
    BadMailDirectory: _Text
    """STRING, id 36909, inherited."""
    PickupDirectory: _Text
    """STRING, id 36880, inherited."""
    QueueDirectory: _Text
    """STRING, id 36875, inherited."""
    MasqueradeDomain: _Text
    """STRING, id 36912, inherited."""
    SendNdrTo: _Text
    """STRING, id 36922, inherited."""
    SendBadTo: _Text
    """STRING, id 36923, inherited."""
    RoutingDll: _Text
    """STRING, id 36883, inherited."""
    RoutingSources: _Texts
    """MULTISZ, id 36910, inherited."""
    DomainRouting: _Texts
    """MULTISZ, id 36920, inherited."""
    RouteAction: _Number
    """DWORD, id 36946, inherited, default 0."""
    RouteUserName: _Text
    """STRING, id 36948, inherited."""
    RoutePassword: _Text
    """STRING, id 36949, inherited, secure."""
    SaslLogonDomain: _Text
    """STRING, id 36940, inherited."""
    SmtpClearTextProvider: _Text
    """STRING, id 36942, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    SmtpRemoteProgressiveRetry: _Text
    """STRING, id 36996, inherited."""
    SmtpLocalDelayExpireMinutes: _Number
    """DWORD, id 37017, inherited, default 60."""
    SmtpLocalNDRExpireMinutes: _Number
    """DWORD, id 37018, inherited, default 2880."""
    SmtpRemoteDelayExpireMinutes: _Number
    """DWORD, id 37019, inherited, default 60."""
    SmtpRemoteNDRExpireMinutes: _Number
    """DWORD, id 37020, inherited, default 2880."""
    SmtpRemoteRetryThreshold: _Number
    """DWORD, id 36995, inherited, default 3."""
    SmtpDSNOptions: _Number
    """DWORD, id 37021, inherited, default 0."""
    SmtpDSNLanguageID: _Number
    """DWORD, id 37022, inherited, default 0."""
    SmtpAdvQueueDll: _Text
    """STRING, id 36987, inherited."""
    SmtpInboundCommandSupportOptions: _Number
    """DWORD, id 36998, inherited, default 7697601."""
    SmtpOutboundCommandSupportOptions: _Number
    """DWORD, id 36999, inherited, default 7697601."""
    SmtpCommandLogMask: _Number
    """DWORD, id 36864, inherited, default 0."""
    SmtpFlushMailFile: _Number
    """DWORD, id 36866, inherited, default 0."""
    RelayIpList: _IPSecurity
    """IPSECLIST, id 36970, inherited."""
    RelayForAuth: _Number
    """DWORD, id 36973, inherited, default 0."""
    SmtpConnectTimeout: _Number
    """DWORD, id 37001, inherited, default 0."""
    SmtpMailFromTimeout: _Number
    """DWORD, id 37002, inherited, default 0."""
    SmtpRcptToTimeout: _Number
    """DWORD, id 37003, inherited, default 0."""
    SmtpDataTimeout: _Number
    """DWORD, id 37004, inherited, default 0."""
    SmtpBdatTimeout: _Number
    """DWORD, id 37005, inherited, default 0."""
    SmtpAuthTimeout: _Number
    """DWORD, id 37006, inherited, default 0."""
    SmtpSaslTimeout: _Number
    """DWORD, id 37007, inherited, default 0."""
    SmtpTurnTimeout: _Number
    """DWORD, id 37009, inherited, default 0."""
    SmtpRsetTimeout: _Number
    """DWORD, id 37010, inherited, default 0."""
    SmtpHeloTimeout: _Number
    """DWORD, id 37012, inherited, default 0."""
    LocalDomains: _Texts
    """MULTISZ, id 36919, inherited."""
    AnonymousUserPass: _Text
    """STRING, id 6021, inherited, secure."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    SmtpUseTcpDns: _Number
    """DWORD, id 36997, inherited, default 4294967295."""
    SmtpDotStuffPickupDirFiles: _Bool
    """BOOL, id 37030, inherited, default True."""
    SmtpDomainValidationFlags: _Number
    """DWORD, id 36992, inherited, default 4294967295."""
    SmtpSSLRequireTrustedCA: _Bool
    """BOOL, id 37025, inherited, default True."""
    SmtpSSLCertHostnameValidation: _Bool
    """BOOL, id 37026, inherited, default True."""
    MaxMailObjects: _Number
    """DWORD, id 36873, inherited, default 4294967295."""
    ShouldPickupMail: _Bool
    """BOOL, id 36876, inherited, default True."""
    MaxDirChangeIOSize: _Number
    """DWORD, id 36878, inherited, default 4294967295."""
    NameResolutionType: _Number
    """DWORD, id 36885, inherited, default 4294967295."""
    MaxSmtpErrors: _Number
    """DWORD, id 36887, inherited, default 4294967295."""
    ShouldPipelineIn: _Bool
    """BOOL, id 36902, inherited, default True."""
    ShouldPipelineOut: _Bool
    """BOOL, id 36901, inherited, default True."""
    ConnectResponse: _Text
    """STRING, id 36907, inherited."""
    UpdatedFQDN: _Bool
    """BOOL, id 36936, inherited, default True."""
    UpdatedDefaultDomain: _Bool
    """BOOL, id 36937, inherited, default True."""
    EtrnSubdomains: _Bool
    """BOOL, id 36938, inherited, default True."""
    SmtpMaxRemoteQThreads: _Number
    """DWORD, id 36964, inherited, default 4294967295."""
    SmtpDisableRelay: _Bool
    """BOOL, id 36974, inherited, default True."""
    SmtpHeloNoDomain: _Bool
    """BOOL, id 36981, inherited, default True."""
    SmtpMailNoHelo: _Bool
    """BOOL, id 36982, inherited, default True."""
    SmtpAqueueWait: _Number
    """DWORD, id 36990, inherited, default 4294967295."""
    AddNoHeaders: _Bool
    """BOOL, id 37000, inherited, default True."""
    SmtpEventlogLevel: _Number
    """DWORD, id 37027, inherited, default 4294967295."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    AnonymousOnly: _Bool
    """BOOL, id 5006, inherited, default False."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    SmtpIpRestrictionFlag: _Number
    """DWORD, id 37031, inherited, default 0."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsSmtpServer(ADsContainer):
    """May contain IIsObject, IIsSmtpVirtualDir, IIsSmtpRoutingSource, IIsSmtpDomain, IIsSmtpSessions."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    SecureBindings: _Texts
    """MULTISZ, id 2021."""
    ClusterEnabled: _Bool
    """BOOL, id 1025, default False."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    SmtpServiceVersion: _Number
    """DWORD, id 36931, inherited, default 0."""
    EnableReverseDnsLookup: _Bool
    """BOOL, id 36884, inherited, default False."""
    ShouldDeliver: _Bool
    """BOOL, id 36881, inherited, default True."""
    AlwaysUseSsl: _Bool
    """BOOL, id 36924, inherited, default False."""
    LimitRemoteConnections: _Bool
    """BOOL, id 36926, inherited, default False."""
    SmartHostType: _Number
    """DWORD, id 36905, inherited, default 0."""
    DoMasquerade: _Bool
    """BOOL, id 36913, inherited, default False."""
    RemoteSmtpPort: _Number
    """DWORD, id 36914, inherited, default 25."""
    RemoteSmtpSecurePort: _Number
    """DWORD, id 36929, inherited, default 465."""
    HopCount: _Number
    """DWORD, id 36886, inherited, default 10."""
    MaxOutConnections: _Number
    """DWORD, id 36894, inherited, default 0."""
    MaxOutConnectionsPerDomain: _Number
    """DWORD, id 36925, inherited, default 0."""
    RemoteTimeout: _Number
    """DWORD, id 36921, inherited, default 0."""
    MaxMessageSize: _Number
    """DWORD, id 36891, inherited, default 33554432."""
    MaxSessionSize: _Number
    """DWORD, id 36892, inherited, default 268435456."""
    MaxRecipients: _Number
    """DWORD, id 36895, inherited, default 100."""
    LocalRetryInterval: _Number
    """DWORD, id 36897, inherited, default 60."""
    RemoteRetryInterval: _Number
    """DWORD, id 36899, inherited, default 60."""
    LocalRetryAttempts: _Number
    """DWORD, id 36896, inherited, default 48."""
    RemoteRetryAttempts: _Number
    """DWORD, id 36898, inherited, default 48."""
    EtrnDays: _Number
    """DWORD, id 36918, inherited, default 0."""
    MaxBatchedMessages: _Number
    """DWORD, id 36871, inherited, default 0."""
    SmartHost: _Text
    """STRING, id 36906, inherited."""
    FullyQualifiedDomainName: _Text
    """STRING, id 36935, inherited."""
    DefaultDomain: _Text
    """STRING, id 36908, inherited."""
    DropDirectory: _Text
    """STRING, id 36882, inherited."""
    BadMailDirectory: _Text
    """STRING, id 36909, inherited."""
    PickupDirectory: _Text
    """STRING, id 36880, inherited."""
    QueueDirectory: _Text
    """STRING, id 36875, inherited."""
    MasqueradeDomain: _Text
    """STRING, id 36912, inherited."""
    SendNdrTo: _Text
    """STRING, id 36922, inherited."""
    SendBadTo: _Text
    """STRING, id 36923, inherited."""
    RoutingDll: _Text
    """STRING, id 36883, inherited."""
    RoutingSources: _Texts
    """MULTISZ, id 36910, inherited."""
    DomainRouting: _Texts
    """MULTISZ, id 36920, inherited."""
    RouteAction: _Number
    """DWORD, id 36946, inherited, default 0."""
    RouteUserName: _Text
    """STRING, id 36948, inherited."""
    RoutePassword: _Text
    """STRING, id 36949, inherited, secure."""
    SaslLogonDomain: _Text
    """STRING, id 36940, inherited."""
    SmtpClearTextProvider: _Text
    """STRING, id 36942, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    SmtpRemoteProgressiveRetry: _Text
    """STRING, id 36996, inherited."""
    SmtpLocalDelayExpireMinutes: _Number
    """DWORD, id 37017, inherited, default 60."""
    SmtpLocalNDRExpireMinutes: _Number
    """DWORD, id 37018, inherited, default 2880."""
    SmtpRemoteDelayExpireMinutes: _Number
    """DWORD, id 37019, inherited, default 60."""
    SmtpRemoteNDRExpireMinutes: _Number
    """DWORD, id 37020, inherited, default 2880."""
    SmtpRemoteRetryThreshold: _Number
    """DWORD, id 36995, inherited, default 3."""
    SmtpDSNOptions: _Number
    """DWORD, id 37021, inherited, default 0."""
    SmtpDSNLanguageID: _Number
    """DWORD, id 37022, inherited, default 0."""
    SmtpInboundCommandSupportOptions: _Number
    """DWORD, id 36998, inherited, default 7697601."""
    SmtpOutboundCommandSupportOptions: _Number
    """DWORD, id 36999, inherited, default 7697601."""
    RelayIpList: _IPSecurity
    """IPSECLIST, id 36970, inherited."""
    RelayForAuth: _Number
    """DWORD, id 36973, inherited, default 0."""
    SmtpConnectTimeout: _Number
    """DWORD, id 37001, inherited, default 0."""
    SmtpMailFromTimeout: _Number
    """DWORD, id 37002, inherited, default 0."""
    SmtpRcptToTimeout: _Number
    """DWORD, id 37003, inherited, default 0."""
    SmtpDataTimeout: _Number
    """DWORD, id 37004, inherited, default 0."""
    SmtpBdatTimeout: _Number
    """DWORD, id 37005, inherited, default 0."""
    SmtpAuthTimeout: _Number
    """DWORD, id 37006, inherited, default 0."""
    SmtpSaslTimeout: _Number
    """DWORD, id 37007, inherited, default 0."""
    SmtpTurnTimeout: _Number
    """DWORD, id 37009, inherited, default 0."""
    SmtpRsetTimeout: _Number
    """DWORD, id 37010, inherited, default 0."""
    SmtpHeloTimeout: _Number
    """DWORD, id 37012, inherited, default 0."""
    PostmasterName: _Text
    """STRING, id 36916, inherited."""
    PostmasterEmail: _Text
    """STRING, id 36917, inherited."""
    LocalDomains: _Texts
    """MULTISZ, id 36919, inherited."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    DisableSocketPooling: _Bool
    """BOOL, id 1029, inherited, default True."""
    SmtpUseTcpDns: _Number
    """DWORD, id 36997, inherited, default 4294967295."""
    SmtpDotStuffPickupDirFiles: _Bool
    """BOOL, id 37030, inherited, default True."""
    SmtpDomainValidationFlags: _Number
    """DWORD, id 36992, inherited, default 4294967295."""
    SmtpSSLRequireTrustedCA: _Bool
    """BOOL, id 37025, inherited, default True."""
    SmtpSSLCertHostnameValidation: _Bool
    """BOOL, id 37026, inherited, default True."""
    MaxMailObjects: _Number
    """DWORD, id 36873, inherited, default 4294967295."""
    ShouldPickupMail: _Bool
    """BOOL, id 36876, inherited, default True."""
    MaxDirChangeIOSize: _Number
    """DWORD, id 36878, inherited, default 4294967295."""
    NameResolutionType: _Number
    """DWORD, id 36885, inherited, default 4294967295."""
    MaxSmtpErrors: _Number
    """DWORD, id 36887, inherited, default 4294967295."""
    ShouldPipelineIn: _Bool
    """BOOL, id 36902, inherited, default True."""
    ShouldPipelineOut: _Bool
    """BOOL, id 36901, inherited, default True."""
    ConnectResponse: _Text
    """STRING, id 36907, inherited."""
    UpdatedFQDN: _Bool
    """BOOL, id 36936, inherited, default True."""
    UpdatedDefaultDomain: _Bool
    """BOOL, id 36937, inherited, default True."""
    EtrnSubdomains: _Bool
    """BOOL, id 36938, inherited, default True."""
    SmtpMaxRemoteQThreads: _Number
    """DWORD, id 36964, inherited, default 4294967295."""
    SmtpDisableRelay: _Bool
    """BOOL, id 36974, inherited, default True."""
    SmtpHeloNoDomain: _Bool
    """BOOL, id 36981, inherited, default True."""
    SmtpMailNoHelo: _Bool
    """BOOL, id 36982, inherited, default True."""
    SmtpAqueueWait: _Number
    """DWORD, id 36990, inherited, default 4294967295."""
    AddNoHeaders: _Bool
    """BOOL, id 37000, inherited, default True."""
    SmtpEventlogLevel: _Number
    """DWORD, id 37027, inherited, default 4294967295."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    AnonymousOnly: _Bool
    """BOOL, id 5006, inherited, default False."""
    AnonymousPasswordSync: _Bool
    """BOOL, id 6022, inherited, default True."""
    AnonymousUserName: _Text
    """STRING, id 6020, inherited."""
    Realm: _Text
    """STRING, id 6001, inherited."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    SmtpIpRestrictionFlag: _Number
    """DWORD, id 37031, inherited, default 0."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsSmtpVirtualDir(ADsContainer):
    """May contain IIsObject, IIsSmtpVirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""

class IIsSmtpDomain(ADsContainer):
    """May contain IIsSmtpDomain."""
    KeyType: _Text
    """STRING, id 1002."""
    RouteAction: _Number
    """DWORD, id 36946, inherited, default 0."""
    RouteActionString: _Text
    """STRING, id 36947, inherited."""
    RouteUserName: _Text
    """STRING, id 36948, inherited."""
    RoutePassword: _Text
    """STRING, id 36949, inherited, secure."""
    RelayIpList: _IPSecurity
    """IPSECLIST, id 36970, inherited."""
    RelayForAuth: _Number
    """DWORD, id 36973, inherited, default 0."""
    AuthTurnList: _Texts
    """MULTISZ, id 36966, inherited."""
    CSideEtrnDomains: _Text
    """STRING, id 36968, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsSmtpRoutingSource(ADsContainer):
    """May contain any class."""
    KeyType: _Text
    """STRING, id 1002."""
    SmtpRoutingTableType: _Text
    """STRING, id 36950, inherited, default 'LDAP'."""
    SmtpDsDataDirectory: _Text
    """STRING, id 36951, inherited."""
    SmtpDsDefaultMailRoot: _Text
    """STRING, id 36952, inherited."""
    SmtpDsBindType: _Text
    """STRING, id 36953, inherited."""
    SmtpDsSchemaType: _Text
    """STRING, id 36954, inherited."""
    SmtpDsHost: _Text
    """STRING, id 36955, inherited."""
    SmtpDsNamingContext: _Text
    """STRING, id 36956, inherited."""
    SmtpDsAccount: _Text
    """STRING, id 36957, inherited."""
    SmtpDsPassword: _Text
    """STRING, id 36958, inherited, secure."""
    SmtpDsUseCat: _Number
    """DWORD, id 36994, inherited, default 0."""
    SmtpDsPort: _Number
    """DWORD, id 37023, inherited, default 0."""
    SmtpDsDomain: _Text
    """STRING, id 36993, inherited."""
    SmtpDsFlags: _Number
    """DWORD, id 37024, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsSmtpInfo(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    MajorIIsVersionNumber: _Number
    """DWORD, id 1101."""
    MinorIIsVersionNumber: _Number
    """DWORD, id 1102."""
    MD_SERVER_PLATFORM: _Number
    """DWORD, id 1100."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    MD_SERVER_CAPABILITIES: _Number
    """DWORD, id 1103, services use 129983."""

class IIsPop3Service(ADsContainer):
    """May contain IIsObject, IIsPop3Info, IIsPop3Server."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    Pop3ServiceVersion: _Number
    """DWORD, id 41460, inherited, default 0."""
    Pop3ExpireMail: _Number
    """DWORD, id 41181, inherited, default 0."""
    Pop3ExpireDelay: _Number
    """DWORD, id 41178, inherited, default 1440."""
    Pop3ExpireStart: _Number
    """DWORD, id 41179, inherited, default 0."""
    Pop3MailExpirationTime: _Number
    """DWORD, id 40961, inherited, default 0."""
    Pop3ClearTextProvider: _Text
    """STRING, id 41182, inherited."""
    Pop3DefaultDomain: _Text
    """STRING, id 41176, inherited."""
    Pop3RoutingDll: _Text
    """STRING, id 41177, inherited."""
    Pop3RoutingSources: _Texts
    """MULTISZ, id 41174, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsPop3Server(ADsContainer):
    """May contain IIsObject, IIsPop3VirtualDir, IIsPop3RoutingSource, IIsPop3Sessions."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    SecureBindings: _Texts
    """MULTISZ, id 2021."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    Pop3ServiceVersion: _Number
    """DWORD, id 41460, inherited, default 0."""
    Pop3ExpireMail: _Number
    """DWORD, id 41181, inherited, default 0."""
    Pop3ExpireDelay: _Number
    """DWORD, id 41178, inherited, default 1440."""
    Pop3ExpireStart: _Number
    """DWORD, id 41179, inherited, default 0."""
    Pop3MailExpirationTime: _Number
    """DWORD, id 40961, inherited, default 0."""
    Pop3ClearTextProvider: _Text
    """STRING, id 41182, inherited."""
    Pop3DefaultDomain: _Text
    """STRING, id 41176, inherited."""
    Pop3RoutingDll: _Text
    """STRING, id 41177, inherited."""
    Pop3RoutingSources: _Texts
    """MULTISZ, id 41174, inherited."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsPop3VirtualDir(ADsContainer):
    """May contain IIsObject, IIsPop3VirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    Pop3ExpireMail: _Number
    """DWORD, id 41181, inherited, default 0."""
    Pop3MailExpirationTime: _Number
    """DWORD, id 40961, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""

class IIsPop3RoutingSource(ADsContainer):
    """May contain any class."""
    KeyType: _Text
    """STRING, id 1002."""
    Pop3RoutingTableType: _Text
    """STRING, id 41183, inherited, default 'LDAP'."""
    Pop3DsDataDirectory: _Text
    """STRING, id 41184, inherited."""
    Pop3DsDefaultMailRoot: _Text
    """STRING, id 41185, inherited."""
    Pop3DsBindType: _Text
    """STRING, id 41186, inherited."""
    Pop3DsSchemaType: _Text
    """STRING, id 41187, inherited."""
    Pop3DsHost: _Text
    """STRING, id 41188, inherited."""
    Pop3DsNamingContext: _Text
    """STRING, id 41189, inherited."""
    Pop3DsAccount: _Text
    """STRING, id 41190, inherited."""
    Pop3DsPassword: _Text
    """STRING, id 41191, inherited, secure."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsPop3Info(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsImapService(ADsContainer):
    """May contain IIsObject, IIsImapInfo, IIsImapServer."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    ImapServiceVersion: _Number
    """DWORD, id 49652, inherited, default 0."""
    ImapExpireMail: _Number
    """DWORD, id 49373, inherited, default 0."""
    ImapExpireDelay: _Number
    """DWORD, id 49370, inherited, default 1440."""
    ImapExpireStart: _Number
    """DWORD, id 49371, inherited, default 0."""
    ImapMailExpirationTime: _Number
    """DWORD, id 49153, inherited, default 0."""
    ImapClearTextProvider: _Text
    """STRING, id 49375, inherited."""
    ImapDefaultDomain: _Text
    """STRING, id 49368, inherited."""
    ImapRoutingDll: _Text
    """STRING, id 49369, inherited."""
    ImapRoutingSources: _Texts
    """MULTISZ, id 49366, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsImapServer(ADsContainer):
    """May contain IIsObject, IIsImapVirtualDir, IIsImapRoutingSource, IIsImapSessions."""
    KeyType: _Text
    """STRING, id 1002."""
    MaxBandwidth: _Number
    """DWORD, id 1000, inherited, default 4294967295."""
    MaxConnections: _Number
    """DWORD, id 1014, inherited, default 0, services use 4294967295."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""
    ConnectionTimeout: _Number
    """DWORD, id 1013, inherited, default 120."""
    ServerListenTimeout: _Number
    """DWORD, id 1020, inherited, default 120."""
    MaxEndpointConnections: _Number
    """DWORD, id 1024, inherited, default 4294967295."""
    ServerAutoStart: _Bool
    """BOOL, id 1017, default True."""
    ServerBindings: _Texts
    """MULTISZ, id 1023."""
    SecureBindings: _Texts
    """MULTISZ, id 2021."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    DefaultLogonDomain: _Text
    """STRING, id 6012, inherited."""
    NTAuthenticationProviders: _Text
    """STRING, id 6032, inherited."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    LogType: _Number
    """DWORD, id 4000, inherited, default 1."""
    LogPluginClsid: _Text
    """STRING, id 4011, inherited."""
    LogFileDirectory: _Text
    """EXPANDSZ, id 4001, inherited, default '%Windir%\\System32\\LogFiles'."""
    LogFilePeriod: _Number
    """DWORD, id 4003, inherited, default 1."""
    LogFileTruncateSize: _Number
    """DWORD, id 4004, inherited, default 2000000, services use 20971520."""
    LogExtFileFlags: _Number
    """DWORD, id 4013, inherited, default 1414, services use 2199503."""
    LogOdbcDataSource: _Text
    """STRING, id 4007, inherited, default 'HTTPLOG'."""
    LogOdbcTableName: _Text
    """STRING, id 4008, inherited, default 'InternetLog'."""
    LogOdbcUserName: _Text
    """STRING, id 4009, inherited, default 'InternetAdmin'."""
    LogOdbcPassword: _Text
    """STRING, id 4010, inherited, secure."""
    ServerListenBacklog: _Number
    """DWORD, id 1019, inherited, default 40."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    ServerState: _State[int]
    """DWORD, id 1016, default 4."""
    ImapServiceVersion: _Number
    """DWORD, id 49652, inherited, default 0."""
    ImapExpireMail: _Number
    """DWORD, id 49373, inherited, default 0."""
    ImapExpireDelay: _Number
    """DWORD, id 49370, inherited, default 1440."""
    ImapExpireStart: _Number
    """DWORD, id 49371, inherited, default 0."""
    ImapMailExpirationTime: _Number
    """DWORD, id 49153, inherited, default 0."""
    ImapClearTextProvider: _Text
    """STRING, id 49375, inherited."""
    ImapDefaultDomain: _Text
    """STRING, id 49368, inherited."""
    ImapRoutingDll: _Text
    """STRING, id 49369, inherited."""
    ImapRoutingSources: _Texts
    """MULTISZ, id 49366, inherited."""
    SSLCertHash: _Bytes
    """BINARY, id 5506, inherited."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""
    LogExtFileDate: _Bool
    """BOOL, id 6234, bit 0x1 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHost: _Bool
    """BOOL, id 6287, bit 0x100000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTime: _Bool
    """BOOL, id 6235, bit 0x2 of LogExtFileFlags, inherited, default True."""
    LogExtFileClientIp: _Bool
    """BOOL, id 6236, bit 0x4 of LogExtFileFlags, inherited, default True."""
    LogExtFileUserName: _Bool
    """BOOL, id 6237, bit 0x8 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileSiteName: _Bool
    """BOOL, id 6238, bit 0x10 of LogExtFileFlags, inherited, default False."""
    LogExtFileComputerName: _Bool
    """BOOL, id 6239, bit 0x20 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerIp: _Bool
    """BOOL, id 6240, bit 0x40 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileMethod: _Bool
    """BOOL, id 6241, bit 0x80 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriStem: _Bool
    """BOOL, id 6242, bit 0x100 of LogExtFileFlags, inherited, default True."""
    LogExtFileUriQuery: _Bool
    """BOOL, id 6243, bit 0x200 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileHttpStatus: _Bool
    """BOOL, id 6244, bit 0x400 of LogExtFileFlags, inherited, default True."""
    LogExtFileWin32Status: _Bool
    """BOOL, id 6245, bit 0x800 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileBytesSent: _Bool
    """BOOL, id 6246, bit 0x1000 of LogExtFileFlags, inherited, default False."""
    LogExtFileBytesRecv: _Bool
    """BOOL, id 6247, bit 0x2000 of LogExtFileFlags, inherited, default False."""
    LogExtFileTimeTaken: _Bool
    """BOOL, id 6248, bit 0x4000 of LogExtFileFlags, inherited, default False."""
    LogExtFileServerPort: _Bool
    """BOOL, id 6249, bit 0x8000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileUserAgent: _Bool
    """BOOL, id 6250, bit 0x10000 of LogExtFileFlags, inherited, default False, services use True."""
    LogExtFileCookie: _Bool
    """BOOL, id 6251, bit 0x20000 of LogExtFileFlags, inherited, default False."""
    LogExtFileReferer: _Bool
    """BOOL, id 6252, bit 0x40000 of LogExtFileFlags, inherited, default False."""
    LogExtFileProtocolVersion: _Bool
    """BOOL, id 6268, bit 0x80000 of LogExtFileFlags, inherited, default False."""
    LogExtFileHttpSubStatus: _Bool
    """BOOL, id 6309, bit 0x200000 of LogExtFileFlags, inherited, default False, services use True."""

class IIsImapVirtualDir(ADsContainer):
    """May contain IIsObject, IIsImapVirtualDir."""
    KeyType: _Text
    """STRING, id 1002."""
    Path: _Text
    """STRING, id 3001, inherited."""
    UNCUserName: _Text
    """STRING, id 3002, inherited."""
    UNCPassword: _Text
    """STRING, id 3003, inherited, secure."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    DontLog: _Bool
    """BOOL, id 6023, inherited, default False."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessSSLFlags: _Number
    """DWORD, id 6030, inherited, default 0."""
    ImapExpireMail: _Number
    """DWORD, id 49373, inherited, default 0."""
    ImapMailExpirationTime: _Number
    """DWORD, id 49153, inherited, default 0."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    PathMap: _Texts
    """MULTISZ, id 65600, inherited."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AccessSSL: _Bool
    """BOOL, id 6213, bit 0x8 of AccessSSLFlags, inherited, default False."""
    AccessSSL128: _Bool
    """BOOL, id 6217, bit 0x100 of AccessSSLFlags, inherited, default False."""
    AccessSSLNegotiateCert: _Bool
    """BOOL, id 6214, bit 0x20 of AccessSSLFlags, inherited, default False."""
    AccessSSLRequireCert: _Bool
    """BOOL, id 6215, bit 0x40 of AccessSSLFlags, inherited, default False."""
    AccessSSLMapCert: _Bool
    """BOOL, id 6216, bit 0x80 of AccessSSLFlags, inherited, default False."""

class IIsImapRoutingSource(ADsContainer):
    """May contain any class."""
    KeyType: _Text
    """STRING, id 1002."""
    ImapRoutingTableType: _Text
    """STRING, id 49376, inherited, default 'LDAP'."""
    ImapDsDataDirectory: _Text
    """STRING, id 49377, inherited."""
    ImapDsDefaultMailRoot: _Text
    """STRING, id 49378, inherited."""
    ImapDsBindType: _Text
    """STRING, id 49379, inherited."""
    ImapDsSchemaType: _Text
    """STRING, id 49380, inherited."""
    ImapDsHost: _Text
    """STRING, id 49381, inherited."""
    ImapDsNamingContext: _Text
    """STRING, id 49382, inherited."""
    ImapDsAccount: _Text
    """STRING, id 49383, inherited."""
    ImapDsPassword: _Text
    """STRING, id 49384, inherited, secure."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsImapInfo(ADsContainer):
    """May contain IIsObject."""
    KeyType: _Text
    """STRING, id 1002."""
    LogModuleList: _Text
    """STRING, id 4012, inherited, default 'NCSA Common Log File Format, Microsoft IIS Log File Format, W3C Exte…"""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpRebuild(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpSessions(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpFeeds(ADsContainer):
    """May contain IIsNntpFeed."""
    KeyType: _Text
    """STRING, id 1002."""
    FeedPeerTempDirectory: _Text
    """STRING, id 45476, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpFeed(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    FeedServerName: _Text
    """STRING, id 45456, inherited."""
    FeedType: _Number
    """DWORD, id 45457, inherited."""
    FeedNewsgroups: _Texts
    """MULTISZ, id 45458, inherited."""
    FeedSecurityType: _Number
    """DWORD, id 45459, inherited."""
    FeedAuthenticationType: _Number
    """DWORD, id 45460, inherited."""
    FeedAccountName: _Text
    """STRING, id 45461, inherited."""
    FeedPassword: _Text
    """STRING, id 45462, secure."""
    FeedStartTimeHigh: _Number
    """DWORD, id 45463, inherited."""
    FeedStartTimeLow: _Number
    """DWORD, id 45464, inherited."""
    FeedInterval: _Number
    """DWORD, id 45465, inherited."""
    FeedAllowControlMsgs: _Number
    """DWORD, id 45466, inherited."""
    FeedCreateAutomatically: _Number
    """DWORD, id 45467, inherited."""
    FeedDisabled: _Number
    """DWORD, id 45468, inherited."""
    FeedDistribution: _Texts
    """MULTISZ, id 45469, inherited."""
    FeedConcurrentSessions: _Number
    """DWORD, id 45470, inherited."""
    FeedMaxConnectionAttempts: _Number
    """DWORD, id 45471, inherited."""
    FeedUucpName: _Text
    """STRING, id 45472, inherited."""
    FeedTempDirectory: _Text
    """STRING, id 45473, inherited."""
    FeedNextPullHigh: _Number
    """DWORD, id 45474, inherited."""
    FeedNextPullLow: _Number
    """DWORD, id 45475, inherited."""
    FeedPeerTempDirectory: _Text
    """STRING, id 45476, inherited."""
    FeedPeerGapSize: _Number
    """DWORD, id 45477, inherited."""
    FeedOutgoingPort: _Number
    """DWORD, id 45478, inherited."""
    FeedFeedpairId: _Number
    """DWORD, id 45479, inherited."""
    FeedHandshake: _Number
    """DWORD, id 45480, inherited."""
    FeedAdminError: _Number
    """DWORD, id 45481, inherited."""
    FeedErrParmMask: _Number
    """DWORD, id 45482, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpExpiration(ADsContainer):
    """May contain IIsNntpExpire."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpExpire(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    ExpireSpace: _Number
    """DWORD, id 45656, inherited."""
    ExpireTime: _Number
    """DWORD, id 45657, inherited."""
    ExpireNewsgroups: _Texts
    """MULTISZ, id 45658, inherited."""
    ExpirePolicyName: _Text
    """STRING, id 45659, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsNntpGroups(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsSmtpSessions(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsPop3Sessions(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsImapSessions(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIS_FTP_TEMPLATE(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    AnonymousOnly: _Bool
    """BOOL, id 5006, inherited, default False."""
    AllowAnonymous: _Bool
    """BOOL, id 5005, inherited, default True."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""

class IIS_FTP_TEMPLATESETTINGS(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""

class IIS_WEB_TEMPLATE(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    ServerComment: _Text
    """STRING, id 1015, inherited, services use 'Default Web Site'."""

class IIS_WEB_TEMPLATESETTINGS(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    IPSecurity: _IPSecurity
    """IPSECLIST, id 6019, inherited."""
    AccessFlags: _Number
    """DWORD, id 6016, inherited, default 1, services use 513."""
    AuthFlags: _Number
    """DWORD, id 6000, inherited, default 1."""
    AzEnable: _Bool
    """BOOL, id 6048, inherited, default False."""
    AzStoreName: _Text
    """STRING, id 6049, inherited."""
    AzScopeName: _Text
    """STRING, id 6050, inherited."""
    AzImpersonationLevel: _Number
    """DWORD, id 6053, inherited, default 0."""
    AccessExecute: _Bool
    """BOOL, id 6209, bit 0x4 of AccessFlags, inherited, default False."""
    AccessSource: _Bool
    """BOOL, id 6282, bit 0x10 of AccessFlags, inherited, default False."""
    AccessRead: _Bool
    """BOOL, id 6207, bit 0x1 of AccessFlags, inherited, default True."""
    AccessWrite: _Bool
    """BOOL, id 6208, bit 0x2 of AccessFlags, inherited, default False."""
    AccessScript: _Bool
    """BOOL, id 6211, bit 0x200 of AccessFlags, inherited, default False, services use True."""
    AccessNoRemoteExecute: _Bool
    """BOOL, id 6232, bit 0x2000 of AccessFlags, inherited, default False."""
    AccessNoRemoteRead: _Bool
    """BOOL, id 6231, bit 0x1000 of AccessFlags, inherited, default False."""
    AccessNoRemoteWrite: _Bool
    """BOOL, id 6230, bit 0x400 of AccessFlags, inherited, default False."""
    AccessNoRemoteScript: _Bool
    """BOOL, id 6233, bit 0x4000 of AccessFlags, inherited, default False."""
    AccessNoPhysicalDir: _Bool
    """BOOL, id 6308, bit 0x8000 of AccessFlags, inherited, default False."""
    AuthBasic: _Bool
    """BOOL, id 6219, bit 0x2 of AuthFlags, inherited, default False."""
    AuthAnonymous: _Bool
    """BOOL, id 6218, bit 0x1 of AuthFlags, inherited, default True."""
    AuthNTLM: _Bool
    """BOOL, id 6220, bit 0x4 of AuthFlags, inherited, default False."""
    AuthMD5: _Bool
    """BOOL, id 6221, bit 0x10 of AuthFlags, inherited, default False."""
    AuthPassport: _Bool
    """BOOL, id 6299, bit 0x40 of AuthFlags, inherited, default False."""

class IIS_ADMIN(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    MD_IISADMIN_EXTENSIONS: _Texts
    """MULTISZ, id 1028."""
    MD_METADATA_ID_REGISTRATION: _Texts
    """MULTISZ, id 1030, inherited."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIS_EVENTMANAGER(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    MD_0: _Text
    """STRING."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIS_ROOT(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""

class IIS_Global(ADsObject):
    """Internal to the services."""
    KeyType: _Text
    """STRING, id 1002."""
    SessionKey: _Bytes
    """BINARY, id 9999."""
    ChangeNumber: _Number
    """DWORD, id 9997."""
    HistoryMajorVersionNumber: _Number
    """DWORD, id 9994."""
    XMLSchemaTimeStamp: _Bytes
    """BINARY, id 9992."""
    BINSchemaTimeStamp: _Bytes
    """BINARY, id 9991."""

class IIsSmtpAlias(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsSmtpDL(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsSmtpUser(ADsObject):
    """No keys stand below it."""
    KeyType: _Text
    """STRING, id 1002."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""

class IIsApplicationPool(ADsContainer):
    """May contain any class."""
    KeyType: _Text
    """STRING, id 1002."""
    PeriodicRestartTime: _Number
    """DWORD, id 9001, inherited, default 60, services use 1740."""
    PeriodicRestartRequests: _Number
    """DWORD, id 9002, inherited, default 10000, services use 0."""
    MaxProcesses: _Number
    """DWORD, id 9003, inherited, default 1."""
    PingingEnabled: _Bool
    """BOOL, id 9004, inherited, default True."""
    IdleTimeout: _Number
    """DWORD, id 9005, inherited, default 20."""
    RapidFailProtection: _Bool
    """BOOL, id 9006, inherited, default True."""
    SMPAffinitized: _Bool
    """BOOL, id 9007, inherited, default False."""
    SMPProcessorAffinityMask: _Number
    """DWORD, id 9008, inherited, default 4294967295."""
    StartupTimeLimit: _Number
    """DWORD, id 9011, inherited, default 90."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    PingInterval: _Number
    """DWORD, id 9013, inherited, default 30."""
    PingResponseTime: _Number
    """DWORD, id 9014, inherited, default 60."""
    DisallowOverlappingRotation: _Bool
    """BOOL, id 9015, inherited, default False."""
    DisallowRotationOnConfigChange: _Bool
    """BOOL, id 9018, inherited, default False."""
    OrphanWorkerProcess: _Bool
    """BOOL, id 9009, inherited, default False."""
    AppPoolQueueLength: _Number
    """DWORD, id 9017, inherited, default 1000, services use 4000."""
    CPUAction: _Number
    """DWORD, id 9022, inherited, default 0."""
    CPULimit: _Number
    """DWORD, id 9023, inherited, default 0."""
    CPUResetInterval: _Number
    """DWORD, id 2144, inherited, default 0, services use 5."""
    AppPoolIdentityType: _Number
    """DWORD, id 9021, inherited, default 2."""
    WAMUserName: _Text
    """STRING, id 7501, inherited."""
    WAMUserPass: _Text
    """STRING, id 7502, inherited, secure."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    PeriodicRestartMemory: _Number
    """DWORD, id 9024, inherited, default 512000, services use 0."""
    PeriodicRestartPrivateMemory: _Number
    """DWORD, id 9038, inherited, default 0."""
    AppPoolCommand: _Number
    """DWORD, id 9026."""
    AppPoolState: _State[int]
    """DWORD, id 9027."""
    AppPoolAutoStart: _Bool
    """BOOL, id 9028, default True."""
    PeriodicRestartSchedule: _Texts
    """MULTISZ, id 9020, inherited."""
    RapidFailProtectionInterval: _Number
    """DWORD, id 9029, inherited, default 5."""
    RapidFailProtectionMaxCrashes: _Number
    """DWORD, id 9030, inherited, default 5."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    OrphanActionExe: _Text
    """STRING, id 9031, inherited."""
    OrphanActionParams: _Text
    """STRING, id 9032, inherited."""
    LoadBalancerCapabilities: _Number
    """DWORD, id 9034, inherited, default 2."""
    AutoShutdownAppPoolExe: _Text
    """STRING, id 9035, inherited."""
    AutoShutdownAppPoolParams: _Text
    """STRING, id 9036, inherited."""
    LogEventOnRecycle: _Number
    """DWORD, id 9037, inherited, default 8, services use 137."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    AppPoolRecycleTime: _Bool
    """BOOL, id 6300, bit 0x1 of LogEventOnRecycle, inherited, default False, services use True."""
    AppPoolRecycleRequests: _Bool
    """BOOL, id 6301, bit 0x2 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleSchedule: _Bool
    """BOOL, id 6302, bit 0x4 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleMemory: _Bool
    """BOOL, id 6303, bit 0x8 of LogEventOnRecycle, inherited, default True."""
    AppPoolRecycleIsapiUnhealthy: _Bool
    """BOOL, id 6304, bit 0x10 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleOnDemand: _Bool
    """BOOL, id 6305, bit 0x20 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleConfigChange: _Bool
    """BOOL, id 6306, bit 0x40 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecyclePrivateMemory: _Bool
    """BOOL, id 6307, bit 0x80 of LogEventOnRecycle, inherited, default False, services use True."""
    def EnumAppsInPool(self) -> tuple[str, ...]:
        """The metabase paths, each with a slash at its end, of the applications that run in this pool."""
    def Recycle(self) -> None:
        """Replace the process of a pool: on return a new one takes the requests, if one was running."""
    def Start(self) -> None:
        """Let a stopped pool run applications again. Source: docs/behaviour.md, pool-1."""
    def Stop(self) -> None:
        """Stop a pool: its requests are 503, and its process has ended on return."""

class IIsApplicationPools(ADsContainer):
    """May contain IIsApplicationPool."""
    KeyType: _Text
    """STRING, id 1002."""
    PeriodicRestartTime: _Number
    """DWORD, id 9001, inherited, default 60, services use 1740."""
    PeriodicRestartRequests: _Number
    """DWORD, id 9002, inherited, default 10000, services use 0."""
    MaxProcesses: _Number
    """DWORD, id 9003, inherited, default 1."""
    PingingEnabled: _Bool
    """BOOL, id 9004, inherited, default True."""
    IdleTimeout: _Number
    """DWORD, id 9005, inherited, default 20."""
    RapidFailProtection: _Bool
    """BOOL, id 9006, inherited, default True."""
    SMPAffinitized: _Bool
    """BOOL, id 9007, inherited, default False."""
    SMPProcessorAffinityMask: _Number
    """DWORD, id 9008, inherited, default 4294967295."""
    StartupTimeLimit: _Number
    """DWORD, id 9011, inherited, default 90."""
    ShutdownTimeLimit: _Number
    """DWORD, id 9012, inherited, default 90."""
    PingInterval: _Number
    """DWORD, id 9013, inherited, default 30."""
    PingResponseTime: _Number
    """DWORD, id 9014, inherited, default 60."""
    DisallowOverlappingRotation: _Bool
    """BOOL, id 9015, inherited, default False."""
    DisallowRotationOnConfigChange: _Bool
    """BOOL, id 9018, inherited, default False."""
    OrphanWorkerProcess: _Bool
    """BOOL, id 9009, inherited, default False."""
    AppPoolQueueLength: _Number
    """DWORD, id 9017, inherited, default 1000, services use 4000."""
    CPUAction: _Number
    """DWORD, id 9022, inherited, default 0."""
    CPULimit: _Number
    """DWORD, id 9023, inherited, default 0."""
    CPUResetInterval: _Number
    """DWORD, id 2144, inherited, default 0, services use 5."""
    AppPoolIdentityType: _Number
    """DWORD, id 9021, inherited, default 2."""
    WAMUserName: _Text
    """STRING, id 7501, inherited."""
    WAMUserPass: _Text
    """STRING, id 7502, inherited, secure."""
    LogonMethod: _Number
    """DWORD, id 6013, inherited, default 3."""
    PeriodicRestartMemory: _Number
    """DWORD, id 9024, inherited, default 512000, services use 0."""
    PeriodicRestartPrivateMemory: _Number
    """DWORD, id 9038, inherited, default 0."""
    AppPoolAutoStart: _Bool
    """BOOL, id 9028, default True."""
    PeriodicRestartSchedule: _Texts
    """MULTISZ, id 9020, inherited."""
    RapidFailProtectionInterval: _Number
    """DWORD, id 9029, inherited, default 5."""
    RapidFailProtectionMaxCrashes: _Number
    """DWORD, id 9030, inherited, default 5."""
    Win32Error: _State[int]
    """DWORD, id 1099, default 0."""
    OrphanActionExe: _Text
    """STRING, id 9031, inherited."""
    OrphanActionParams: _Text
    """STRING, id 9032, inherited."""
    LoadBalancerCapabilities: _Number
    """DWORD, id 9034, inherited, default 2."""
    AutoShutdownAppPoolExe: _Text
    """STRING, id 9035, inherited."""
    AutoShutdownAppPoolParams: _Text
    """STRING, id 9036, inherited."""
    LogEventOnRecycle: _Number
    """DWORD, id 9037, inherited, default 8, services use 137."""
    AdminACL: _SecurityDescriptor
    """NTACL, id 6027, inherited, secure."""
    AdminACLBin: _Bytes
    """BINARY, id 6286, inherited, secure."""
    Enable32BitAppOnWin64: _Bool
    """BOOL, id 9040, inherited, default False."""
    AppPoolRecycleTime: _Bool
    """BOOL, id 6300, bit 0x1 of LogEventOnRecycle, inherited, default False, services use True."""
    AppPoolRecycleRequests: _Bool
    """BOOL, id 6301, bit 0x2 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleSchedule: _Bool
    """BOOL, id 6302, bit 0x4 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleMemory: _Bool
    """BOOL, id 6303, bit 0x8 of LogEventOnRecycle, inherited, default True."""
    AppPoolRecycleIsapiUnhealthy: _Bool
    """BOOL, id 6304, bit 0x10 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleOnDemand: _Bool
    """BOOL, id 6305, bit 0x20 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecycleConfigChange: _Bool
    """BOOL, id 6306, bit 0x40 of LogEventOnRecycle, inherited, default False."""
    AppPoolRecyclePrivateMemory: _Bool
    """BOOL, id 6307, bit 0x80 of LogEventOnRecycle, inherited, default False, services use True."""
