"""An application whose import takes as long as the environment says."""

import os
import time

time.sleep(float(os.environ.get("SLOW_START", "0")))


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
