"""Every address of the product, station by station."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dienstweg.applications.urls")),
    path("", include("dienstweg.casework.urls")),
    path("", include("dienstweg.studio.urls")),
    path("", include("dienstweg.portal.urls")),
]
