"""Where each task lives. A task's folder brings its own addresses; its app_name is the folder's name."""

from django.urls import include, path

urlpatterns = [
    path("", include("hearth.screens.home.urls")),
    path("clients/", include("hearth.screens.find_client.urls")),
    path("clients/add/", include("hearth.screens.add_client.urls")),
    path("clients/", include("hearth.screens.client.urls")),
    path("clients/", include("hearth.screens.homelessness.urls")),
    path("clients/", include("hearth.screens.profile.urls")),
    path("clients/", include("hearth.screens.printed_record.urls")),
    path("duplicates/", include("hearth.screens.duplicates.urls")),
    path("log/", include("hearth.screens.log.urls")),
    path("history/", include("hearth.screens.history.urls")),
    path("", include("hearth.screens.privacy.urls")),
    path("", include("hearth.screens.release.urls")),
    path("intake/", include("hearth.screens.intake.urls")),
    path("", include("hearth.screens.enrollment.urls")),
    path("", include("hearth.screens.collection.urls")),
    path("services/", include("hearth.screens.services.urls")),
    path("exit/", include("hearth.screens.exit_household.urls")),
    path("programs/", include("hearth.screens.programs.urls")),
    path("forms/", include("hearth.screens.form_explorer.urls")),
    path("reports/", include("hearth.screens.reports.urls")),
    path("data/", include("hearth.screens.exchange.urls")),
    path("data/", include("hearth.screens.export.urls")),
    path("self-checks/", include("hearth.screens.self_checks.urls")),
    path("inbox/", include("hearth.screens.notices.urls")),
    path("settings/", include("hearth.screens.settings.urls")),
    path("roles/", include("hearth.screens.roles.urls")),
    path("account/", include("hearth.screens.account.urls")),
    path("people/", include("hearth.screens.accounts.urls")),
]
