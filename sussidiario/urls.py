from django.urls import path

from .views import scheda

urlpatterns = [
    path("<str:codice>/", scheda, name="sussidiario_scheda"),
    path("<str:codice>/<slug:anno>/", scheda, name="sussidiario_scheda_anno"),
]
