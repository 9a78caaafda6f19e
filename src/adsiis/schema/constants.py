"""Numbers that several floors above must agree on: states, commands, modes, and the ids of their records.

Names follow the public headers without their prefixes.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

KEY_TYPE: Final = 1002
SERVER_COMMAND: Final = 1012
SERVER_COMMENT: Final = 1015
SERVER_STATE: Final = 1016
SERVER_BINDINGS: Final = 1023
WIN32_ERROR: Final = 1099
APP_FRIENDLY_NAME: Final = 2102
APP_ROOT: Final = 2103
APP_ISOLATED: Final = 2104
APP_WAM_CLSID: Final = 2105
APP_PACKAGE_ID: Final = 2106
APP_PACKAGE_NAME: Final = 2107
PATH: Final = 3001
ADMIN_ACL: Final = 6027
APP_POOL_COMMAND: Final = 9026
APP_POOL_STATE: Final = 9027
APP_POOL_ID: Final = 9101
ALLOW_PATH_INFO: Final = 2095
CGI_TIMEOUT: Final = 6033
RELAY_IP_LIST: Final = 36970
PATH_MAP: Final = 65600
APP_STATUS: Final = 65602  # volatile, at the key an application starts at
APP_DISABLED: Final = 65603  # there too, but lasting; no property of the schema
SITE_COUNTERS: Final = 65604  # volatile, at the key of a site
WORKER_REPORT: Final = 65605  # volatile, at the key of a process below WORKERS
APP_REQUESTS: Final = 65606  # volatile, at the key an application starts at
LEAK_REPORT: Final = 65607  # volatile, at the key of an application or pool that was watched or explained
WORKERS: Final = "/LM/W3SVC/WorkerProcesses"
APP_REGISTRATION: Final = (APP_WAM_CLSID, APP_PACKAGE_ID, APP_PACKAGE_NAME)
APP_DEFINITION: Final = (  # what makes a key the start of an application, and says how it runs
    APP_ROOT,
    APP_ISOLATED,
    APP_FRIENDLY_NAME,
    APP_POOL_ID,
    APP_DISABLED,
    *APP_REGISTRATION,
)


class ServerState(IntEnum):
    """The states of a site, as ServerState holds them; those of a pool are the first four.

    Source: docs/behaviour.md, state-1.
    """

    STARTING = 1
    STARTED = 2
    STOPPING = 3
    STOPPED = 4
    PAUSING = 5
    PAUSED = 6
    CONTINUING = 7


class ServerCommand(IntEnum):
    """The commands a site takes in ServerCommand; a pool takes the first two in AppPoolCommand.

    Source: docs/behaviour.md, state-2.
    """

    START = 1
    STOP = 2
    PAUSE = 3
    CONTINUE = 4


class AppMode(IntEnum):
    """Where an application runs, as AppIsolated holds it. Source: docs/behaviour.md, state-3."""

    IN_PROCESS = 0
    ISOLATED = 1
    POOLED = 2


class AppStatus(IntEnum):
    """What AppGetStatus2 answers. Source: docs/behaviour.md, state-4."""

    STOPPED = 0
    RUNNING = 1
    NOT_DEFINED = 2


class PoolIdentity(IntEnum):
    """Whom a pool runs as, as AppPoolIdentityType holds it. Source: docs/behaviour.md, state-5."""

    LOCAL_SYSTEM = 0
    LOCAL_SERVICE = 1
    NETWORK_SERVICE = 2
    SPECIFIC_USER = 3
