import { createHmac } from 'node:crypto';
import { matchesAnyOf } from '../../../model/values/wildcards.ts';
import { blobType, isWholeKey } from '../keys/public-key.ts';

/** One known_hosts file, read. OpenSSH's sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export interface KnownHostsFile {
  /** Lines that name hosts literally, by name. */
  readonly byName: ReadonlyMap<string, readonly KnownLine[]>;
  /** Lines with wildcards, negations or hashed names, each to be asked. */
  readonly others: readonly KnownLine[];
}

export interface KnownLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** The names as written: a comma list of patterns, or one hash. */
  readonly names: string;
  readonly keyType: string;
  /** The key in canonical base64; undefined when the line holds none that can be read. */
  readonly key: string | undefined;
}

/** Reads the text, one character a byte (latin1). Never fails: a line that makes no sense names nobody. */
export function parseKnownHosts(file: string, text: string): KnownHostsFile {
  const byName = new Map<string, KnownLine[]>();
  const others: KnownLine[] = [];
  text.split('\n').forEach((written, index) => {
    const line = parseLine(file, index + 1, written);
    if (line === undefined) return;
    const names = line.names.split(',');
    if (line.names.startsWith('|') || names.some((name) => /^!|[*?]/.test(name))) {
      others.push(line);
      return;
    }
    for (const name of new Set(names.map(lowerCase))) {
      const lines = byName.get(name);
      if (lines === undefined) byName.set(name, [line]);
      else lines.push(line);
    }
  });
  return { byName, others };
}

/** The lines that speak of the host, in the order of the file. `name` is lower case: `host` or `[host]:port`. */
export function linesFor(known: KnownHostsFile, name: string): readonly KnownLine[] {
  const others = known.others.filter((line) => namesHost(line.names, name));
  return [...(known.byName.get(name) ?? []), ...others].sort((one, other) => one.line - other.line);
}

function parseLine(file: string, line: number, written: string): KnownLine | undefined {
  // As C reads it: a NUL ends the line.
  const text = written.split('\0', 1)[0] ?? '';
  const match = /^[ \t]*(?:(@[^ \t]+)[ \t]+)?([^ \t@#][^ \t]*)(?:[ \t]+(.*))?$/s.exec(text);
  if (match === null) return undefined;
  const [, mark, names = '', rest = ''] = match;
  const marker = mark === undefined ? 'none' : markers.get(mark);
  if (marker === undefined) return undefined;
  return { file, line, marker, names, ...parseKey(rest) };
}

const markers: ReadonlyMap<string, KnownLine['marker']> = new Map([
  ['@revoked', 'revoked'],
  ['@cert-authority', 'cert-authority'],
]);

/** `ssh-ed25519 AAAA… comment`. The type stands in the blob again, and both must agree. */
function parseKey(rest: string): Pick<KnownLine, 'keyType' | 'key'> {
  const [keyType = '', written = ''] = rest.split(/[ \t]+/);
  const base64 = written.replace(/[\r\v\f]/g, '');
  const blob = Buffer.from(base64, 'base64');
  const canonical = blob.toString('base64');
  const isKey = keyType !== '' && canonical === base64 && blobType(blob) === keyType && isWholeKey(blob);
  return { keyType, key: isKey ? canonical : undefined };
}

function namesHost(names: string, name: string): boolean {
  return names.startsWith('|') ? isHashOf(names, name) : matchesAnyOf(lowerCase(names).split(','), name);
}

/** `|1|salt|hash`: HMAC-SHA1 of the name with the salt as its key. */
function isHashOf(names: string, name: string): boolean {
  const [, salt = ''] = /^\|1\|([^|]*)\|/.exec(names) ?? [];
  const key = Buffer.from(salt, 'base64');
  if (key.length !== 20) return false;
  const hash = createHmac('sha1', key).update(name, 'latin1').digest('base64');
  return names === `|1|${key.toString('base64')}|${hash}`;
}

/** ASCII alone, as C's `tolower` does in the C locale. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
