"""Hostile Markdown pages and hostile settings of a site: each tries to run ``hit(…)``, or to ask the host that is named below."""

from __future__ import annotations

from typing import Any

HOST = "goals.example"
HIT = "hit(1)"

PAGES = {
    "script": f"甲 <script>{HIT}</script> 乙",
    "script-block": f"<script type=module>\n{HIT}\n</script>\n",
    "script-elsewhere": f"<script src=//{HOST}/x.js></script><SCRIPT/SRC=https://{HOST}/x.js></SCRIPT >",
    "script-in-script": f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    "script-in-noscript": f'<noscript><p title="</noscript><img src=x onerror={HIT}>"></noscript>',
    "script-in-text": f"<textarea></textarea/><title></title><xmp><script>{HIT}</script></xmp>",
    "events": f'<p onclick="{HIT}" onmouseover={HIT} onfocus={HIT} tabindex=0 contenteditable>甲</p>',
    "event-slash": f"<img/src=x/onerror={HIT}><details/open/ontoggle={HIT}><summary>甲</summary></details>",
    "event-focus": f"<input type=checkbox autofocus onfocus={HIT}><a href=about/ autofocus onfocus={HIT}>甲</a>",
    "event-animation": f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={HIT}>甲</b>",
    "event-media": f"<video autoplay onloadstart={HIT}><source onerror={HIT}></video><audio src onloadstart={HIT}>",
    "svg": f"<svg onload={HIT}><script>{HIT}</script><animate onbegin={HIT} attributeName=x dur=1s></svg>",
    "svg-link": f'<svg><a xlink:href="javascript:{HIT}"><text y=20>甲</text></a><use href="data:image/svg+xml,x#x"/></svg>',
    "svg-foreign": f"<svg><foreignObject><iframe srcdoc='<script>parent.{HIT}</script>'></iframe></foreignObject></svg>",
    "math": f'<math><mtext><table><mglyph><style><img src=x onerror={HIT}></style></table></math>',
    "iframe": f'<iframe src="//{HOST}/"></iframe><iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    "object": f'<object data="//{HOST}/x"></object><embed src="//{HOST}/x"><applet code=x></applet>',
    "link": f"[甲](javascript:{HIT}) [乙](JaVaScRiPt:{HIT}) [丙](<java\tscript:{HIT}>) [丁](vbscript:{HIT})",
    "link-entities": f"[甲](javascript&colon;{HIT}) [乙](&#106;avascript:{HIT}) [丙](&#x6A&#x61vascript:{HIT})",
    "link-controls": f'<a href="&#1;javascript:{HIT}">甲</a><a href="java&NewLine;script:{HIT}">乙</a>',
    "link-reference": f"[甲][1] [乙]\n\n[1]: javascript:{HIT} '标题\" onclick={HIT}'\n[乙]: <javascript:{HIT}>\n",
    "link-automatic": f"<javascript:{HIT}> <data:text/html,<script>parent.{HIT}</script>>",
    "link-data": f"[甲](data:text/html,<script>opener.{HIT}</script>) [乙](data:text/html;base64,PHNjcmlwdD4=)",
    "link-title": f"[甲](about.md '\"onmouseover=\"{HIT}') ![乙](x.png '\"onerror=\"{HIT}')",
    "link-own": f'[甲](goalbook:"onclick={HIT}) <a href="goalbook:changes&quot; onclick=&quot;{HIT}">乙</a>',
    "image": f"![甲](//{HOST}/a.png) ![乙](https://{HOST}/b.png) <img srcset='//{HOST}/c.png 2x' src=x>",
    "image-backslash": f"<img src='\\\\{HOST}/a.png'><img src='/\t/{HOST}/b.png'><img src='http:{HOST}/c.png'>",
    "image-lowered": f"<picture><source srcset=//{HOST}/a.png><img src=x lowsrc=//{HOST}/b.png></picture>",
    "style": f"<p style='background:url(//{HOST}/a.png)'>甲</p><style>@import '//{HOST}/b.css';</style>",
    "style-cell": f"<table><tr><td style='text-align: left; background: url(//{HOST}/a.png)'>甲</td></tr></table>",
    "background": f"<table background=//{HOST}/a.png><tr><td background=//{HOST}/b.png>甲</td></tr></table>",
    "refresh": f"<meta http-equiv=refresh content='0;url=//{HOST}/'><meta http-equiv=refresh content='0;javascript:{HIT}'>",
    "base": f"<base href=//{HOST}/>\n\n![甲](pictures/a.png)",
    "preload": f"<link rel=stylesheet href=//{HOST}/a.css><link rel=prefetch href=//{HOST}/b><link rel=dns-prefetch href=//{HOST}>",
    "form": f"<form action='javascript:{HIT}'><button>甲</button><input type=submit formaction='//{HOST}/'></form>",
    "form-image": f"<input type=image src=//{HOST}/a.png onerror={HIT}><button form=x formaction='javascript:{HIT}'>甲</button>",
    "comments": f"<!--><img src=x onerror={HIT}>--> <!-- --!><img src=x onerror={HIT}> --> <![CDATA[<img src=x onerror={HIT}>]]>",
    "processing": f"<?xml-stylesheet href='javascript:{HIT}'?><!DOCTYPE x [<!ENTITY y '<img onerror={HIT}>'>]>&y;",
    "attributes": f'甲\n{{: onclick="{HIT}" onmouseover="{HIT}" style="background:url(//{HOST}/a)" }}\n',
    "attributes-link": f"[甲](about.md){{: href=\"javascript:{HIT}\" onclick={HIT} ping=//{HOST}/ }}",
    "attributes-heading": f'## 甲 {{: #__search onclick="{HIT}" }}\n\n## 乙 {{: id=\'"><img src=x onerror={HIT}>\' }}\n',
    "markdown-in-html": f'<div markdown="1" onclick="{HIT}">\n\n[甲](javascript:{HIT}) <script>{HIT}</script>\n\n</div>\n',
    "markdown-in-svg": f'<svg markdown="block" onload="{HIT}">\n\n**甲**\n\n</svg>\n',
    "title": f"# <img src=x onerror={HIT}> &lt;script&gt;{HIT}&lt;/script&gt; {{{{ config }}}}\n",
    "meta": f"---\ntitle: '</title><script>{HIT}</script>'\ndescription: '\"><script>{HIT}</script>'\nicon: x\n---\n甲",
    "meta-template": f"---\ntemplate: ../../../etc/passwd\nhide: ['<script>{HIT}</script>']\nsocial: {HIT}\n---\n甲",
    "meta-icon": "---\nicon: nowhere\n---\n甲",
    "meta-icon-up": "---\nicon: ../../../../../../../../etc/passwd\n---\n甲",
    "meta-redirect": f"---\ntemplate: redirect.html\nlocation: 'javascript:{HIT}'\n---\n甲",
    "meta-redirect-out": f"---\ntemplate: redirect.html\nlocation: //{HOST}/\n---\n甲",
    "meta-template-absolute": "---\ntemplate: /etc/passwd\n---\n甲",
    "meta-template-part": "---\ntemplate: partials/header.html\n---\n甲",
    "meta-numbers": "---\ntitle: 1\nhide: 2\nicon: 3\nstatus: 4\nsubtitle: 5\ntags: 6\ndescription: 7\nauthor: 8\nsearch: 9\n---\n甲",
    "meta-lists": "---\ntitle: [a]\nicon: [a]\nstatus: [a]\nsubtitle: [a]\ndescription: [a]\nauthor: [a]\nsearch: [a]\n---\n甲",
    "meta-mappings": "---\n"
    + "".join(f"{name}: {{a: b}}\n" for name in ("title", "hide", "icon", "status", "subtitle", "description", "tags", "template"))
    + "---\n甲",
    "meta-nothing": "---\ntitle:\nhide:\nicon:\ntemplate:\ndescription:\n---\n甲",
    "meta-deep": "---\na: " + "[" * 5_000 + "\n---\n甲",
    "meta-laughs": "---\na0: &a0 [x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    + "---\n甲",
    "meta-digits": f"---\ntitle: {'9' * 5_000}\n---\n甲",
    "meta-date": "---\ntitle: 2024-13-99\ndescription: 2024-01-31\nrevision_date: 2024-01-31\n---\n甲",
    "code": f"```{{.js onclick={HIT} }}\n</code></pre><script>{HIT}</script>\n```\n\n`<script>{HIT}</script>`",
    "table": f"| 甲 |\n|---|\n| <img src=x onerror={HIT}> |\n| [乙](javascript:{HIT}) |\n",
    "footnote": f"甲[^1]\n\n[^1]: <img src=x onerror={HIT}> [乙](javascript:{HIT})\n\n*[甲]: \"><img src=x onerror={HIT}>\n",
    "out-of-place": f"</div></article></main></body></html><script>{HIT}</script><body onload={HIT}>",
    "slots": f"gbslottitlegb <!--gbslotheadgb--><script>{HIT}</script><!-- goalbook:home --><!-- goalbook:{HIT} -->",
    "templates": f"{{{{ config.extra }}}} {{% include 'x' %}} ${{{HIT}}} <template shadowrootmode=open><script>{HIT}</script></template>",
}  # fmt: skip
"""The text of a page, by what it tries."""

_OUT = f"\"'></title></script></style><script>{HIT}</script><img src=x onerror={HIT}><svg onload={HIT}>"

SETTINGS: dict[str, Any] = {
    "site_name": f"样例{_OUT}",
    "site_description": _OUT,
    "site_author": _OUT,
    "repo_url": f"https://{HOST}/a/b?c=%22%3E%3Cscript%3E{HIT}",
    "repo_name": _OUT,
    "edit_uri": f"edit/{_OUT}/",
    "remote_branch": _OUT,
    "extra.generator": _OUT,
    "extra.alternate": [{"name": _OUT, "link": "./en/", "lang": _OUT}],
    "extra.social": [{"icon": "fontawesome/brands/github", "link": f"https://{HOST}/", "name": _OUT}],
    "extra.other": _OUT,
    "goalbook.authority": _OUT,
    "goalbook.contact": "about/?a=&b=hit(1)#x",
    "goalbook.licence": _OUT,
    "goalbook.licence_url": f"https://{HOST}/?a=1&lt;b=`{HIT}`",
    "goalbook.site_id_code": _OUT,
    "goalbook.column": _OUT,
    "goalbook.column_type": _OUT,
    "goalbook.branch": _OUT,
    "goalbook.office_font": _OUT,
    "goalbook.checks": {"IN-19": {"severity": "off", "reason": _OUT}},
}
"""Settings by their names, those of the plugin and of ``extra`` with that before them."""

NAV: list[dict[str, Any]] = [
    {f"外{_OUT}": f"https://{HOST}/"},
    {_OUT: [{f"内{_OUT}": "tried/script.md"}, {f"深{_OUT}": [{f"里{_OUT}": "tried/svg.md"}]}]},
]
"""Entries of the navigation."""

REFUSED: dict[str, Any] = {
    "site_url": f"javascript://{HOST}/%0a{HIT}",
    "repo_url": f"javascript://{HOST}/%0a{HIT}",
    "edit_uri": f"javascript:{HIT}//",
    "extra.homepage": f"javascript:{HIT}",
    "extra.alternate": [{"name": "甲", "link": f"java\tscript:{HIT}", "lang": "en"}],
    "extra.social": [{"icon": "material/web", "link": f"data:text/html,<script>{HIT}</script>"}],
    "goalbook.contact": f"javascript:{HIT}",
    "goalbook.licence_url": f"//{HOST}/",
    "nav": ["index.md", {"甲": f"javascript:{HIT}"}, {"乙": [{"丙": f" vb\nscript:{HIT}"}]}],
}
"""Settings that lead nowhere; a site with one of them isn't built."""
