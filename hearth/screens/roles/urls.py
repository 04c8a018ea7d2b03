"""Addresses of roles."""

from django.urls import path

from hearth.screens.roles import choose, people, screen, why

app_name = "roles"
urlpatterns = [
    path("", screen.rights_of_roles, name="roles"),
    path("sets/<slug:role_set>/", choose.choose, name="choose"),
    path("why/", why.why, name="why"),
    path("people/", people.list_people, name="people"),
    path("people/list.csv", people.list_as_csv, name="people_csv"),
    path("people/<uuid:account_id>/", people.roles_of_person, name="person"),
    path("people/<uuid:account_id>/take-away/", people.take_away, name="take_away"),
]
