/** The options of iptables itself, not of its matches and targets: short name, then the long ones. */
const CORE: readonly (readonly [string, ...string[]])[] = [
  ['-A', '--append'],
  ['-s', '--source', '--src'],
  ['-d', '--destination', '--dst'],
  ['-p', '--protocol', '--proto'],
  ['-i', '--in-interface'],
  ['-o', '--out-interface'],
  ['-j', '--jump'],
  ['-g', '--goto'],
  ['-m', '--match'],
  ['-f', '--fragments'],
  ['-c', '--set-counters'],
  ['-4', '--ipv4'],
  ['-6', '--ipv6'],
  ['-t', '--table'],
  ['-v', '--verbose'],
  ['-n', '--numeric'],
  ['-x', '--exact'],
  ['-w', '--wait'],
  ['-W', '--wait-interval'],
  ['-M', '--modprobe'],
  ['-h', '--help'],
  ['-V', '--version'],
  ['-0', '--line-numbers'],
  ['-C', '--check'],
  ['-D', '--delete'],
  ['-I', '--insert'],
  ['-R', '--replace'],
  ['-L', '--list'],
  ['-S', '--list-rules'],
  ['-F', '--flush'],
  ['-Z', '--zero'],
  ['-N', '--new-chain'],
  ['-X', '--delete-chain'],
  ['-E', '--rename-chain'],
  ['-P', '--policy'],
];

/** Two dashes and three letters. */
const SHORTEST = 5;

const EXACT: ReadonlyMap<string, string> = new Map([
  ...CORE.flatMap(([short, ...long]) => [short, ...long].map((name) => [name, short] as const)),
  ['--destination-port', '--dport'],
  ['--source-port', '--sport'],
  ['--destination-ports', '--dports'],
  ['--source-ports', '--sports'],
  ['--comm', '--comment'],
  ['--comme', '--comment'],
  ['--commen', '--comment'],
]);

/** Options of matches that look like the beginning of an option of iptables. */
const NO_ABBREVIATION: ReadonlySet<string> = new Set(['--set', '--pol']);

/** Beginnings of long names that can mean one option only. */
const ABBREVIATED: ReadonlyMap<string, string> = abbreviations();

function abbreviations(): ReadonlyMap<string, string> {
  const meant = new Map<string, Set<string>>();
  for (const [short, ...longs] of CORE) {
    for (const long of longs) {
      for (let length = SHORTEST; length < long.length; length += 1) {
        const start = long.slice(0, length);
        meant.set(start, (meant.get(start) ?? new Set()).add(short));
      }
    }
  }
  const plain = [...meant].filter(([start, shorts]) => shorts.size === 1 && !NO_ABBREVIATION.has(start));
  return new Map(plain.map(([start, shorts]) => [start, [...shorts].join('')]));
}

/**
 * The one name of an option that has several: `-s` for `--source`, `--src` and the abbreviation `--sou`. The options of
 * matches and targets keep theirs, except those for ports and comments. An abbreviation has three letters at least.
 */
export function canonicalOption(name: string): string {
  return EXACT.get(name) ?? ABBREVIATED.get(name) ?? name;
}

/** The same behind `-m policy`, which has a `--proto` of its own: the protocol of an IPsec transform. */
export function canonicalBehindPolicy(name: string): string {
  return name === '--proto' ? name : canonicalOption(name);
}
