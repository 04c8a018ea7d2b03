"""The inbox: what one was told, read or not; how one wants to be told. See hearth/actions/inbox.py."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.viewer import Viewer, requires
from hearth.actions.inbox import (
    choices,
    in_words,
    inbox,
    keep_choices,
    mail_language,
    read_all,
    read_notice,
    unread,
)
from hearth.actions.send_notices import mails_that_failed
from hearth.ui import notices

_ON_A_PAGE = 25
_WAYS = {
    "inbox": gettext_lazy("Inbox only"),
    "at_once": gettext_lazy("Inbox, and a mail at once"),
    "daily": gettext_lazy("Inbox, and in one mail a day"),
    "off": gettext_lazy("Not at all"),
}


class PreferencesForm(forms.Form):
    """One choice for each event that can reach the person, and the language of their mails."""

    language = forms.ChoiceField(label=gettext_lazy("Language of mails"), choices=settings.LANGUAGES)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": mail_language(viewer) or get_language()}
        super().__init__(*args, **kwargs)
        # What has one way only is told, not asked.
        offered = choices(viewer)
        self.fixed = [one for one in offered if len(one.allowed) == 1]
        self.chosen_events = [one.event for one in offered if len(one.allowed) > 1]
        for one in offered:
            if len(one.allowed) > 1:
                self.fields[one.event] = forms.ChoiceField(
                    label=one.subject, choices=[(way, _WAYS[way]) for way in one.allowed], initial=one.chosen
                )

    def chosen(self) -> dict[str, str]:
        """Give the way chosen per event. Only of a valid form."""
        return {event: self.cleaned_data[event] for event in self.chosen_events}


@require_safe
def inbox_page(request: Any) -> HttpResponse:
    """Show the notices, newest first; `?show=unread` leaves out what was read."""
    viewer: Viewer = request.viewer
    only_unread = request.GET.get("show") == "unread"
    page = Paginator(inbox(viewer, unread_only=only_unread), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notices/inbox.html",
        {
            "page": page,
            "rows": [in_words(notice) for notice in page.object_list],
            "only_unread": only_unread,
            "unread": unread(viewer),
            "sees_mails": viewer.may("see_backups"),
            "failed": mails_that_failed().count() if viewer.may("see_backups") else 0,
            "zone": viewer.zone,
        },
    )


@require_POST
def open_notice(request: Any, notice_id: uuid.UUID) -> HttpResponse:
    """Mark a notice as read, and go where it leads: back to the inbox where it leads nowhere or `stay` is asked."""
    address = read_notice(request.viewer, notice_id)
    return redirect(address if address and "stay" not in request.POST else "notices:inbox")


@require_POST
def all_read(request: Any) -> HttpResponse:
    """Mark everything as read."""
    count = read_all(request.viewer)
    told = ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", count)
    notices.saved(request, told % {"count": count})
    return redirect("notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: Any) -> HttpResponse:
    """Ask how the person wants to be told of each event."""
    form = PreferencesForm(request.viewer, request.POST if request.method == "POST" else None)
    if form.is_valid():
        keep_choices(request.viewer, form.chosen(), form.cleaned_data["language"])
        notices.saved(request, _("You are told in this way from now on."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form, "fixed": form.fixed})


@require_safe
@requires("see_backups")
def failed_mails(request: Any) -> HttpResponse:
    """Show who runs this system which mails did not go out, and why."""
    page = Paginator(mails_that_failed(), _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, in_words(notice)) for notice in page.object_list]
    return render(
        request, "notices/failed_mails.html", {"page": page, "rows": rows, "zone": request.viewer.zone}
    )
