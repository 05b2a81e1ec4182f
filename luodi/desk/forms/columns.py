"""By hand: which heading of a sheet that was read in is which column."""

from collections.abc import Sequence
from typing import Any

from django import forms


class ColumnsForm(forms.Form):
    """One choice for each heading, named by its place: headings are no names of fields.

    `headings`: pairs of a heading and the column that it was read as.
    """

    def __init__(self, *args: Any, headings: Sequence[Sequence[str]], choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = [heading for heading, _column in headings]
        for place, (heading, column) in enumerate(headings):
            self.fields[f"c{place}"] = forms.ChoiceField(label=heading, required=False, choices=choices, initial=column)

    def columns(self) -> dict[str, str]:
        return {heading: self.cleaned_data[f"c{place}"] for place, heading in enumerate(self.headings)}
