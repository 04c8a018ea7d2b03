"""The form of an upload."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.screens.exchange.told import cleanup_choices

# A community of a million enrollments fits several times; more than that is brought by the command line.
LARGEST_UPLOAD = 4 * 1024**3
_MOST_PROJECTS = 500
_NEW = "new"


class UploadForm(forms.Form):
    """Which file, which system it comes from, and whether to look at it first.

    Sources that are known already are chosen and not typed: a slip of the finger would store everybody twice.
    """

    upload = forms.FileField(
        label=gettext_lazy("HMIS CSV file"),
        help_text=gettext_lazy("The zip as the other system made it. FY2026 or FY2024 format."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty. Make the export again."),
        },
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where it comes from"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Each file of a source is compared with what came from it before. Choose the same source each time."
        ),
        error_messages={"required": gettext_lazy("Say which system the file comes from.")},
    )
    new_source = forms.CharField(
        label=gettext_lazy("Name of the new source"),
        help_text=gettext_lazy("The name of the system or community, such as “Harbor County HMIS”."),
        max_length=100,
        required=False,
    )
    first = forms.ChoiceField(
        label=gettext_lazy("What to do with it"),
        widget=forms.RadioSelect,
        choices=[
            ("preview", gettext_lazy("Show me first what would change. Nothing is stored until I agree.")),
            ("import", gettext_lazy("Import it at once. I am asked only when much would change.")),
        ],
        initial="preview",
    )
    projects = forms.CharField(
        label=gettext_lazy("Only these programs"),
        help_text=gettext_lazy(
            "Their ProjectIDs as Project.csv has them, one on a line. Leave this empty to take all programs."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    matching = forms.ChoiceField(
        label=gettext_lazy("How clients of a new source are recognized among those who are here already"),
        help_text=gettext_lazy(
            "Nobody is merged on a guess: whoever is only much alike goes to a list for you to look at."
        ),
        widget=forms.RadioSelect,
        required=False,
    )

    cleanups = forms.MultipleChoiceField(
        label=gettext_lazy("What to put right on arrival"),
        help_text=gettext_lazy(
            "HUD wants this mended in the system that made the file. What you tick here is listed with its changes "
            "before you agree."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        sources: Sequence[tuple[str, str]],
        matchings: Sequence[tuple[str, str]],
        chosen: str = "",
    ) -> None:
        """`sources` are the ids and names of the known ones; `chosen` is the id that the form opens with.

        `matchings` are the ways to recognise clients, the usual one first.
        """
        super().__init__(data, files)
        self.fields["matching"].choices = matchings  # type: ignore[attr-defined]
        self.fields["matching"].initial = matchings[0][0]
        self.fields["cleanups"].choices = cleanup_choices()  # type: ignore[attr-defined]
        self.known = dict(sources)
        source, new_source = self.fields["source"], self.fields["new_source"]
        if self.known:
            new = (_NEW, _("A system that is not listed here"))
            source.choices = [*self.known.items(), new]  # type: ignore[attr-defined]
            source.initial = chosen if chosen in self.known else None
        else:
            del self.fields["source"]
            new_source.label = _("Where it comes from")
            new_source.required = True
            new_source.error_messages["required"] = _("Name the system that the file comes from.")

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST_UPLOAD:
            size, most = filesizeformat(upload.size), filesizeformat(LARGEST_UPLOAD)
            message = _(
                "This file has %(size)s; at most %(most)s can be uploaded. Ask the operator to import it by command."
            )
            raise forms.ValidationError(message % {"size": size, "most": most})
        upload.seek(0)
        begins_as_zip = upload.read(2) == b"PK"
        upload.seek(0)
        if not begins_as_zip:
            raise forms.ValidationError(
                _("This is no zip file. Choose the zip that the other system made, as it is.")
            )
        if not zipfile.is_zipfile(upload):
            raise forms.ValidationError(
                _("This zip is damaged or cut short. Send or download it again, then choose it here.")
            )
        upload.seek(0)
        return upload

    def clean_matching(self) -> str:
        return self.cleaned_data["matching"] or str(self.fields["matching"].initial)

    def clean_projects(self) -> list[str]:
        given = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["projects"].strip())))
        if len(given) > _MOST_PROJECTS:
            message = _("At most %(most)s programs can be named. Leave this empty to take all.")
            raise forms.ValidationError(message % {"most": _MOST_PROJECTS})
        return [one for one in given if one]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("new_source", "")
        if cleaned.get("source", _NEW) != _NEW:
            if name:
                self.add_error(
                    "new_source",
                    _("A known source is chosen above. Empty this, or choose the last line above."),
                )
        elif self.known and "source" in cleaned and not name:
            self.add_error("new_source", _("Name the system that the file comes from."))
        elif same := next((one for one in self.known.values() if one.casefold() == name.casefold()), None):
            self.add_error("new_source", _("%(name)s is known already: choose it above.") % {"name": same})
        return cleaned

    @property
    def is_new_source(self) -> bool:
        """Whether the source was not known. Only of a valid form."""
        return self.cleaned_data.get("source", _NEW) == _NEW

    def asked(self) -> dict[str, Any]:
        """Give what starting an import takes. Only of a valid form."""
        data = self.cleaned_data
        chosen = data.get("source", _NEW)
        return {
            "source_name": self.known.get(chosen) or data["new_source"],
            "project_ids": data["projects"],
            "is_dry_run": data["first"] == "preview",
            "cleanups": data["cleanups"],
        }
