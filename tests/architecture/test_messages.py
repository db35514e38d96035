"""The check of translations sees a sentence wherever one can be written."""

from pathlib import Path

from tools.check_messages import in_python, in_template, refusals


def said_in_python(tmp_path: Path, source: str) -> list[str]:
    module = tmp_path / "module.py"
    module.write_text(source)
    return [key[1] for key, _ in in_python(module, refusals([module]))]


def said_in_template(tmp_path: Path, source: str) -> list[str]:
    template = tmp_path / "page.html"
    template.write_text("{% load i18n %}" + source)
    return [key[1] for key, _ in in_template(template)]


def test_a_call_under_another_name_is_seen(tmp_path):
    source = 'from django.utils.translation import gettext_lazy as _\nlabel = _("Full name")'
    assert said_in_python(tmp_path, source) == ["Full name"]


def test_a_call_through_the_module_is_seen(tmp_path):
    assert said_in_python(tmp_path, 'from django.utils import translation\ntranslation.gettext("Full name")') == [
        "Full name"
    ]


def test_a_pure_module_marks_by_an_underscore_of_its_own(tmp_path):
    assert said_in_python(tmp_path, 'def _(text): return text\nsubject = _("Received")') == ["Received"]


def test_both_forms_of_a_counted_sentence_are_seen(tmp_path):
    source = 'from django.utils.translation import ngettext\nngettext("{n} file", "{n} files", 2)'
    assert said_in_python(tmp_path, source) == ["{n} file", "{n} files"]


def test_the_first_paragraph_of_a_refusal_is_seen_however_far_it_descends(tmp_path):
    source = '''
class A(Conflict):
    """Choose
    again.

    More."""
class B(A):
    """Wait."""
class C:
    """Not shown."""
'''
    assert said_in_python(tmp_path, source) == ["Choose again.", "Wait."]


def test_tags_are_seen_inside_branches_loops_and_blocks(tmp_path):
    source = (
        '{% if a %}{% translate "One" %}{% else %}{% for b in c %}{% translate "Two" %}{% empty %}{% translate "Three" %}'
        "{% endfor %}{% endif %}{% block d %}{% with e=f %}{% blocktranslate trimmed %}  Four\n  {{ g }} {% endblocktranslate %}"
        "{% endwith %}{% endblock %}"
    )
    assert said_in_template(tmp_path, source) == ["One", "Two", "Three", "Four %(g)s"]


def test_a_translated_argument_of_any_tag_is_seen(tmp_path):
    assert said_in_template(tmp_path, "{{ name|default:_('Nobody') }}") == ["Nobody"]
