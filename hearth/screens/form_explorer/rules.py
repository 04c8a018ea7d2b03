"""What each CoC asks beyond HUD: read by everybody, kept by the HMIS lead. Action: keep_local_rules."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_local_rules import keep_local_rules
from hearth.actions.refusal import NotDone
from hearth.forms.local_rules import coc_names, versions
from hearth.hud.local_faults import faults
from hearth.ui import notices

_LARGEST_FILE = 200_000


class RulesForm(forms.Form):
    """The rules as text, or the file that has them. The file wins: it was chosen last."""

    text = forms.CharField(
        label=gettext_lazy("Rules"),
        required=False,
        strip=False,
        max_length=_LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy(
            "In the schema of the standard. Leave it empty to ask what HUD asks, nothing else."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file with the rules"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> str | None:
        """Give the file's text; None where none was sent."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > _LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large for rules."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This file is not text in UTF-8.")) from None

    def rules(self) -> str:
        """Give the text to keep. Only of a valid form."""
        file: str | None = self.cleaned_data["file"]
        return self.cleaned_data["text"] if file is None else file


@require_safe
@requires("see_programs")
def all_rules(request: Any) -> HttpResponse:
    """List the CoCs, each with whether it asks more than HUD, since when and by whom."""
    rows = []
    for code, name in coc_names().items():
        kept = versions(code)
        newest = kept[-1] if kept else None
        rows.append((code, name, newest if newest and newest.text else None))
    return render(request, "form_explorer/rules.html", {"rows": rows, "zone": request.viewer.zone})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def rules(request: Any, coc_code: str) -> HttpResponse:
    """Show a CoC's rules; who has the right may keep others."""
    viewer: Viewer = request.viewer
    name = coc_names().get(coc_code)
    if name is None:
        raise Http404
    kept = versions(coc_code)
    text = kept[-1].text if kept else ""
    is_sent = request.method == "POST"
    form = RulesForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, initial={"text": text}
    )
    if form.is_valid():
        try:
            keep_local_rules(by=viewer, coc_code=coc_code, text=form.rules())
        except NotDone as refusal:
            # What was in the file comes back in the box, where it can be mended.
            form.data = {"text": form.rules()}
            for problem in refusal.problems:
                form.add_error("text", problem.message)
        else:
            notices.saved(request, _("The forms of %(coc)s use these rules now.") % {"coc": coc_code})
            return redirect("form_explorer:rules_of_coc", coc_code)
    return render(
        request,
        "form_explorer/rules_of_coc.html",
        {
            "code": coc_code,
            "name": name,
            "form": form,
            "text": text,
            "faults": faults(text) if text else [],
            "versions": list(reversed(kept)),
            "may_keep": viewer.may("keep_local_rules", coc=coc_code),
            "zone": viewer.zone,
        },
    )
