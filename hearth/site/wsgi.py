"""The door of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.site.settings")
application = get_wsgi_application()

# All screens are loaded now and not by the first request. What lives as long as the process is no garbage: looking
# through it again and again is time that some request waits.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
