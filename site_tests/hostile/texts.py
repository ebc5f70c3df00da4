"""Texts that would break out of where they are put, by what they try."""

from __future__ import annotations

TEXTS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "close-all": "\"'></td></table></script></style></textarea>--><svg onload=alert(1)>",
    "javascript": "javascript:alert(1)",
    "javascript-broken": "java\tscript:alert(1)",
    "data-address": "data:text/html,<script>alert(1)</script>",
    "other-host": "//goals.example/x",
    "template": "{{ 7*7 }}{% raw %}{{ config }}{% include '/etc/passwd' %}",
    "python-format": "{0.__class__.__mro__} %s %(x)n {x!r:>99999999}",
    "shell": "$(touch ran) `touch ran` ; touch ran | touch ran & touch ran",
    "option": "--output=ran",
    "up": "../../../../etc/passwd",
    "absolute": "/etc/passwd",
    "windows-path": "..\\..\\CON",
    "formula": "=cmd|'/c calc'!A1",
    "full-formula": '＝HYPERLINK("http://goals.example")',
    "escape": "\\u001b[2J\\u001b]0;x",
    "bidi": "甲\u202e乙\u2066丙",
    "invisible": "甲\u200b\u2060\u00ad\u3164\U000e0041乙",
    "surrogate": "\\ud800",
    "combining": "甲" + "\u0301" * 5_000,
    "emoji": "👩‍👩‍👧‍👦" * 500,
    "private": "\ue000\uf8ff\U000f0000",
    "non-character": "\ufdd0",
    "digits": "9" * 4_301,
    "exponent": "1e999999999",
    "superscript": "²³¹⁴",
    "other-digits": "١٢٣४५६",
    "money": "≥99999999999999999999999999999999999999999999%",
    "signs": "≥≤≤≥±" * 2_000,
    "brackets": "（" * 20_000,
    "numerals": "一" * 20_000,
    "letters": "a" * 100_000,
    "lines": "\\n" * 20_000,
    "blanks": "甲" + " " * 50_000 + "乙",
    "markdown": "[x](javascript:alert(1)) ![x](http://goals.example/x.png) `x` <http://goals.example>",
    "entities": "&lt;script&gt;&#x6a;avascript&colon;alert(1)",
    "slots": "gbslottitlegb gbsloturlgb <!--gbslotheadgb--> <!-- goalbook:home -->",
    "typst": '#read("/etc/passwd") #import "@preview/x:0.1.0" $ x $ \\\\ #sys',
    "xml": "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "null-word": "null ~ true no 0x1f 0o17 2024-13-45",
}
"""Each may stand in a quoted YAML text as it is; a backslash is YAML's own escape there."""


def quoted(text: str) -> str:
    """A text between YAML's double quotes; its backslashes stay escapes."""
    return '"' + text.replace('"', '\\"') + '"'
