import { literalPattern } from '../../text/literal-pattern.ts';

/** Shorter texts are not looked for: they would black out ordinary words, and protect nothing. */
const SHORTEST = 4;

/** What stands in place of a secret. */
export const REDACTED = '[secret]';

/**
 * A function that replaces each secret by `[secret]`, in the forms it may take on its way out: as it is, in base64,
 * URL-encoded, JSON-escaped and quoted for a shell. Without secrets it returns its argument. The lists may grow: an
 * encrypted value is a secret from the moment in which it is opened.
 */
export function redactor(...lists: readonly (readonly string[])[]): (text: string) => string {
  let known = 0;
  let pattern: RegExp | undefined;
  return (text) => {
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    if (count !== known) {
      known = count;
      pattern = patternOf(lists.flat());
    }
    return pattern === undefined ? text : text.replace(pattern, REDACTED);
  };
}

function patternOf(secrets: readonly string[]): RegExp | undefined {
  const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(formsOf));
  // The longest first, so that no part of a longer secret is left standing.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  if (ordered.length === 0) return undefined;
  return new RegExp(ordered.map(literalPattern).join('|'), 'g');
}

function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const base64 = base64Of(bytes);
  return [
    secret,
    base64,
    base64.replace(/=+$/, ''),
    // Half of a surrogate pair has no URL form of its own.
    encodeURIComponent(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", "'\\''"),
  ];
}

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
