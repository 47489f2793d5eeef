import { execFile, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { linesFor, parseKnownHosts } from '../../src/transports/ssh/trust/known-hosts.ts';

/** A known_hosts file and a host to look up in it. */
export interface KnownHostsCase {
  readonly text: string;
  readonly name: string;
}

/** What a reader finds: `3`, `4 REVOKED`, `9 CA`. */
export type Found = readonly string[];

/** True where OpenSSH's own reader is installed. */
export function hasSshKeygen(): boolean {
  try {
    execFileSync('ssh-keygen', ['-?'], { stdio: 'ignore' });
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
  return true;
}

/** The lines with a readable key that ssh-keygen finds for the host. `file` is written. */
export function foundByOpenssh({ text, name }: KnownHostsCase, file: string): Promise<Found> {
  writeFileSync(file, text, 'latin1');
  return new Promise((resolve, reject) => {
    execFile(
      'ssh-keygen',
      ['-F', name, '-f', file, '-l'],
      { encoding: 'latin1' },
      (error, stdout, stderr) => {
        if (error !== null && error.code !== 1)
          return reject(new Error(`ssh-keygen: ${error.message} ${stderr}`));
        resolve([...stdout.matchAll(/^# Host .* found: line (\d+) ?(CA|REVOKED)? *$/gm)].map(shown));
      },
    );
  });
}

/** What our reader finds, in the same words. */
export function foundByUs({ text, name }: KnownHostsCase): Found {
  const marks = { none: undefined, revoked: 'REVOKED', 'cert-authority': 'CA' } as const;
  return linesFor(parseKnownHosts('known_hosts', text), name)
    .filter(({ key }) => key !== undefined)
    .map(({ line, marker }) => shown(['', String(line), marks[marker]]));
}

function shown([, line, mark]: readonly (string | undefined)[]): string {
  return mark === undefined ? `${line}` : `${line} ${mark}`;
}

/** The case with that number; the same number is the same case for ever. */
export function knownHostsCase(seed: number): KnownHostsCase {
  const random = mulberry(seed);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const name = pick(names);
  const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () => line(pick, random, name));
  return { name, text: lines.join(pick(['\n', '\n', '\n', '\n\n', '\r\n'])) + pick(['\n', '\n', '']) };
}

type PickOne = <T>(items: readonly [T, ...T[]]) => T;

const names = [
  'a',
  'ab',
  'b.example.com',
  'c.b.example.com',
  '10.0.0.1',
  '10.0.0.11',
  '::1',
  '[a]:2222',
  '[10.0.0.1]:22',
  '[::1]:2222',
  '[b.example.com]:2022',
] as const;

const patterns = [
  ...names,
  '*',
  '?',
  'a*',
  '*a',
  '*.example.com',
  '*.b.example.com',
  'b.*.com',
  '10.0.0.*',
  '10.0.0.?',
  '[*]:2222',
  '[a]:*',
  '*:*',
  'A',
  'B.Example.COM',
  '**',
  '*?*',
  '',
  '!',
] as const;

const keys = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S a comment',
  'ssh-ed25519\tAAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S\t# tab',
  'ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S',
  'ssh-ed25519 AAAA!3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
  'ssh-plugh AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S',
  'ssh-ed25519',
  'ssh-ed25519 ',
  '# no key',
  '',
] as const;

function line(pick: PickOne, random: () => number, name: string): string {
  if (random() < 0.1)
    return pick(['', '# a comment', '  # another', ' ', '\t', '@', 'alone', '#a ssh-ed25519 AAAA']);
  const marker =
    random() < 0.25
      ? pick(['@revoked ', '@cert-authority ', '@revoked  ', '@odd ', '@revoked @revoked '])
      : '';
  const gap = pick([' ', ' ', ' ', '\t', '  ', ' \t']);
  const lead = random() < 0.1 ? pick([' ', '\t', '  ']) : '';
  const key = random() < 0.7 ? keys[0] : pick(keys);
  return `${lead}${marker}${hosts(pick, random, name)}${gap}${key}`;
}

function hosts(pick: PickOne, random: () => number, name: string): string {
  if (random() < 0.3) return hashed(pick, random, random() < 0.5 ? name : pick(names));
  const count = 1 + Math.floor(random() * 4);
  const one = (): string => {
    const pattern = random() < 0.2 ? name : pick(patterns);
    return random() < 0.15 ? `!${pattern}` : pattern;
  };
  const list = Array.from({ length: count }, one).join(',');
  // A list that begins like that is a comment, a marker, a hash or nothing.
  return /^[#@|]|^$/.test(list) ? 'a' : list;
}

function hashed(pick: PickOne, random: () => number, name: string): string {
  const salt = Buffer.from(Array.from({ length: 20 }, () => Math.floor(random() * 256)));
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  const whole = `|1|${salt.toString('base64')}|${hash}`;
  return pick([
    whole,
    whole,
    whole,
    whole,
    whole.slice(0, -1),
    whole.replace('|1|', '|2|'),
    `|1|${salt.toString('base64')}`,
    `|1|${salt.subarray(1).toString('base64')}|${hash}`,
    `${whole},${name}`,
    '|1||',
  ]);
}

/** A small generator with a seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
