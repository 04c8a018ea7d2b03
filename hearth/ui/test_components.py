"""Each component renders, links a field to its help and errors, and leaves nothing for a strict policy to refuse."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django_cotton.compiler_regex import CottonCompiler

from hearth.ui.component_page import ExampleForm, component_page
from hearth.ui.copy_assets import HERE, sprite
from hearth.ui.forms import DateField
from hearth.ui.templatetags.ui import count, initials, is_path

COMPONENTS = sorted((HERE / "templates" / "cotton").rglob("*.html"))
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


def get(path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def shown(markup: str, **values: object) -> str:
    """Render a piece of a screen's template as the loader would."""
    compiled = CottonCompiler().process("{% load ui %}" + markup)
    return str(engines["django"].from_string(compiled).render(values, get("/clients/?q=san&page=2")))


def component_page_text() -> str:
    with override_settings(HEARTH_STRIPE="demo"):
        return component_page(get("/ui/components/")).content.decode()


def test_no_sheet_asks_for_an_image_that_the_policy_refuses() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "static").rglob("*.css")}
    assert "bootstrap.min.css" in sheets
    without_comments = {
        name: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for name, text in sheets.items()
    }
    assert [name for name, text in without_comments.items() if "data:" in text] == []


def test_the_component_page_shows_every_component() -> None:
    page = (HERE / "templates/ui/components.html").read_text(encoding="utf-8")
    inside = "".join(path.read_text(encoding="utf-8") for path in COMPONENTS)
    # Whole pages of the login, shown by test_pages.py; and the forms of the standard, shown by the form explorer.
    without_page = {"entrance", "passkey", "question_list", "questions", "grid"}
    for path in COMPONENTS:
        name = path.relative_to(HERE / "templates/cotton").with_suffix("").as_posix()
        tag = "<c-" + name.replace("/", ".").replace("_", "-")
        assert name in without_page or re.search(tag + r"[\s>/]", page + inside), f"{tag}> is on no page"


def test_no_component_tag_reaches_a_page() -> None:
    assert "<c-" not in component_page_text()


def test_a_page_has_no_inline_style_and_no_inline_script() -> None:
    text = component_page_text()
    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_asks_for_eval_or_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"hx-on|[\"']js:|style=|https?://(?!www\.w3\.org)", text)


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    known = set(json.loads((HERE / "assets.json").read_text(encoding="utf-8"))["icons"])
    used = set()
    for path in HERE.parent.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"<c-icon name=\"([a-z0-9-]+)\"", text))
        used |= set(re.findall(r"\bicon=\"([a-z0-9-]+)\"", text))
    assert used - known == set()


def test_the_component_page_is_not_shown_where_real_people_are() -> None:
    with override_settings(HEARTH_STRIPE="", DEBUG=False), pytest.raises(Http404):
        component_page(get())


def test_a_field_is_linked_to_its_help_and_its_error() -> None:
    text = shown('<c-field :field="field" />', field=ExampleForm({}, auto_id="x_%s")["start"])
    assert 'aria-describedby="x_start_helptext x_start_error"' in text
    assert 'id="x_start_helptext"' in text
    assert 'id="x_start_error"' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-required="true"' in text


def test_answers_to_choose_from_stand_in_a_fieldset_with_a_legend() -> None:
    text = shown('<c-field :field="field" />', field=ExampleForm(auto_id="x_%s")["veteran"])
    assert "<legend" in text
    assert text.count('type="radio"') == 5
    assert 'for="x_veteran_3"' in text


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "optional" in shown('<c-field :field="field" />', field=ExampleForm()["nights"])
    assert "optional" not in shown('<c-field :field="field" />', field=ExampleForm()["name"])


def test_the_error_summary_links_to_each_field_and_can_take_the_focus() -> None:
    text = shown('<c-errors :form="form" />', form=ExampleForm({"name": "Rosa"}, auto_id="x_%s"))
    assert 'href="#x_start"' in text
    assert 'href="#x_members"' in text
    assert 'href="#x_name"' not in text
    assert 'tabindex="-1"' in text
    assert shown('<c-errors :form="form" />', form=ExampleForm()).strip() == ""


class Arrival(forms.Form):
    """A form with one date."""

    day = DateField()


def test_a_date_is_read_as_people_write_it() -> None:
    for written in ("2026-03-12", "03/12/2026", "3/12/26", "12 Mar 2026", "March 12, 2026"):
        form = Arrival({"day": written})
        assert form.is_valid(), written
        assert form.cleaned_data["day"].isoformat() == "2026-03-12"


def test_what_was_typed_for_a_date_is_not_lost() -> None:
    assert 'type="date"' in str(Arrival({"day": "2026-03-12"})["day"])
    wrong = str(Arrival({"day": "31/31/2026"})["day"])
    assert 'type="text"' in wrong
    assert 'value="31/31/2026"' in wrong


def test_a_table_says_how_much_of_the_whole_it_shows() -> None:
    page = Paginator(range(1204), 25).page(2)
    text = shown(
        '<c-table caption="Clients" :page="page" noun="clients"><c-slot name="head"><th>A</th></c-slot>'
        "<tr><td>1</td></tr></c-table>",
        page=page,
    )
    assert "Showing 25 of 1,204" in text
    assert "Page 2 of 49" in text
    assert "?q=san&amp;page=3" in text  # the search stays in the address


def test_an_empty_table_says_what_would_be_here() -> None:
    text = shown(
        '<c-table caption="Clients"><c-slot name="head"><th>A</th></c-slot>{% for row in rows %}<tr></tr>'
        '{% endfor %}<c-slot name="empty"><c-empty title="No clients yet" /></c-slot></c-table>',
        rows=[],
    )
    assert "No clients yet" in text
    assert "<table" not in text


def test_progress_asks_again_only_while_there_is_something_to_wait_for() -> None:
    running = shown('<c-progress label="Reading" value="5" max="10" poll="/runs/1/" />')
    assert 'hx-get="/runs/1/"' in running
    assert "5 of 10" in running
    assert "hx-get" not in shown('<c-progress label="Done" value="10" max="10" />')


def test_what_a_component_is_given_is_escaped() -> None:
    text = shown('<c-client-bar name="{{ name }}" />', name="<script>alert(1)</script>")
    assert "<script" not in text
    text = shown('<c-badge>{{ name }}</c-badge><c-copy value="{{ name }}" label="Copy" />', name='"><img>')
    assert "<img" not in text


def test_a_component_does_not_see_its_callers_variables() -> None:
    assert "someone" not in shown('<c-client-bar name="Rosa" />', photo="someone.jpg", identifier="someone")


def test_the_client_bar_says_when_the_age_is_not_known() -> None:
    assert "Age not known" in shown('<c-client-bar name="Rosa" :age="age" />', age=None)
    assert "Age 0" in shown('<c-client-bar name="Rosa" :age="age" />', age=0)


def test_a_button_passes_on_what_it_does_not_know() -> None:
    text = shown('<c-button name="do" value="exit" disabled>Exit</c-button>')
    assert 'name="do"' in text
    assert "disabled" in text
    assert "<a class" in shown('<c-button href="/x/">Open</c-button>')


def test_small_filters() -> None:
    assert count(1204) == "1,204"
    assert count("2026-12-01") == "2026-12-01"
    assert count(None) == "–"
    assert initials("rosa maría delgado") == "RD"
    assert initials("Prince") == "P"
    assert initials("") == ""
    assert is_path("/undo/1/")
    assert not is_path("//elsewhere.example/")


def test_an_error_page_needs_no_request() -> None:
    """Django renders 500.html without one."""
    assert "broke on our side" in render_to_string("500.html")


def test_a_sprite_has_a_symbol_for_each_icon(tmp_path: Path) -> None:
    (tmp_path / "dot.svg").write_text('<svg width="1" viewBox="0 0 1 1">\n <path d="M0 0"/>\n</svg>', "utf-8")
    assert '<symbol id="dot" viewBox="0 0 1 1"><path d="M0 0"/></symbol>' in sprite(tmp_path, ["dot"])
    with pytest.raises(FileNotFoundError):
        sprite(tmp_path, ["none"])


def test_a_guided_list_has_its_answers_meanings_and_is_whole_without_a_script() -> None:
    page = component_page_text()
    assert 'data-guide="Find it by words' in page
    assert re.search(
        r'<option value="313"[^>]*data-means="With friends for a time[^>]*>With friends, temporary', page
    )
    assert '<optgroup label="Permanent">' in page
