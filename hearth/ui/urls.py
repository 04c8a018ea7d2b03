"""The component page; the site includes this at "ui/"."""

from django.urls import path

from hearth.ui.component_page import component_page

app_name = "ui"
urlpatterns = [path("components/", component_page, name="components")]
