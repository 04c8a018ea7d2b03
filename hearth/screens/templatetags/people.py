"""Filters of the screens: a client's name and age, codes in words."""

from datetime import date
from typing import Any

from django import template

from hearth.actions.stamp import person_name
from hearth.hud.words import words_for
from hearth.rules.client.age import age_on

register = template.Library()
register.filter("person_name", person_name)


@register.filter
def age(born: date | None, day: date) -> int | None:
    """The age on a day in whole years: `{{ client.dob|age:today }}`."""
    return age_on(day, born)


@register.filter
def words(value: Any, column: str) -> str:
    """A code in words: `{{ project.project_type|words:"Project.ProjectType" }}`."""
    file, _, name = column.partition(".")
    return words_for(file, name, value)
