"""Addresses of the form explorer and of the CoCs' own rules."""

from django.urls import path

from hearth.screens.form_explorer import element, rules, screen

app_name = "form_explorer"
urlpatterns = [
    path("", screen.explorer, name="explorer"),
    path("programs/<uuid:project_id>/", screen.program, name="program"),
    path("elements/<str:number>/", element.element, name="element"),
    path("local-rules/", rules.all_rules, name="rules"),
    path("local-rules/<str:coc_code>/", rules.rules, name="rules_of_coc"),
]
