"""The entry point of the web process (gunicorn)."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienstweg.config.settings")

application = get_wsgi_application()

from dienstweg.config.startup import refuse_demo_accounts  # noqa: E402  # models load only after Django did

refuse_demo_accounts(settings.ENVIRONMENT.mode)
connections.close_all()  # worker processes open their own
gc.collect()
gc.freeze()  # what is loaded now stays: workers share it, and the collector need not look at it again
