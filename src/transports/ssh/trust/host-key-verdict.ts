import { createHash } from 'node:crypto';
import { knownNameOf, type NamedHost } from '../hints.ts';
import { blobType } from '../keys/public-key.ts';
import { type KnownHostsFile, type KnownLine, linesFor } from './known-hosts.ts';

/** What the known_hosts files say of a key that a host has shown. */
export type HostKeyVerdict =
  | { readonly kind: 'trusted' }
  /** `damaged`: a line for this host whose key cannot be read, and which therefore says nothing. */
  | { readonly kind: 'unknown'; readonly damaged?: KnownLine }
  /** Other keys are known for the host. */
  | { readonly kind: 'changed'; readonly line: KnownLine }
  | { readonly kind: 'revoked'; readonly line: KnownLine }
  /** A revocation for this host that cannot be read: it may be of this very key. */
  | { readonly kind: 'revoked-unreadably'; readonly line: KnownLine }
  /** The host is known by an authority alone, and host certificates are not supported. */
  | { readonly kind: 'authority'; readonly line: KnownLine };

/** A public key as a host shows it, in SSH's wire format. */
export interface ShownKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** Canonical base64. */
  readonly key: string;
  /** `SHA256:…`, as ssh-keygen prints it. */
  readonly fingerprint: string;
}

export function shownKey(blob: Buffer): ShownKey {
  const key = blob.toString('base64');
  return { type: blobType(blob), key, fingerprint: fingerprintOf(key) };
}

/** `SHA256:` and the hash in base64 without padding. */
export function fingerprintOf(key: string): string {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/**
 * Judges as OpenSSH does: a revocation in any file wins; then one equal key is enough; then any other key of that host
 * means that it has changed. On a port other than 22 a host known without a port counts when its key is equal.
 * Stricter than OpenSSH in three cases: a revocation counts with and without the port, one that cannot be read refuses,
 * and so does a host known by an authority alone.
 */
export function judgeKey(
  address: NamedHost,
  shown: ShownKey,
  files: readonly KnownHostsFile[],
): HostKeyVerdict {
  const lines = linesIn(files, knownNameOf(address));
  const bareLines = bareLinesIn(files, address);

  for (const line of [...lines, ...bareLines].filter(({ marker }) => marker === 'revoked')) {
    if (line.key === undefined) return { kind: 'revoked-unreadably', line };
    if (line.key === shown.key) return { kind: 'revoked', line };
  }

  const known = plainKeys(lines);
  if (known.some(({ key }) => key === shown.key)) return { kind: 'trusted' };
  const other = known.find(({ keyType }) => keyType === shown.type) ?? known[0];
  if (other !== undefined) return { kind: 'changed', line: other };
  const authority = lines.find(({ marker }) => marker === 'cert-authority');
  if (authority !== undefined) return { kind: 'authority', line: authority };

  if (plainKeys(bareLines).some(({ key }) => key === shown.key)) return { kind: 'trusted' };
  const damaged = [...lines, ...bareLines].find(({ marker, key }) => marker === 'none' && key === undefined);
  return damaged === undefined ? { kind: 'unknown' } : { kind: 'unknown', damaged };
}

/** The types of the keys known for the host: what to ask it for first. */
export function knownTypes(address: NamedHost, files: readonly KnownHostsFile[]): ReadonlySet<string> {
  const own = plainKeys(linesIn(files, knownNameOf(address)));
  const lines = own.length > 0 ? own : plainKeys(bareLinesIn(files, address));
  return new Set(lines.map(({ keyType }) => keyType));
}

/** Of a host on another port than 22, what is known of it without a port. */
function bareLinesIn(files: readonly KnownHostsFile[], address: NamedHost): readonly KnownLine[] {
  if (address.port === 22 || address.hostKeyAlias !== undefined) return [];
  return linesIn(files, address.hostname.toLowerCase());
}

function linesIn(files: readonly KnownHostsFile[], name: string): readonly KnownLine[] {
  return files.flatMap((file) => linesFor(file, name));
}

function plainKeys(lines: readonly KnownLine[]): readonly KnownLine[] {
  return lines.filter(({ marker, key }) => marker === 'none' && key !== undefined);
}
