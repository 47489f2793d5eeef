import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';
import { type DeviceLinks, deviceLinks, linksOf, linksTo } from './device-links.ts';
import { humanBytes } from './human-bytes.ts';

export const devices: FactGroup = {
  name: 'devices',
  subsets: words('hardware devices'),
  brings: ['platform', 'python'],
  names: words('devices device_links'),
  ask: () => factProbe(['rr_facts_devices'], deviceFacts),
};

function* deviceFacts(told: ToldFacts): Iterable<Fact> {
  const links = deviceLinks(told);
  const kinds = Object.entries(links.kinds);
  yield ['device_links', jsonObject(kinds.map(([kind, found]) => [kind, jsonObject(found)] as const))];
  yield [
    'devices',
    jsonObject([...links.disks].map(([name, target]) => [name, diskOf(name, target, told, links)] as const)),
  ];
}

function diskOf(name: string, target: string, told: ToldFacts, links: DeviceLinks): JsonObject {
  const folder = `/sys/block/${name}`;
  const read = (file: string): JsonValue => told.content(`${folder}/${file}`) ?? null;
  const serial = told.content(`${folder}/device/serial`);
  const wwn = links.wwns.get(name);
  const [, scheduler = ''] = /.*\[(.*)\]/.exec(told.content(`${folder}/queue/scheduler`) ?? '') ?? [];
  return jsonObject([
    ['virtual', 1],
    ['links', linksTo(name, links)],
    ...['vendor', 'model', 'sas_address', 'sas_device_handle'].map(
      (key) => [key, read(`device/${key}`)] as const,
    ),
    ...(serial === undefined ? [] : [['serial', serial] as const]),
    ['removable', read('removable')],
    ['support_discard', read('queue/discard_granularity')],
    ...(wwn === undefined ? [] : [['wwn', wwn] as const]),
    ['partitions', partitionsOf(name, told, links)],
    ['rotational', read('queue/rotational')],
    ['scheduler_mode', scheduler],
    ['sectors', told.content(`${folder}/size`) ?? 0],
    ['sectorsize', sectorSize(folder, told)],
    ['size', humanBytes(Number(told.content(`${folder}/size`) ?? 0) * 512)],
    ['host', hostOf(target, told)],
    ['holders', holdersOf(folder, told)],
  ]);
}

function partitionsOf(disk: string, told: ToldFacts, links: DeviceLinks): JsonObject {
  const prefix = `/sys/block/${disk}/`;
  const names = told.paths
    .filter((path) => path.startsWith(prefix) && path.endsWith('/start'))
    .map((path) => path.slice(prefix.length, -'/start'.length))
    .filter((name) => name.startsWith(disk));
  return jsonObject(names.map((name) => [name, partitionOf(name, `${prefix}${name}`, told, links)] as const));
}

function partitionOf(name: string, folder: string, told: ToldFacts, links: DeviceLinks): JsonObject {
  const sectors = told.content(`${folder}/size`) ?? 0;
  return jsonObject([
    ['links', linksTo(name, links)],
    ['start', told.content(`${folder}/start`) ?? 0],
    ['sectors', sectors],
    ['sectorsize', sectorSize(folder, told)],
    ['size', humanBytes(Number(sectors) * 512)],
    ['uuid', linksOf(links.kinds.uuids, name)[0] ?? null],
    ['holders', holdersOf(folder, told)],
  ]);
}

function sectorSize(folder: string, { content }: ToldFacts): JsonValue {
  return content(`${folder}/queue/logical_block_size`) ?? content(`${folder}/queue/hw_sector_size`) ?? 512;
}

/** What the device mapper has made of it, by the names it gave. */
function holdersOf(folder: string, { paths, content }: ToldFacts): JsonValue {
  return paths
    .filter((path) => path.startsWith(`${folder}/holders/dm-`))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .map((name) => content(`/sys/block/${name}/dm/name`) ?? name);
}

/** The controller that it hangs on, as lspci calls it. */
function hostOf(target: string, { section }: ToldFacts): string {
  const [, address] = /.+\/([a-f0-9]{4}:[a-f0-9]{2}:[01][a-f0-9]\.[0-7])\//.exec(target) ?? [];
  const line = section('pci').find((one) => address !== undefined && one.startsWith(`${address} `));
  return line?.slice(line.indexOf(' ') + 1) ?? '';
}
