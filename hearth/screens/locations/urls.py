"""Addresses of where clients can be found."""

from django.urls import path

from hearth.screens.locations import screen, tiles

app_name = "locations"
urlpatterns = [
    path("clients/<uuid:client_id>/locations/", screen.locations, name="client"),
    path("locations/<uuid:location_id>/current/", screen.current, name="current"),
    path("map.pmtiles", tiles.tiles, name="map"),
]
