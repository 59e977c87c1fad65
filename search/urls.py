"""The addresses of search: results, what completes them, the feed of a search."""

from django.urls import path

from .views import feed, risultati, suggerimenti

urlpatterns = [
    path("", risultati.risultati, name="search_risultati"),
    path("suggerimenti/", suggerimenti.suggerimenti, name="search_suggerimenti"),
    path("atom/", feed.atom, name="search_atom"),
]
