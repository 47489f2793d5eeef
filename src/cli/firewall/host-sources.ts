import { cleanRules } from '../../firewall/clean/clean.ts';
import { type ReadSource, understand } from './sources.ts';

/** What one program shows of a kernel. */
export interface LiveSource extends ReadSource {
  /** `iptables-nft-save` */
  readonly program: string;
  /** The program that the plain name means, with which the file is loaded. */
  readonly usual: boolean;
}

/** What a host loads at boot and what is in its kernel, by family. */
export interface HostRules {
  readonly host: string;
  readonly saved: readonly ReadSource[];
  readonly live: readonly LiveSource[];
  /** What of the kernel could not be seen, each a sentence. */
  readonly gaps: readonly string[];
}

/** Not those of an iptables that is not in use. */
export function withRules({ live }: HostRules): readonly ReadSource[] {
  return live.filter(({ text }) => /^-A /m.test(text));
}

/**
 * What is saved and what runs, side by side, without what programs put there: what a restart would change. The file is
 * loaded by the program of the plain name; what another backend has beside comes from no file, and stands by itself.
 */
export function savedAndLive({
  host,
  saved,
  live,
}: HostRules): readonly (readonly [ReadSource, ReadSource])[] {
  return saved.flatMap((before) => {
    const family = before.name.endsWith('ip6tables') ? 'ip6tables' : 'iptables';
    const ofFamily = live.filter(({ program }) => program.startsWith(family));
    const pairs = ofFamily
      .filter(({ usual }) => usual)
      .map((now) => [withoutOthers(before), withoutOthers(now)] as const);
    const beside = ofFamily.filter(({ usual, text }) => !usual && /^-A /m.test(text)).map(withoutOthers);
    const nowhere = understand({ name: `${host}: in no file`, text: '' });
    return [
      ...pairs,
      ...beside.filter(({ text }) => /^-A /m.test(text)).map((now) => [nowhere, now] as const),
    ];
  });
}

function withoutOthers(source: ReadSource): ReadSource {
  const text = source.rules && cleanRules(source.rules).text;
  return text === undefined ? source : understand({ name: source.name, text });
}
