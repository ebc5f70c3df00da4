"""Constant texts of templates: put in before these are compiled, with the same page as if they were looked up."""

from __future__ import annotations

import pytest
from goalbook.site.frame.constants import ConstantTexts
from goalbook.site.frame.isolate import Isolating, isolated, mark
from jinja2 import Environment, StrictUndefined

_TEXTS = {
    "a.plain": "A & “b” 'c' <d>",
    "a.brace": "{{ t }}",
    "a.right": "مرحبا",
    "a.lines": "one\ntwo",
    "a.value": "n = {n}",
}


def _environment(*, folded: bool) -> Environment:
    extensions = (ConstantTexts,) if folded else ()
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, extensions=extensions)
    made.globals["t"] = Isolating("en", _TEXTS)
    made.finalize = mark
    return made


@pytest.mark.parametrize("key", _TEXTS)
def test_a_page_is_the_same(key: str) -> None:
    """Whatever the text holds: signs of HTML and of templates, line ends, letters from the right."""
    source = f'<p title="{{{{ t("{key}") }}}}">\n{{% if 1 %}}\n{{{{ t("{key}") }}}}\n{{% endif %}}</p>'
    pages = [isolated(_environment(folded=folded).from_string(source).render()) for folded in (True, False)]
    assert pages[0] == pages[1]


def test_only_what_is_constant_is_put_in() -> None:
    """A plain text stands in the template itself; one with values, and an unknown one, are looked up for the page."""
    made = _environment(folded=True)
    assert made.preprocess('{{ t("a.plain") }}') == "A &amp; “b” &#39;c&#39; &lt;d&gt;"
    for source in ('{{ t("a.value", n=1) }}', '{{ t("a.none") }}', '{{ t("a." ~ kind) }}', '{{ t("a.brace") }}'):
        assert made.preprocess(source) == source
    with pytest.raises(KeyError):
        made.from_string('{{ t("a.none") }}').render()
