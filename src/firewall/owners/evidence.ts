import { isWithin } from '../../text/ip.ts';
import type { RulesText } from '../text/rules.ts';
import { flatNetworks } from './chains/flat-openshift.ts';
import { looksRight } from './holes.ts';
import type { ReadRule, RulesIn } from './read-rules.ts';
import { type Fits, matches, readShape, type Shape } from './shape.ts';
import { dockerBridgesOf } from './signatures/docker-bridges.ts';
import type { RuleTerm } from './terms.ts';

/** What the whole text tells about the host, and single rules cannot. */
export interface Evidence {
  readonly seen: {
    /** Docker 28.0.0 alone matched its bridges with an ipset, and let them out without naming where to. */
    readonly docker28: boolean;
    /** The mark that Docker gives packets of an encrypted overlay network is set somewhere. */
    readonly encryptedOverlay: boolean;
    /** Rules that only OpenShift up to 3.6 wrote straight into INPUT. */
    readonly flatOpenshift: boolean;
    /** Flannel before 0.10 wrote no comments; two of its rules together are like nobody else’s. */
    readonly oldFlannel: boolean;
    readonly weave: boolean;
  };
  /** Bridges that rules in Docker’s own chains name, besides those whose names tell. */
  readonly dockerBridges: ReadonlySet<string>;
  readonly clusterNetworks: ReadonlySet<string>;
  /** More than one network could be the flat OpenShift’s, and nothing tells which. */
  readonly doubtfulNetworks: ReadonlySet<string>;
  readonly fits: Fits;
}

/** What the caller knows of the host and the text does not say. */
export interface HostFacts {
  /** All of the cluster’s pod networks, as the node’s configuration has them: `10.128.0.0/14`. Default: told by the text. */
  readonly clusterNetworks?: readonly string[];
  /** Bridges of Docker networks with names of their own, besides those that the text tells. */
  readonly dockerBridges?: readonly string[];
}

export function evidenceOf(text: RulesText, rulesIn: RulesIn, facts: HostFacts): Evidence {
  const dockerBridges = new Set([...dockerBridgesOf(rulesIn), ...(facts.dockerBridges ?? [])]);
  const flannel = flannelNetworks(rulesIn('nat', 'POSTROUTING'));
  const flat = flatNetworks(
    rulesIn,
    text.tables.some(({ name }) => name === 'nat'),
  );
  const clusterNetworks =
    facts.clusterNetworks === undefined ? flat.networks : new Set(facts.clusterNetworks);
  const published = new Set(rulesIn('nat', 'DOCKER').flatMap(publishedAt));
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    bridge: dockerBridges,
    cluster: clusterNetworks,
    guests: new Set([...rulesIn('filter', 'FORWARD'), ...rulesIn('filter', 'LIBVIRT_FWO')].flatMap(guestsOf)),
    guarded: new Set(rulesIn('raw', 'PREROUTING').flatMap((rule) => guardedOf(rule, dockerBridges))),
    flannel,
  };
  return {
    seen: {
      docker28: rulesIn('filter', 'FORWARD').some(asksBridgeSet),
      encryptedOverlay: rulesIn('mangle', 'OUTPUT').some(([, { terms }]) => terms.some(isOverlayMark)),
      flatOpenshift: flat.seen,
      oldFlannel: flannel.size > 0,
      weave: text.tables.some(({ chains }) =>
        chains.some(({ name }) => name === 'WEAVE' || name === 'WEAVE-NPC'),
      ),
    },
    dockerBridges,
    clusterNetworks,
    doubtfulNetworks: flat.seen && facts.clusterNetworks === undefined ? flat.doubtful : new Set(),
    fits: (kind, value, bound) =>
      looksRight(kind, value) ||
      known[kind]?.has(value) === true ||
      (kind === 'flannelSubnet' && [...flannel].some((network) => isWithin(value, network))) ||
      (kind === 'published' && published.has(portOf(value, bound.get('port')))),
  };
}

function asksBridgeSet([, { terms }]: ReadRule): boolean {
  return terms.some(({ name, value }) => name === '--match-set' && /^docker-ext-bridges-v[46] /.test(value));
}

/** Networks that libvirt lets out over its bridges. */
function guestsOf([{ target }, { terms, comments }]: ReadRule): readonly string[] {
  if (target !== 'ACCEPT' || terms.length !== 3 || comments.length > 0) return [];
  const bridge = terms.find(({ name }) => name === '-i')?.value ?? '';
  const network = terms.find(({ name, negated }) => name === '-s' && !negated)?.value;
  return network !== undefined && looksRight('guestBridge', bridge) ? [network] : [];
}

/** Addresses that Docker keeps others from reaching but over a bridge of its own. */
function guardedOf([{ target }, { terms }]: ReadRule, bridges: ReadonlySet<string>): readonly string[] {
  if (target !== 'DROP' || terms.length !== 3) return [];
  const bridge = terms.find(({ name, negated }) => name === '-i' && negated)?.value ?? '';
  const address = terms.find(({ name }) => name === '-d')?.value;
  return address !== undefined && (bridges.has(bridge) || looksRight('bridge', bridge)) ? [address] : [];
}

/** Loopback addresses and ports on which Docker publishes. */
function publishedAt([{ target }, { terms }]: ReadRule): readonly string[] {
  const address = terms.find(({ name }) => name === '-d')?.value ?? '';
  const port = terms.find(({ name }) => name === '--dport')?.value;
  return target === 'DNAT' && address.startsWith('127.') ? [portOf(address, port)] : [];
}

function portOf(address: string, port: string | undefined): string {
  return `${address} ${port ?? ''}`;
}

function isOverlayMark({ name, value }: RuleTerm): boolean {
  return (name === '--set-xmark' || name === '--set-mark') && looksRight('spi', value);
}

/** Networks that are both returned from among themselves and masqueraded but for multicast. */
function flannelNetworks(postrouting: readonly ReadRule[]): ReadonlySet<string> {
  const inside = new Set(postrouting.flatMap((rule) => sourceIn(rule, INSIDE)));
  const leaving = LEAVING.flatMap((shape) => postrouting.flatMap((rule) => sourceIn(rule, shape)));
  return new Set(leaving.filter((network) => inside.has(network)));
}

const INSIDE: Shape = readShape('-s {network} -d {network} -j RETURN');
const LEAVING: readonly Shape[] = [
  '-s {network} ! -d {multicast} -j MASQUERADE',
  '-s {network} ! -d {multicast} -j MASQUERADE --random-fully',
].map(readShape);

/** The source of a rule without a comment that has the shape. */
function sourceIn([, terms]: ReadRule, shape: Shape): readonly string[] {
  if (terms.comments.length > 0 || !matches(shape, terms, looksRight)) return [];
  return terms.terms.filter(({ name }) => name === '-s').map(({ value }) => value);
}
