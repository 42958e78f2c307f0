/** Strings that have broken programs before, by what they try; made here, so that every one is known. */
export const HOSTILE_STRINGS: readonly string[] = [
  // names that objects have from birth
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then"],
  // values in disguise
  ...["undefined", "null", "NaN", "Infinity", "-0", "1e999", "true", "0x1F", "١٢٣", "1,000", "½"],
  // markup and script
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  `"><svg/onload=alert(1)>`,
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "${7*7} <%= 7*7 %> #{7*7} %{7*7}",
  "<!-- --> <![CDATA[x]]> &lt;b&gt; &#x3c;",
  // paths and shells
  ...[
    "../../../etc/passwd",
    "..\\..\\windows",
    "/dev/null",
    "C:\\",
    "%2e%2e%2f",
    "file:///etc/passwd",
  ],
  ...["; ls", "| id", "`id`", "$(id)", "' OR '1'='1", "'; DROP TABLE t;--", "*)(uid=*"],
  // formats
  ...["%s%n%x", "%00", "%ff", "%", "\\u0000", "\\", '"', "'", "`", "\\x41"],
  // control and invisible characters
  ...[
    "\u0000",
    "a\u0000b",
    "\u0007",
    "\u001b[31m",
    "\r\n\r\nHTTP/1.1 200 OK",
    "\t",
    "\u007f",
    "\u0085",
  ],
  ...["\u200b", "\u200f\u202e", "\ufeff", "\u2028\u2029", "\u00ad", "\ufffe", "\uffff"],
  // halves of a pair, combining characters, wide things
  ...[
    "\ud800",
    "\udc00",
    "a\ud83db",
    "\udfff\ud800",
    "e\u0301".repeat(50),
    "Z\u0361\u0322".repeat(40),
  ],
  ...["👩‍👩‍👧‍👦", "🇨🇳", "ﷺ", "𝒳𝓎", "㍿", "ｆｕｌｌ　ｗｉｄｔｈ", "ı İ ß ﬁ", "田中さん", "사회"],
  // long and repeated
  "長".repeat(3999),
  "？".repeat(2000),
  "a ".repeat(1900),
  "(".repeat(3000),
  "滨江".repeat(1500),
  "1".repeat(4000),
];

/** JSON texts that parse, or do not, in unusual ways. */
export const HOSTILE_BODIES: readonly string[] = [
  ...[
    "",
    " ",
    "null",
    "true",
    "0",
    '"text"',
    "[]",
    "[{}]",
    "{",
    "}",
    "{]",
    '{"text"}',
    '{"text":}',
  ],
  '{"text":"a","text":5}',
  '{"text":5,"text":"a"}',
  '{"__proto__":{"text":"a"}}',
  '{"text":"a","__proto__":{"conversation":"x"},"constructor":{"prototype":{}}}',
  '{"text":"a","profile":{"__proto__":{"degree":"master"}}}',
  '{"text":"a","profile":{"constructor":1,"toString":2}}',
  '{"text":1e999}',
  '{"text":"a","profile":{"age":1e999}}',
  '{"text":"a","profile":{"age":-0.000000000000000000001}}',
  '{"text":"a","profile":{"age":99999999999999999999999999999}}',
  `{"text":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
  `{"text":"a","deep":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`,
  `{"text":"a","profile":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`,
  `{"text":"a","profile":{${Array.from({ length: 5000 }, (_, index) => `"k${String(index)}":1`).join()}}}`,
  `{"text":"\\ud800"}`,
  `{"text":"\\u0000"}`,
  `{"text":"a","conversation":"\\u0000"}`,
  `{"text":"a","conversation":""}`,
  `{"text":"a","conversation":"${"x".repeat(60_000)}"}`,
  `{"text":"a","messageId":"${"x".repeat(60_000)}"}`,
  `\ufeff{"text":"a"}`,
  '{"text":"a"} trailing',
  "{'text':'a'}",
  '{"text":"a",}',
  '{"text":NaN}',
];

/** Values of every JSON type, to be put where another type belongs. */
export const VALUES_OF_ALL_TYPES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_VALUE,
  "",
  "x",
  [],
  ["x"],
  {},
  { length: 3 },
];
