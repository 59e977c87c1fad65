from django.urls import path

from .glossario.views import glossario, voce
from .views import scheda

urlpatterns = [
    path("<str:codice>/", scheda, name="sussidiario_scheda"),
    path("<str:codice>/<slug:anno>/", scheda, name="sussidiario_scheda_anno"),
]

glossario_urlpatterns = [
    path("", glossario, name="sussidiario_glossario"),
    path("<slug:codice>/", voce, name="sussidiario_voce"),
]
