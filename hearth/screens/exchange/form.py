"""The form of an upload."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A community of a million enrollments fits several times; more than that is brought by the command line.
LARGEST_UPLOAD = 4 * 1024**3


class UploadForm(forms.Form):
    """Which file, and which system it comes from. What is in the file is judged by the import itself."""

    upload = forms.FileField(
        label=gettext_lazy("HMIS CSV file"),
        help_text=gettext_lazy("The zip as the other system made it. FY2026 format."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty. Make the export again."),
        },
    )
    source_name = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy(
            "The name of the system or community, such as “Harbor County HMIS”. One export can be imported from each."
        ),
        max_length=100,
        error_messages={"required": gettext_lazy("Name the system that the file comes from.")},
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST_UPLOAD:
            size, most = filesizeformat(upload.size), filesizeformat(LARGEST_UPLOAD)
            message = _(
                "This file has %(size)s; at most %(most)s can be uploaded. Ask the operator to import it by command."
            )
            raise forms.ValidationError(message % {"size": size, "most": most})
        return upload
