/** Names that want to break out of whatever they are written into. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  quotes: `"double" 'single' \`back\``,
  "a newline": "first\nsecond\r\nthird",
  "a line that looks like a metric": 'x\nbuntime_pool_size 1\n# TYPE x counter\nx{a="b"} 1',
  "an event's end": "x\n\ndata: {}\n\nevent: error\n",
  backslashes: "\\ \\\\ \\n \\",
  "a script's end": "</script><script>alert(1)</script>",
  "an image that fails": '"><img src=x onerror=alert(1)>',
  "right-to-left marks": "\u202Egnp.exe\u202C \u2067x\u2069",
  "zero-width marks": "a\u200B\u200C\u200D\uFEFFb",
  "line separators of JavaScript": "a\u2028b\u2029c",
  "control characters": "\0\x01\x07\x1b[31m\x7f",
  "a lone surrogate": "a\uD800b",
  "surrogates the wrong way round": "\uDC00\uD800",
  "100 kB": "x".repeat(100_000),
  "a prototype's name": "__proto__",
  "a formula": '=HYPERLINK("http://x")',
};
