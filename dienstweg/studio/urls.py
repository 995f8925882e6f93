"""Addresses of the modellers' pages; open to everybody."""

from django.urls import path

from dienstweg.studio import views

app_name = "studio"

urlpatterns = [
    path("schema", views.schema, name="schema"),
    path("schema/formular", views.form, name="form"),
]
