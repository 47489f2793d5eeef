import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRules } from './text/read.ts';
import type { RulesText } from './text/rules.ts';

const FOLDER: string = fileURLToPath(new URL('fixtures/', import.meta.url));

/** A text of a host, and whose each chain and rule of it is. */
export interface OwnedFixture {
  readonly name: string;
  readonly text: string;
  /** `owner line`, for the chains and rules in the order of the text. */
  readonly owners: readonly string[];
}

/** In a fixture each chain and rule has its owner before it; nothing else has. */
const OWNED: RegExp = /^(\S+) +([:[-].*)$/;

/** Every `*.owned.txt` in the folder of the fixtures. */
export function ownedFixtures(): readonly OwnedFixture[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.owned.txt'))
    .map((file) => {
      const lines = readFileSync(`${FOLDER}${file}`, 'utf8').split('\n');
      return {
        name: file.replace('.owned.txt', ''),
        text: lines.map((line) => OWNED.exec(line)?.[2] ?? line).join('\n'),
        owners: lines.flatMap((line) => {
          const [, owner, rule] = OWNED.exec(line) ?? [];
          return owner === undefined ? [] : [`${owner} ${rule}`];
        }),
      };
    });
}

export function fixture(file: string): string {
  return readFileSync(`${FOLDER}${file}`, 'utf8');
}

/** The text read, which must be without a mistake. */
export function read(text: string): RulesText {
  const { value, diagnostics } = readRules(text, 'iptables');
  if (value === undefined) throw new Error(`not read: ${JSON.stringify(diagnostics)}`);
  return value;
}

/** A filter table with the usual chains, `chains` besides, and `rules`. */
export function filter(rules: readonly string[], chains: readonly string[] = []): string {
  const declared = [
    'INPUT ACCEPT',
    'FORWARD ACCEPT',
    'OUTPUT ACCEPT',
    ...chains.map((chain) => `${chain} -`),
  ];
  return ['*filter', ...declared.map((chain) => `:${chain} [0:0]`), ...rules, 'COMMIT', ''].join('\n');
}
