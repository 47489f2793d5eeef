import { expect, test } from 'vitest';
import { eventsOf, MASKING, planRun, task } from '../../test/renderers/scene.ts';
import type { RunEvent } from '../model/run/event.ts';
import { previewOf } from './preview.ts';

test('a change that is the same on many hosts is told once', () => {
  const { changes, hosts, hostsToChange, groups } = previewOf(
    eventsOf(planRun({ batches: [['a', 'b', 'c']], fates: { c: 'unchanged' } })),
  );
  expect({ changes, hosts, hostsToChange }).toEqual({ changes: 6, hosts: 3, hostsToChange: 2 });
  expect(groups.map(({ title, hosts: on }) => [title, on.toSorted()])).toEqual([
    ['Keep iptables.service from ever starting', ['a', 'b']],
    ['Remove the rules that nobody owns', ['a', 'b']],
    ['Tell the log', ['a', 'b']],
  ]);
});

test('within a task the most frequent change comes first', () => {
  const rules = (host: string): string =>
    host === 'a' ? 'odd 8443\n' : '-A INPUT -p tcp --dport 8443 -j ACCEPT\n';
  const { groups } = previewOf(eventsOf(planRun({ batches: [['a', 'b', 'c']], rules })));
  expect(groups.map(({ hosts }) => hosts.length)).toEqual([3, 2, 1, 3]);
});

test('hosts come in the order of the run, whichever of them answered first', () => {
  const pending = (host: string, summary: string): RunEvent => ({
    type: 'task.pending',
    host,
    task: task('tasks', 1),
    title: 'Mask',
    change: { ...MASKING, summary },
    uncertain: false,
  });
  const [started] = eventsOf(planRun({ batches: [['a', 'b', 'c']] }));
  const events = [pending('c', 'one'), pending('a', 'one'), pending('b', 'two')];
  const told = (all: readonly RunEvent[]): unknown =>
    previewOf(started === undefined ? [] : [started, ...all]).groups.map(({ hosts }) => hosts);
  expect(told(events)).toEqual([['a', 'c'], ['b']]);
  expect(told([pending('b', 'two'), pending('a', 'three')])).toEqual([['a'], ['b']]);
});

function said(host: string, text: string, number: number): RunEvent {
  return {
    type: 'task.satisfied',
    host,
    task: task('tasks', number),
    title: `task ${number}`,
    result: {},
    messages: [{ severity: 'warning', text }],
  };
}

test('so is a warning, in the order of the playbook', () => {
  const { notices } = previewOf([said('a', 'late', 2), said('a', 'early', 1), said('b', 'early', 1)]);
  expect(notices.map(({ what, hosts }) => [what.text, hosts])).toEqual([
    ['early', ['a', 'b']],
    ['late', ['a']],
  ]);
});

test('a title with the name of the host in it is not told for another host', () => {
  const pending = (host: string): RunEvent => ({
    type: 'task.pending',
    host,
    task: task('tasks', 1),
    title: `Mask on ${host}`,
    change: MASKING,
    uncertain: false,
  });
  expect(previewOf([pending('a'), pending('b')]).groups.map(({ title }) => title)).toEqual([
    'Mask on a',
    'Mask on b',
  ]);
});

test('plays whose order or whose hosts nobody knows beforehand are told', () => {
  const [started, ...rest] = eventsOf(planRun({ batches: [['b', 'a']] }));
  if (started?.type !== 'run.started') throw new Error('a run begins with its start');
  const plays = started.plays.map((play) => ({ ...play, shuffled: true as const }));
  const { shuffled, open, hosts } = previewOf([
    { ...started, plays },
    { type: 'hosts.joined', hosts: ['new'] },
    { type: 'play.open', play: 2, name: 'Later', why: '"add" may add to its hosts' },
    ...rest,
  ]);
  expect(shuffled.map((play) => play.hosts)).toEqual([['b', 'a']]);
  expect(open).toMatchObject([{ name: 'Later', why: '"add" may add to its hosts' }]);
  expect(hosts).toBe(3);
});
