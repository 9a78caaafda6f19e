"""Classic ASP: the pages of one application, with its sessions.

`AspApplication.serve` answers one request, blocking, on any thread; many run at once. What it needs of a
request and how it answers is in `exchange`; what the metabase says about the application is in `settings`.
"""

from adsiis.vbs.asp.application import AspApplication
from adsiis.vbs.asp.exchange import AspRequest, Sink
from adsiis.vbs.asp.settings import AspSettings, asp_settings

__all__ = ["AspApplication", "AspRequest", "AspSettings", "Sink", "asp_settings"]
