"""Public addresses. ``key`` is an official key (ARS, AGS or county key); an old one leads on."""

from django.urls import path

from dienstweg.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", views.search, name="search"),
    path("dienst/<slug:slug>/", views.service_without_place, name="service_without_place"),
    path("dienst/<str:key>/<slug:slug>/", views.service, name="service"),
    path("behoerde/<str:key>/", views.authority_page, name="authority"),
    path("barrierefreiheit/", views.legal_page, {"page": "accessibility"}, name="accessibility"),
    path("datenschutz/", views.legal_page, {"page": "privacy"}, name="privacy"),
    path("impressum/", views.legal_page, {"page": "imprint"}, name="imprint"),
]
