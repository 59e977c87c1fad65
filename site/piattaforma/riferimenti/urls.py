from django.urls import path

from .views import norme_citate

urlpatterns = [path("", norme_citate, name="riferimenti_norme")]
