"""Addresses of setting up programs; they lie under /programs/."""

from django.urls import path

from hearth.screens.program_setup import agencies, inventory, offers, screen, sites, unit_for, units

app_name = "program_setup"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.add, name="add_agency"),
    path("agencies/<uuid:organization_id>/", agencies.change, name="change_agency"),
    path("agencies/<uuid:organization_id>/new-program/", screen.add, name="add_program"),
    path("agencies/<uuid:organization_id>/sites/", sites.listing, name="sites"),
    path("sites/<uuid:site_id>/", sites.change, name="change_site"),
    path("<uuid:project_id>/setup/", screen.setup, name="setup"),
    path("<uuid:project_id>/setup/program/", screen.change, name="change"),
    path("<uuid:project_id>/setup/<str:part>/new/", screen.add_row, name="add_row"),
    path("rows/<str:part>/<uuid:described_id>/", screen.change_row, name="change_row"),
    path("rows/<str:part>/<uuid:described_id>/take-out/", screen.take_out, name="take_out"),
    path("<uuid:project_id>/services/", offers.services, name="services"),
    path("services/<uuid:offer_id>/end/", offers.end, name="end_offer"),
    path("<uuid:project_id>/units/", units.board, name="units"),
    path("<uuid:project_id>/units/new/", units.add, name="add_unit"),
    path("units/<uuid:unit_id>/for-whom/", unit_for.change, name="unit_for"),
    path("units/<uuid:unit_id>/take-out/", units.take_out, name="take_out_unit"),
    path("beds/<uuid:bed_id>/offline/", units.offline, name="offline"),
    path("beds/<uuid:bed_id>/online/", units.online, name="online"),
    path("inventory-requests/", inventory.requests_list, name="requests"),
    path("inventory-requests/<uuid:request_id>/", inventory.decide, name="decide"),
    path("<uuid:project_id>/inventory/ask/", inventory.ask_new, name="ask_new"),
    path("inventory/<uuid:inventory_id>/ask/", inventory.ask_change, name="ask_change"),
]
