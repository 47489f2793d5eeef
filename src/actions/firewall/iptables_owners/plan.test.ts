import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { decideOn, disk, FOLDER, file } from '../../files/host-file/model-disk.test-kit.ts';
import { iptablesOwners as bareIptablesOwners } from './action.ts';

const iptablesOwners = withDefaults(bareIptablesOwners);

const OWN =
  '*filter\n:INPUT ACCEPT [0:0]\n:DOCKERHOST-ADMIN - [0:0]\n:KUBE-LIKE - [0:0]\n-A INPUT -j DOCKERHOST-ADMIN\n-A DOCKERHOST-ADMIN -p tcp --dport 22 -j ACCEPT\nCOMMIT\n';
const HOST = disk({
  '/etc/own': file(OWN.replace(':KUBE-LIKE - [0:0]\n', '')),
  '/etc/doubtful': file(OWN),
  '/etc/saved': file(
    OWN.replace(
      'COMMIT',
      '-A FORWARD -o docker0 -j DOCKER\n-A DOCKER -j RETURN\n-A KUBE-FORWARD -j ACCEPT\nCOMMIT',
    ).replace(':KUBE-LIKE', ':DOCKER - [0:0]\n:KUBE-FORWARD'),
  ),
  '/etc/broken': file('*filter\n'),
  '/etc/d': FOLDER,
});

test.for<readonly [JsonObject, object]>([
  [{ path: '/etc/own' }, { kind: 'satisfied', result: { exists: true, lines: [] }, messages: [] }],
  [{ path: '/etc/none' }, { kind: 'satisfied', result: { exists: false, lines: [] } }],
  [
    { path: '/etc/doubtful' },
    { kind: 'satisfied', messages: [{ severity: 'info', text: expect.stringContaining(':KUBE-LIKE -') }] },
  ],
  [
    { path: '/etc/doubtful', owners: { 'KUBE-LIKE': 'admin' } },
    { kind: 'satisfied', messages: [] },
  ],
  [{ path: '/etc/doubtful', owners: { 'KUBE-LIKE': 'kube-proxy' } }, { kind: 'refused' }],
  [
    { path: '/etc/saved' },
    {
      kind: 'refused',
      why: '/etc/saved says `:DOCKER -`, `:KUBE-FORWARD -`, `-A FORWARD -o docker0 -j DOCKER` and 2 lines more like that, of Docker, kube-proxy',
    },
  ],
  [
    { path: '/etc/saved', programs: 'warn' },
    {
      kind: 'satisfied',
      result: { lines: expect.arrayContaining(['-A DOCKER -j RETURN']) },
      messages: [{ severity: 'warning', text: expect.stringContaining('`:DOCKER -`') }],
    },
  ],
  [{ path: '/etc/broken' }, { kind: 'refused', why: expect.stringContaining('/etc/broken:1:1: the table') }],
  [
    { path: '/etc/broken', programs: 'warn' },
    { kind: 'satisfied', messages: [{ severity: 'warning' }] },
  ],
  [{ path: '/etc/d' }, { kind: 'refused' }],
  [{ path: '/etc/own', owners: { X: 'nobody' } }, { kind: 'refused' }],
])('%j: %j', ([params, decision]) => {
  expect(decideOn(HOST, iptablesOwners, params)).toMatchObject(decision);
});
