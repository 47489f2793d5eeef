import { linesIn, type ToldFacts } from '../told.ts';
import { machineSigns } from './machine.ts';
import { guestOf, hostOf, type Sign } from './sign.ts';

/** All signs that a host shows, those that count most first: containers, then machines, then what it can host. */
export function* signsOf(told: ToldFacts): Iterable<Sign> {
  yield* containerSigns(told);
  yield* xenSigns(told);
  yield* machineSigns(told);
}

const CGROUPS: readonly (readonly [RegExp, string])[] = [
  [/\/docker(?:\/|-[0-9a-f]+\.scope)/, 'docker'],
  [/\/lxc\/|\/machine\.slice\/machine-lxc/, 'lxc'],
  [/\/system\.slice\/containerd\.service/, 'containerd'],
];

const ENVIRONMENTS: readonly (readonly [RegExp, string])[] = [
  [/container=lxc/, 'lxc'],
  [/container=podman/, 'podman'],
  [/^container=./, 'container'],
];

function* containerSigns(told: ToldFacts): Iterable<Sign> {
  yield* linesIn(told.content('/proc/1/cgroup')).flatMap((line) => matching(line, CGROUPS));
  yield* told.section('environ').flatMap((line) => matching(line, ENVIRONMENTS));
  if (told.there('/proc/vz') && !told.there('/proc/lve'))
    yield told.there('/proc/bc') ? hostOf('openvz') : guestOf('openvz', 'container');
  const systemd = told.content('/run/systemd/container');
  if (systemd !== undefined) yield guestOf(systemd, 'container');
  if (told.there('/.dockerenv') || told.there('/.dockerinit')) yield guestOf('docker', 'container');
}

function matching(line: string, shapes: readonly (readonly [RegExp, string])[]): readonly Sign[] {
  return shapes.filter(([shape]) => shape.test(line)).map(([, type]) => guestOf(type, 'container'));
}

function* xenSigns({ there, content }: ToldFacts): Iterable<Sign> {
  if (!there('/proc/xen')) return;
  const isHost = content('/proc/xen/capabilities')?.includes('control_d') === true;
  yield isHost ? hostOf('xen') : { decides: ['xen', 'guest'] };
}
