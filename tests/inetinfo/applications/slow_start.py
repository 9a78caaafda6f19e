"""An application whose import takes a minute once a file is there."""

import os
import time

if os.path.exists(os.environ["SLOW_START"]):
    time.sleep(60)


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
