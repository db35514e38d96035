"""What the web server loads: all sites in one application."""

import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

from dancu.platform.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dancu.config.settings.production")
os.environ.setdefault("DANCU_ROLE", "web")
if os.environ.get("DANCU_SUPERVISED"):
    # A worker whose server was killed, be it while this is read, would otherwise keep the port and answer with yesterday's code.
    server = multiprocessing.parent_process()
    die_with_parent(signal.SIGKILL, parent=server.pid if server else None)
application = get_wsgi_application()
