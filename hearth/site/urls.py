"""Which address belongs to whom. Each screens folder brings its own `urls.py`; the list below places it."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
