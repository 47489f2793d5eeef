/** One address of an interface. */
export interface InterfaceAddress {
  readonly device: string;
  /** What `ip` calls the address: the device, or a name like `eth0:1`. */
  readonly label: string;
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly isSecondary: boolean;
  /** What its interface tells of it. */
  readonly facts: Readonly<Record<string, string>>;
  /** What `default_ipv4` or `default_ipv6` tells of it beside. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** The addresses in what `ip addr show` says of all interfaces: of each first those that are not secondary. */
export function addressesIn(lines: readonly string[]): readonly InterfaceAddress[] {
  const found: InterfaceAddress[] = [];
  let device = '';
  for (const line of lines) {
    const [, heading] = /^\d+:\s+([^:@\s]+)/.exec(line) ?? [];
    const words = line.trim().split(/\s+/);
    if (heading !== undefined) device = heading;
    else if (words[0] === 'inet') found.push(ofFour(device, words));
    else if (words[0] === 'inet6') found.push(ofSix(device, words));
  }
  const devices = [...new Set(found.map((one) => one.device))];
  return devices.flatMap((name) =>
    found
      .filter((one) => one.device === name)
      .toSorted((a, b) => Number(a.isSecondary) - Number(b.isSecondary)),
  );
}

function ofFour(device: string, words: readonly string[]): InterfaceAddress {
  const [, written = '', next, following = ''] = words;
  // A point-to-point interface says no prefix.
  const [address = '', prefix = '32'] = written.split('/');
  const broadcast = written.includes('/') && next === 'brd' ? following : '';
  const mask = maskOf(Number(prefix));
  const network = address.split('.').map((part, index) => Number(part) & (mask[index] ?? 0));
  const facts = { address, broadcast, netmask: mask.join('.'), network: network.join('.'), prefix };
  const label = words.at(-1) ?? device;
  const { address: _, ...rest } = facts;
  return {
    ...{ device, family: 'inet', address, label, facts },
    isSecondary: words.includes('secondary'),
    defaults: { ...rest, alias: label },
  };
}

function maskOf(prefix: number): readonly number[] {
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - from))));
}

function ofSix(device: string, words: readonly string[]): InterfaceAddress {
  const hasPeer = words[2] === 'peer';
  const [own = '', ownPrefix = ''] = (words[1] ?? '').split('/');
  const prefix = hasPeer ? ((words[3] ?? '').split('/')[1] ?? '') : ownPrefix;
  const scope = words[hasPeer ? 5 : 3] ?? '';
  return {
    ...{ device, family: 'inet6', address: own, label: device },
    isSecondary: words.includes('temporary') || words.includes('secondary'),
    facts: { address: own, prefix, scope },
    defaults: { prefix, scope },
  };
}
