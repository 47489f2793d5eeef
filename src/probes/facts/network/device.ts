import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { ToldFacts } from '../told.ts';

/** What kind of interface a number of the kernel's means. */
const TYPES: Readonly<Record<string, string>> = {
  '1': 'ether',
  '32': 'infiniband',
  '512': 'ppp',
  '772': 'loopback',
  '65534': 'tunnel',
};

/** What the kernel tells of an interface, beside its addresses. */
export function deviceFacts(device: string, told: ToldFacts): JsonObject {
  const folder = `/sys/class/net/${device}`;
  const read = (file: string): string | undefined => told.content(`${folder}/${file}`);
  const mac = read('address');
  const number = (file: string): number | undefined =>
    read(file) === undefined ? undefined : Number(read(file));
  const facts: Record<string, JsonValue | undefined> = {
    device,
    macaddress: mac === '00:00:00:00:00:00' ? undefined : mac,
    mtu: number('mtu'),
    active: read('operstate') === undefined ? undefined : read('operstate') !== 'down',
    module: linkIn(told, `${folder}/device/driver/module`),
    type: read('type') === undefined ? undefined : (TYPES[read('type') ?? ''] ?? 'unknown'),
    ...(told.there(`${folder}/bridge`) ? bridgeFacts(folder, told) : {}),
    ...(told.there(`${folder}/bonding`) ? bondFacts(folder, told) : {}),
    perm_macaddress: read('bonding_slave/perm_hwaddr'),
    pciid: linkIn(told, `${folder}/device`),
    speed: number('speed'),
    promisc: read('flags') === undefined ? undefined : (Number(read('flags')) & 0x100) > 0,
  };
  return jsonObject(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function bridgeFacts(folder: string, { paths, content }: ToldFacts) {
  const members = paths.filter((path) => path.startsWith(`${folder}/brif/`));
  return {
    type: 'bridge',
    interfaces: members.map((path) => path.slice(path.lastIndexOf('/') + 1)),
    id: content(`${folder}/bridge/bridge_id`) ?? '',
    stp: content(`${folder}/bridge/stp_state`) === '1',
  };
}

function bondFacts(folder: string, { content }: ToldFacts) {
  const read = (file: string): string => content(`${folder}/bonding/${file}`) ?? '';
  const first = (file: string): string => read(file).split(/\s+/)[0] ?? '';
  const primary = read('primary');
  return {
    type: 'bonding',
    slaves: read('slaves')
      .split(/\s+/)
      .filter((name) => name !== ''),
    mode: first('mode'),
    miimon: first('miimon'),
    lacp_rate: first('lacp_rate'),
    primary: primary === '' ? undefined : primary,
    all_slaves_active: primary === '' ? undefined : read('all_slaves_active') === '1',
  };
}

/** The last part of what a link leads to, as `ls -l` says. */
function linkIn({ section }: ToldFacts, path: string): string | undefined {
  const line = section('links').find((one) => one.includes(` ${path} -> `));
  return line?.slice(line.lastIndexOf('/') + 1);
}
