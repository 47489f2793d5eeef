/** How many words an option takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
  /** The first value is taken whatever it looks like: `--comment -j` is a comment. */
  readonly anything: boolean;
}

/** Takes one value, even one that begins with `-` or is `!`. */
const ONE: Arity = { least: 1, most: 1, anything: true };
const NONE: Arity = { least: 0, most: 0, anything: false };
const TWO: Arity = { least: 2, most: 2, anything: true };
const ONE_OR_TWO: Arity = { least: 1, most: 2, anything: true };
/** A command for one chain or for all. */
const UP_TO_TWO: Arity = { least: 0, most: 2, anything: false };
/** An option nobody told us of: its value is the next word, unless that begins with `-` or is `!`. */
const UNKNOWN: Arity = { least: 0, most: 1, anything: false };

const named = (arity: Arity, names: string): readonly (readonly [string, Arity])[] =>
  names.split(/\s+/).map((name) => [name.length === 1 ? `-${name}` : `--${name}`, arity] as const);

/** Names as `canonicalOption` gives them. Source: the manual page iptables-extensions(8), 1.4.21 to 1.8.9. */
const ARITIES: ReadonlyMap<string, Arity> = new Map([
  ...named(
    ONE,
    `A N C s d p i o j g m t M
     comment log-prefix nflog-prefix ulog-prefix string hex-string helper name set-name path selctx
     hashlimit-name rateest-name rateest1-name label l7proto bytecode object-pinned cgroup genre
     dport sport dports sports ports ctstate state reject-with to-destination to-source to-ports
     physdev-in physdev-out led-trigger-id condition timeout u32 uid-owner gid-owner cmd-owner
     mark set-mark set-xmark limit limit-burst icmp-type icmpv6-type dst-type src-type mac-source`,
  ),
  ...named(UP_TO_TWO, 'Z L S'),
  ...named(TWO, 'R P E tcp-flags match-set add-set del-set map-set chunk-types'),
  ...named(ONE_OR_TWO, 'c I D'),
  ...named(
    NONE,
    `f 4 6 syn random random-fully persistent physdev-is-in physdev-is-out physdev-is-bridged
     log-tcp-sequence log-tcp-options log-ip-options log-uid log-macdecode queue-bypass queue-cpu-fanout
     clamp-mss-to-pmtu notrack ecn-tcp-remove socket-exists transparent nowildcard restore-skmark
     loose validmark accept-local invert limit-iface-in limit-iface-out next strict checksum-fill
     rcheck update remove reap rsource rdest rttl save restore save-mark restore-mark icase exist
     kerneltz utc localtz contiguous led-always-blink fragfirst fraglast fragmore fragres ecn-tcp-cwr
     ecn-tcp-ece sack-perm update-counters update-subcounters return-nomatch`,
  ),
]);

/** For a name that `canonicalOption` gave. */
export function arityOf(option: string): Arity {
  return ARITIES.get(option) ?? UNKNOWN;
}
