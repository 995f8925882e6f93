"""Addresses of the applicant's pages. They name authority and service; nothing personal is ever in a path."""

from django.urls import path

from dienstweg.applications import status_views, views

app_name = "applications"
BASE = "dienst/<str:ars>/<slug:slug>/antrag/"

urlpatterns = [
    path(BASE, views.begin, name="begin"),
    path(BASE + "pruefen/", views.check, name="check"),
    path(BASE + "spaeter/", views.later, name="later"),
    path(BASE + "beleg/", views.receipt, name="receipt"),
    path(BASE + "beleg.pdf", views.receipt_file, name="receipt_file"),
    path(BASE + "neu/", views.another, name="another"),
    path(BASE + "seite/<slug:page>/", views.step, name="step"),
    path(BASE + "seite/<slug:page>/entfernen/<str:path>/", views.remove_row, name="remove_row"),
    path("stand/", status_views.status, name="status"),
    path("stand/vorgang/", status_views.status_page, name="status_page"),
    path("stand/vorgang/beleg.pdf", status_views.status_receipt, name="status_receipt"),
    path("stand/vorgang/dokument/<int:number>/", status_views.status_document, name="status_document"),
    path("stand/schliessen/", status_views.status_leave, name="status_leave"),
]
