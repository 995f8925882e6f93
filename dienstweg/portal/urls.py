"""Public addresses. ``key`` is an official key (ARS, AGS or county key); an old one leads on."""

from django.urls import path

from dienstweg.portal import barrier_report, legal_pages, links, public_services, service_page, views
from dienstweg.portal.search.views import search

app_name = "portal"
AUTHORITY = "behoerde/<str:key>/"

urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", search, name="search"),
    path("leistungen/<slug:leika_key>/", public_services.public_service, name="public_service"),
    path("lebenslagen/", public_services.life_situations, name="life_situations"),
    path("lebenslagen/<slug:slug>/", public_services.life_situation, name="life_situation"),
    path("dienst/<slug:slug>/", service_page.service_without_place, name="service_without_place"),
    path("dienst/<str:key>/<slug:slug>/", service_page.service, name="service"),
    path("dienst/<str:key>/<slug:slug>/datenschutz/", legal_pages.data_protection, name="data_protection"),
    path(AUTHORITY, views.authority_page, name="authority"),
    path(AUTHORITY + "barriere-melden/", barrier_report.report_barrier, name="report_barrier"),
    *(
        path(f"{before}{slug}/", view, {"page": page}, name=f"{prefix}{page}")
        for before, view, prefix in (
            ("", legal_pages.legal_page, ""),
            (AUTHORITY, legal_pages.authority_legal_page, "authority_"),
        )
        for slug, page in (("barrierefreiheit", "accessibility"), ("datenschutz", "privacy"), ("impressum", "imprint"))
    ),
    path("links.csv", links.links, name="links"),
    path("<str:key>/links.csv", links.authority_links, name="authority_links"),
    path("<str:key>/leika/<str:leika_key>", service_page.by_leika, name="leika"),
]
