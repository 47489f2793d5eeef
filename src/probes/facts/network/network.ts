import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';
import { addressesIn, type InterfaceAddress } from './addresses.ts';
import { deviceFacts } from './device.ts';

/** Each interface is a fact of its own besides, named after it. */
export const network: FactGroup = {
  name: 'network',
  subsets: words('network interfaces default_ipv4 default_ipv6 all_ipv4_addresses all_ipv6_addresses'),
  names: words('interfaces default_ipv4 default_ipv6 all_ipv4_addresses all_ipv6_addresses'),
  open: true,
  brings: ['platform', 'python', 'distribution'],
  ask: () => factProbe(['rr_facts_network'], networkFacts),
};

function* networkFacts(told: ToldFacts): Iterable<Fact> {
  // Without `ip` Ansible tells nothing of it either.
  if (told.lines.length === 0) return;
  const names = told.paths.flatMap((path) => /^\/sys\/class\/net\/([^/]+)$/.exec(path)?.[1] ?? []);
  const devices = names.filter(
    (name) => !told.there(`/sys/class/net/${name}/none`) && name !== 'bonding_masters',
  );
  const addresses = addressesIn(told.section('addresses'));
  const interfaces = new Map<string, JsonObject>();
  for (const device of devices) {
    const own = addresses.filter((address) => address.device === device);
    const facts = deviceFacts(device, told);
    interfaces.set(device, jsonObject([...Object.entries(facts), ...addressFacts(own, device)]));
    // An address with a label of its own is an interface of its own to Ansible.
    for (const label of new Set(own.map((address) => address.label)))
      if (label !== device) interfaces.set(label, jsonObject(addressFacts(own, label)));
  }
  yield ['interfaces', [...interfaces.keys()].map(asName)];
  for (const [name, facts] of interfaces) yield [asName(name), facts];
  const usable = addresses.filter(({ device }) => interfaces.has(device));
  yield ['default_ipv4', defaultOf(told.section('route4'), '8.8.8.8', usable, interfaces)];
  yield ['default_ipv6', defaultOf(told.section('route6'), '2404:6800:400a:800::1012', usable, interfaces)];
  const all = (family: InterfaceAddress['family']): readonly string[] =>
    usable.filter((one) => one.family === family).map(({ address }) => address);
  yield ['all_ipv4_addresses', all('inet').filter((address) => !address.startsWith('127.'))];
  yield ['all_ipv6_addresses', all('inet6').filter((address) => address !== '::1')];
}

/** As an expression can write it. */
function asName(device: string): string {
  return device.replaceAll(':', '_');
}

function* addressFacts(
  own: readonly InterfaceAddress[],
  label: string,
): Iterable<readonly [string, JsonValue]> {
  const ipv4 = own.filter(({ family }) => family === 'inet');
  const [first, ...others] = ipv4.filter((one) => one.label === label && !one.isSecondary);
  if (first !== undefined) yield ['ipv4', jsonObject(Object.entries(first.facts))];
  const isDevice = own.some(({ device }) => device === label);
  const secondaries = [
    ...others,
    ...ipv4.filter((one) => one.isSecondary && (isDevice || one.label === label)),
  ];
  if (secondaries.length > 0)
    yield ['ipv4_secondaries', secondaries.map(({ facts }) => jsonObject(Object.entries(facts)))];
  const ipv6 = own.filter(({ family }) => family === 'inet6');
  if (isDevice && ipv6.length > 0) yield ['ipv6', ipv6.map(({ facts }) => jsonObject(Object.entries(facts)))];
}

/** What goes out to the world: the kernel's own answer, and what is known of the address it would use. */
function defaultOf(
  route: readonly string[],
  target: string,
  addresses: readonly InterfaceAddress[],
  interfaces: ReadonlyMap<string, JsonObject>,
): JsonObject {
  const said = (route[0] ?? '').trim().split(/\s+/);
  if (said[0] !== target) return jsonObject([]);
  const after = (word: string): string | undefined => said[said.lastIndexOf(word) + 1 || said.length];
  const gateway = said.includes('via') ? after('via') : undefined;
  const address = addresses.find((one) => one.address === after('src'));
  const device = address === undefined ? undefined : interfaces.get(address.device);
  const known = Object.entries({
    interface: after('dev'),
    address: after('src'),
    gateway: gateway === target ? undefined : gateway,
    ...address?.defaults,
    macaddress: device?.['macaddress'],
    mtu: device?.['mtu'],
    type: device === undefined ? undefined : (device['type'] ?? 'unknown'),
  });
  return jsonObject(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
