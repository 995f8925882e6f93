"""The entry point of the web process (gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienstweg.config.settings")

application = get_wsgi_application()
