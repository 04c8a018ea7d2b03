"""Each text of the standard that forms show has its line in the Spanish catalog; what is said most is translated."""

from datetime import date

from babel.messages.pofile import read_po
from django.utils.translation import override

from hearth.forms.build import build
from hearth.forms.messages import CATALOG, texts, written
from hearth.hud.collection import PersonFacts, ProjectFacts
from hearth.hud.elements import elements
from hearth.hud.form_orders import form_orders


def translated_texts() -> set[str]:
    with CATALOG.open("rb") as file:
        return {str(message.id) for message in read_po(file, locale="es") if message.id and message.string}


def test_the_catalog_holds_the_texts_as_they_are_now() -> None:
    assert CATALOG.read_text("utf-8") == written(), "run: .venv/bin/python -m hearth.forms.messages"


def test_what_everybody_is_asked_is_there_in_spanish() -> None:
    universal = {number for number, each in elements().items() if each.kind == "universal" and each.is_active}
    longer = {text for number in universal for text in (elements()[number].help, elements()[number].example)}
    wanted = {text for text, place in texts() if place in universal or place.startswith("form ")} - longer
    said = translated_texts()
    assert sorted(text for text in wanted if text and not text.isdigit() and text not in said) == []
    for order in form_orders().values():
        assert {section.heading for section in order.sections} <= said


def test_a_form_speaks_spanish() -> None:
    with override("es"):
        person, on = PersonFacts(age=35, relationship=1), date(2026, 2, 1)
        form = build("start", ProjectFacts(type=3), [2], person, on, data={})
        field = form.fields["Enrollment_DisablingCondition"]
        assert field.label == "¿Tiene una condición discapacitante?"
        assert "El cliente prefiere no responder" in str(form["Enrollment_DisablingCondition"])
        assert "Ingresos" in [section.heading for section in form.sections()]
        assert form.is_valid()
        assert "¿Tiene algún ingreso?" in {notice.label for notice in form.todos}
