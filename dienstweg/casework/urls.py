"""Addresses of the office's pages; ``ars`` names the authority, and only its members find anything there."""

from django.contrib.auth.views import LoginView
from django.urls import path

from dienstweg.casework import counter_views, password_views, request_views, views

app_name = "casework"

urlpatterns = [
    path("amt/", views.home, name="home"),
    path("amt/anmelden/", LoginView.as_view(template_name="casework/login.html"), name="login"),
    path("amt/abmelden/", counter_views.log_out, name="logout"),
    path("amt/passwort/", password_views.password, name="password"),
    path("amt/<str:ars>/eingang/", views.inbox_page, name="inbox"),
    path("amt/<str:ars>/schalter/", counter_views.counter, name="counter"),
    path("amt/<str:ars>/vorgang/<str:reference>/", views.case, name="case"),
    path("amt/<str:ars>/vorgang/<str:reference>/entscheiden/", views.decide, name="decide"),
    path("amt/<str:ars>/vorgang/<str:reference>/rueckfrage/", request_views.ask, name="ask"),
    path(
        "amt/<str:ars>/vorgang/<str:reference>/rueckfrage/<int:number>/schliessen/",
        request_views.close,
        name="close_request",
    ),
    path("amt/<str:ars>/vorgang/<str:reference>/dokument/<int:number>/per-post/", request_views.posted, name="posted"),
    path("amt/<str:ars>/vorgang/<str:reference>/daten.json", views.data, {"form": "json"}, name="data_json"),
    path("amt/<str:ars>/vorgang/<str:reference>/daten.xml", views.data, {"form": "xml"}, name="data_xml"),
    path("amt/<str:ars>/vorgang/<str:reference>/dokument/<int:number>/", views.document, name="document"),
]
