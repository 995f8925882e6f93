"""Addresses of the applicant's pages. They name authority and service; nothing personal is ever in a path."""

from django.urls import path

from dienstweg.applications import correct_views, proof_views, reply_views, status_views, views

app_name = "applications"
BASE = "dienst/<str:ars>/<slug:slug>/antrag/"

urlpatterns = [
    path(BASE, views.begin, name="begin"),
    path(BASE + "pruefen/", views.check, name="check"),
    path(BASE + "spaeter/", views.later, name="later"),
    path(BASE + "beleg/", views.receipt, name="receipt"),
    path(BASE + "beleg.pdf", views.receipt_file, name="receipt_file"),
    path(BASE + "leer/", views.blank, name="blank"),
    path(BASE + "uebersicht/", views.overview, name="overview"),
    path(BASE + "neu/", views.another, name="another"),
    path(BASE + "seite/<slug:page>/", views.step, name="step"),
    path(BASE + "seite/<slug:page>/entfernen/<str:path>/", views.remove_row, name="remove_row"),
    path("stand/", status_views.status, name="status"),
    path("stand/vorgang/", status_views.status_page, name="status_page"),
    path("stand/vorgang/antworten/", reply_views.reply, name="reply"),
    path("stand/vorgang/zurueckziehen/", reply_views.withdraw, name="withdraw"),
    path("stand/vorgang/einwilligung/", reply_views.consent, name="consent"),
    path("stand/vorgang/alles.zip", reply_views.everything, name="everything"),
    path("stand/vorgang/aendern/", correct_views.begin, name="correct"),
    path("stand/vorgang/aendern/pruefen/", correct_views.check, name="correct_check"),
    path("stand/vorgang/aendern/seite/<slug:page>/", correct_views.step, name="correct_step"),
    path(
        "stand/vorgang/aendern/seite/<slug:page>/entfernen/<str:path>/", correct_views.remove_row, name="correct_remove"
    ),
    path("stand/vorgang/beleg.pdf", status_views.status_receipt, name="status_receipt"),
    path("stand/vorgang/dokument/<int:number>/", status_views.status_document, name="status_document"),
    path("beleg-pruefen", proof_views.proof, name="proof"),
    path(".well-known/dienstweg-belege.json", proof_views.proof_keys, name="proof_keys"),
    path("stand/schliessen/", status_views.status_leave, name="status_leave"),
]
