"""The sites of an agency, where each lies, and whether that is told outside. Action: hearth/actions/keep_site.py."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.sites import site_to_keep, sites_of
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.keep_program import RIGHT
from hearth.actions.keep_site import SiteSaid, keep_site
from hearth.actions.refusal import NotDone
from hearth.screens.refusable import RefusableForm
from hearth.ui import notices

_DIGITS = {"inputmode": "numeric"}


class SiteForm(RefusableForm):
    """A site."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Whoever sees the program reads it: no address that must stay secret."),
    )
    address = forms.CharField(label=gettext_lazy("Street and number"), max_length=200, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=50, required=False)
    state = forms.CharField(
        label=gettext_lazy("State"), max_length=2, required=False, help_text=gettext_lazy("Two letters.")
    )
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code"), max_length=5, required=False, widget=forms.TextInput(attrs=_DIGITS)
    )
    geocode = forms.CharField(
        label=gettext_lazy("Geocode"),
        max_length=6,
        required=False,
        help_text=gettext_lazy("HUD’s six digits for the place, as in the program’s set-up."),
        widget=forms.TextInput(attrs=_DIGITS),
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("The address stays inside the agency"),
        required=False,
        help_text=gettext_lazy("Nobody outside reads it, leads neither. They cannot change it again."),
    )

    def clean_state(self) -> str:
        """Give the state in capitals."""
        return str(self.cleaned_data["state"]).upper()

    def refuse(self, refusal: NotDone) -> None:
        """Say why it was not done, at the field to mend."""
        for problem in refusal.problems:
            field = problem.rule.partition("/")[2]
            self.add_error(field if field in self.fields else None, problem.message)


@require_safe
@requires("see_programs")
def listing(request: Any, organization_id: uuid.UUID) -> HttpResponse:
    """List the sites of an agency, to be read and to be printed."""
    viewer: Viewer = request.viewer
    organization = viewer.organizations.filter(pk=organization_id).first()
    if organization is None:
        raise NotVisible("There is no such agency.")
    context = {
        "organization": organization,
        "sites": sites_of(viewer, organization.pk),
        "may_keep": viewer.may(RIGHT, organization=organization),
    }
    return render(request, "program_setup/sites.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change(request: Any, site_id: uuid.UUID) -> HttpResponse:
    """Show what a site is, and change it."""
    viewer: Viewer = request.viewer
    site = site_to_keep(viewer, site_id)
    if not viewer.may(RIGHT, organization=site.organization):
        raise PermissionDenied
    known = {name: getattr(site, name) for name in SiteForm.base_fields}
    form = SiteForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            keep_site(viewer=viewer, site_id=site.pk, said=SiteSaid(**form.cleaned_data))
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Saved: %(site)s.") % {"site": form.cleaned_data["name"]})
            return redirect("program_setup:sites", site.organization_id)
    return render(request, "program_setup/site.html", {"form": form, "site": site})
