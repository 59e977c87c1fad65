"""Outgoing mail to look at, for demonstrations: mount at `/posta-di-prova/`."""

from django.urls import path

from . import views

app_name = "posta"
urlpatterns = [
    path("", views.elenco, name="prova_elenco"),
    path("<str:codice>/", views.messaggio, name="prova_messaggio"),
    path("<str:codice>/html/", views.messaggio_html, name="prova_messaggio_html"),
]
