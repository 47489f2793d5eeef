import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HTML_PAYLOADS, PAYLOADS, poisoned } from '../../../test/renderers/payloads.ts';
import { applyRun, bigScene, eventsOf, nodes, planRun, type Scene } from '../../../test/renderers/scene.ts';
import { type Told, toldRun } from '../../../test/renderers/told.ts';
import type { RunEvent } from '../../model/run/event.ts';
import { reportOf } from '../fold/run-report.ts';
import type { TimedEvent } from '../fold/timed-event.ts';
import { htmlReport } from './html.ts';

function html(timed: readonly TimedEvent[]): string {
  const report = reportOf(timed);
  return report === undefined ? '' : htmlReport(report);
}

const scene: Scene = {
  batches: [['node-1'], ['node-2', 'node-3']],
  fates: { 'node-2': 'rollback-failed', 'node-3': 'unchanged' },
};

/** A page without its texts: what an honest text and a hostile one must have in common. */
function skeleton(page: string): string {
  return page.replace(/="[^"]*"/g, '=""').replace(/>[^<]*/g, '>');
}

function count(page: string, pattern: RegExp): number {
  return page.match(pattern)?.length ?? 0;
}

test('a page needs nothing beside itself and can do nothing', () => {
  const page = html(applyRun(scene));
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'`,
  );
  expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base|audio|video)\b/i);
  expect(page).not.toMatch(/\son\w+=/i);
  expect(page).not.toMatch(/\ssrc=|url\(|@import|https?:/i);
  for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
});

test('every link leads to a place in the page, and every place is there once', () => {
  const page = html(applyRun(bigScene(100)));
  const places = [...page.matchAll(/ id="([^"]*)"/g)].map(([, place]) => place);
  expect(new Set(places).size).toBe(places.length);
  for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(places).toContain(target);
});

test('the sections, the failures first', () => {
  const page = html(applyRun(scene));
  expect([...page.matchAll(/<h2>([^<]*)/g)].map(([, title]) => title)).toEqual([
    'What needs attention',
    'Changes',
    'Hosts × tasks',
    'Timeline',
    'Every host',
  ]);
  expect(page).toContain('<p class="verdict bad">Rolling back failed on some host: a person must look.</p>');
  expect(page.indexOf('>node-2<')).toBeLessThan(page.indexOf('>node-1<'));
});

test('a run in which all is well has nothing that needs attention', () => {
  expect(html(applyRun({ batches: [['node-1']] }))).not.toContain('attention');
});

test('up to forty hosts each have a row and a line of their own', () => {
  const page = html(applyRun({ batches: [nodes(40)] }));
  expect(count(page, /<tr><th scope="row"><a /g)).toBe(40);
  expect(count(page, /<svg class="line" role="img"/g)).toBe(80);
});

test('of a thousand hosts those with equal rows share one, and one picture has them all', () => {
  const page = html(applyRun(bigScene(1_000)));
  expect(count(page, /<td><span class="outcome/g)).toBe(6);
  expect(count(page, /aria-label="timeline of all hosts"/g)).toBe(1);
  expect(count(page, /<details class="host"/g)).toBe(1_000);
  expect(page).toContain('node-0001 and 955 others');
});

test('hosts with the same outcome that came to it another way have another row', () => {
  const [odd] = nodes(60);
  const events = applyRun({ batches: [nodes(60)] }).filter(
    ({ event }) => !('task' in event && event.host === odd && event.task.section === 'handlers'),
  );
  const page = html(events);
  expect(count(page, /<td><span class="outcome changed">/g)).toBe(2);
  expect(page).toContain('node-02 and 58 others');
});

test('differences and operations are folded, and can be unfolded without a script', () => {
  const page = html(applyRun(scene));
  expect(page).toContain('<details class="difference"><summary>Differences</summary><pre class="diff">');
  expect(page).toContain('<span class="del">--A INPUT -p tcp --dport 8443 -j ACCEPT\n</span>');
  expect(page).toContain('iptables.service: <del>enabled</del> → <ins>masked</ins>');
  expect(page).toContain('<p class="impact">Impact: no host firewall loads at the next boot</p>');
});

test('what was foreseen and never begun is not told as a change', () => {
  expect(html(applyRun(scene))).toContain('foreseen, but not started, on 1 host');
  expect(html(planRun(scene))).toContain('would change on 2 hosts');
});

test('differences that are too large for a page are left out by name', () => {
  const rules = (host: string): string => `# ${host}\n${'x'.repeat(90_000)}\n`;
  const page = html(planRun({ batches: [nodes(60)], rules }));
  expect(count(page, /\/etc\/sysconfig\/iptables: left out, to keep this page small/g)).toBe(60 - 44);
});

test('without times the page says so', () => {
  const page = html(applyRun(scene).map(({ event }) => ({ event, atMs: undefined })));
  expect(page).toContain('The record of this run says no times.');
  expect(page).not.toContain('<svg');
});

test('a record that breaks off is told as far as it goes', () => {
  const page = html(applyRun(scene).slice(0, -8));
  expect(page).toContain('The record ends before the run did.');
  expect(page).toContain('unfinished');
});

test('a rollback, which has no tasks', () => {
  const hosts = ['node-1'];
  const page = html([
    {
      event: {
        type: 'run.started',
        formatVersion: 1,
        run: 'r',
        command: 'rollback',
        version: '0',
        at: '',
        playbooks: [],
        hosts,
        plays: [],
      },
      atMs: 0,
    },
    { event: { type: 'undo.started', host: 'node-1', steps: 1 }, atMs: 1 },
    { event: { type: 'undo.done', host: 'node-1', hostRun: 'q', step: 1, title: 'Keep it' }, atMs: 20 },
    {
      event: {
        type: 'host.finished',
        host: 'node-1',
        outcome: 'rolled-back',
        why: 'on request',
        elapsedMs: 30,
      },
      atMs: 30,
    },
    { event: { type: 'run.finished', exitCode: 0, elapsedMs: 31 }, atMs: 31 },
  ]);
  expect([...page.matchAll(/<h2>([^<]*)/g)].map(([, title]) => title)).not.toContain('Hosts × tasks');
  expect(page).toContain('1 undone');
});

test('what ran and changed nothing is not told as something that cannot be undone', () => {
  const task = { play: 1, section: 'tasks', task: 1 } as const;
  const on = { host: 'node-1', task, title: 'Look' };
  const undo = { kind: 'irreversible', why: 'nobody knows what it changes', accepted: false } as const;
  const change = { summary: 'run uptime', diff: [], impact: [], operations: ['uptime'], undo };
  const page = (last: RunEvent): string =>
    html(
      [
        {
          type: 'run.started' as const,
          formatVersion: 1 as const,
          run: 'r',
          command: 'apply' as const,
          version: '0',
          at: '',
          playbooks: [],
          hosts: ['node-1'],
          plays: [{ name: 'p', hosts: ['node-1'], tasks: [{ task, title: 'Look' }] }],
        },
        { type: 'task.started' as const, ...on },
        { type: 'task.intent' as const, ...on, step: 1, become: undefined, change },
        last,
      ].map((event, atMs) => ({ event, atMs })),
    );
  expect(page({ type: 'task.satisfied', ...on, result: {}, messages: [] })).not.toContain('Cannot be undone');
  expect(page({ type: 'task.changed', ...on, step: 1, elapsedMs: 1, result: {}, change })).toContain(
    'Cannot be undone: nobody knows',
  );
});

function hostile(payload: string): string {
  const timed = applyRun(scene);
  return html(
    poisoned(eventsOf(timed), payload).map((event, index) => ({ event, atMs: timed[index]?.atMs })),
  );
}

test.for([...Object.entries(HTML_PAYLOADS), ...Object.entries(PAYLOADS)])('%s stays text', ([, payload]) => {
  const page = hostile(payload);
  expect(skeleton(page)).toBe(skeleton(hostile(payload.replace(/[^\n]/gu, 'x'))));
  expect(page).not.toMatch(/(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}]/u);
});

test('no text whatever adds an element or an attribute', () => {
  const honest = skeleton(hostile('x'));
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'script', 'x', '-', '\u0000'),
      }),
      (text) => {
        expect(skeleton(hostile(`x${text}`))).toBe(honest);
      },
    ),
    { numRuns: 30 },
  );
});

test('a look has words of its own, and what has drifted comes first with what was found', () => {
  const found = applyRun(scene).find(({ event }) => event.type === 'task.failed');
  const looks: Scene = { batches: [['node-1'], ['node-2'], ['node-3']], fates: { 'node-1': 'unchanged' } };
  const drift = planRun(looks, 'drift').flatMap((timed): readonly TimedEvent[] =>
    timed.event.type === 'run.finished' && found !== undefined ? [found, timed] : [timed],
  );
  const page = html(drift);
  expect(page).toContain('<span class="outcome drifted">drifted</span>');
  expect(page).not.toContain('>not-started<');
  expect(page).toMatch(/id="attention"[\s\S]*drifted<\/span> node-2<[\s\S]*id="matrix"/);
  expect(page).toMatch(/drifted<\/span> node-3<[\s\S]*<p>[^<]*mask iptables\.service<\/p>[\s\S]*id="matrix"/);
  const looked = planRun(looks);
  expect(html(looked)).not.toContain('id="attention"');
  expect(html(looked)).toContain('<span class="outcome to-change">to change</span>');
  expect(html(looked)).toContain('<span class="outcome as-wanted">as wanted</span>');
});

const listed = { '1': 'web : Install', '2': 'Roles', '3': 'Mend' };

const looped: readonly Told[] = [
  ['started', '1', { items: 3 }],
  ['changed', '1 [nginx]'],
  ['rescued', '1 [redis]'],
  ['ok', '1 [vim]'],
  ['ok', '2 [orders]'],
  ['changed', '2.[orders].1', { title: 'db : Make' }],
  ['ok', '2 [users]'],
  ['ok', '2.[users].1', { title: 'db : Make' }],
  ['changed', '3', { arm: 'rescue' }],
];

test('a loop is one row with its items folded, and what it includes stands below it with its item', () => {
  const page = html(toldRun({ listed, done: looped }));
  const rows = page.slice(page.indexOf('<section id="hosts">'));
  const names = [...rows.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, name = '']) =>
    name.replace(/<[^>]*>/g, ''),
  );
  expect(names).toEqual([
    'web : Install',
    'Roles',
    '↳ db : Make [orders]',
    '↳ db : Make [users]',
    'rescue: Mend',
  ]);
  expect(rows).toContain('<summary>3 items: 1 as wanted, 1 changed, 1 failed, rescued</summary>');
  expect(rows).toContain('<li>as wanted: vim</li>');
  expect(rows).toContain('1 rescued');
});

test('in the matrix a loop is one column, and so is what its items include', () => {
  const page = html(toldRun({ listed, done: looped }));
  const matrix = page.slice(page.indexOf('<section id="matrix">'), page.indexOf('<section id="timeline">'));
  expect(count(matrix, /<th scope="col" class="task">/g)).toBe(4);
  expect([...matrix.matchAll(/<td class="c (\w+)">/g)].map(([, kind]) => kind)).toEqual([
    'rescued',
    'ok',
    'changed',
    'changed',
  ]);
});

test('what an apply foresaw and did not start is not told as what would change', () => {
  const page = html(toldRun({ listed, foreseen: [['pending', '1']], done: [['ok', '3']] }));
  expect(page).toContain('foreseen, not started');
  expect(page).not.toContain('would change');
});

test('many changes by one task are folded', () => {
  const items = (total: number): readonly Told[] =>
    Array.from({ length: total }, (_, index): Told => ['changed', `1 [i${index}]`]);
  expect(html(toldRun({ listed, done: items(3) }))).not.toContain('<details class="one">');
  const page = html(toldRun({ listed, done: items(9) }));
  expect(count(page, /<details class="one">/g)).toBe(9);
  expect(page).toContain('<span class="where">9 changes</span>');
});
