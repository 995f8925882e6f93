"""Every address of the product, station by station."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from dienstweg.web.specimen import specimen

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dienstweg.applications.urls")),
    path("", include("dienstweg.casework.urls")),
    path("", include("dienstweg.studio.urls")),
    path("", include("dienstweg.portal.urls")),
]

if settings.ENVIRONMENT.mode != "production":
    urlpatterns.append(path("bausteine", specimen, name="specimen"))

handler400 = "dienstweg.web.errors.bad_request"
handler403 = "dienstweg.web.errors.forbidden"
handler404 = "dienstweg.web.errors.not_found"
handler500 = "dienstweg.web.errors.server_error"
