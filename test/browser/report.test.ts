import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportOf } from '../../src/report/fold/run-report.ts';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';
import { htmlReport } from '../../src/report/html/html.ts';
import { junitReport } from '../../src/report/junit.ts';
import { HTML_PAYLOADS, PAYLOADS, poisoned } from '../renderers/payloads.ts';
import { applyRun, bigScene, eventsOf, type Scene } from '../renderers/scene.ts';
import { type Browser, chromium, startBrowser, type Tab } from './chromium.ts';

// The report as a browser sees it. Without a Chromium these tests are skipped.

const small: Scene = {
  batches: [['node-1'], ['node-2', 'node-3']],
  fates: { 'node-2': 'rollback-failed', 'node-3': 'unchanged' },
};

let browser: Browser | undefined;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rulerun-pages-'));
  if (chromium !== undefined) browser = await startBrowser(chromium);
});

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

let files = 0;

/** Opens the report of a run in the browser, or gives the reason why the test cannot be done. */
async function opened(timed: readonly TimedEvent[]): Promise<Tab | undefined> {
  const report = reportOf(timed);
  if (browser === undefined || report === undefined) return undefined;
  files += 1;
  const path = join(folder, `${files}.html`);
  await writeFile(path, htmlReport(report));
  return browser.open(pathToFileURL(path).href);
}

const NONE = 'there is no Chromium on this machine';

/** What went wrong in a page, and what it asked for beside itself. */
function complaints({ events }: Tab): readonly unknown[] {
  const asked = events.filter(({ method }) => method === 'Network.requestWillBeSent').slice(1);
  const logged = events.filter(
    ({ method }) => method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown',
  );
  return [...asked, ...logged].map(({ params }) => params);
}

test('a report asks for nothing beside itself, and no rule of its policy is broken', async ({ skip }) => {
  const tab = await opened(applyRun(small));
  if (tab === undefined) return skip(NONE);
  expect(complaints(tab)).toEqual([]);
  expect(await tab.value('document.scripts.length')).toBe(0);
  expect(await tab.value("getComputedStyle(document.querySelector('.verdict')).borderLeftWidth")).toBe('5px');
});

test('a script that got into the page would not run', async ({ skip }) => {
  if (browser === undefined) return skip(NONE);
  const report = reportOf(applyRun(small));
  const page = report === undefined ? '' : htmlReport(report);
  const path = join(folder, 'broken.html');
  await writeFile(
    path,
    page.replace(
      '<main>',
      '<main><script>document.title = "taken"</script><img src="x" onerror="document.title = 1">',
    ),
  );
  const tab = await browser.open(pathToFileURL(path).href);
  expect(await tab.value('document.title')).toBe('rulerun apply playbooks/disable-iptables-service.yml');
  expect(complaints(tab).length).toBeGreaterThan(0);
});

test('differences are unfolded by the keyboard alone', async ({ skip }) => {
  const tab = await opened(applyRun(small));
  if (tab === undefined) return skip(NONE);
  const isShown = "document.querySelector('pre.diff').checkVisibility()";
  expect(await tab.value(isShown)).toBe(false);
  const focused = "document.activeElement.closest('details')?.className ?? ''";
  for (let presses = 0; presses < 60 && (await tab.value(focused)) !== 'difference'; presses += 1)
    await tab.key('Tab');
  await tab.key('Enter');
  expect(await tab.value("document.querySelector('details.difference').open")).toBe(true);
  for (let presses = 0; presses < 60 && (await tab.value(isShown)) === false; presses += 1) {
    await tab.key('Tab');
    if ((await tab.value(focused)) === 'difference') await tab.key('Enter');
  }
  expect(await tab.value(isShown)).toBe(true);
});

test('a link from a failure leads to its host, which is unfolded', async ({ skip }) => {
  const tab = await opened(applyRun(small));
  if (tab === undefined) return skip(NONE);
  await tab.value("document.querySelector('#attention a').click()");
  expect(await tab.value("document.querySelector(':target summary b').textContent")).toBe('node-2');
  expect(await tab.value("document.querySelector(':target').open")).toBe(true);
});

test.for([1200, 800, 390])('a page of %i pixels needs no scrolling to the side', async (width, { skip }) => {
  const tab = await opened(applyRun(bigScene(300)));
  if (tab === undefined) return skip(NONE);
  await tab.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 800,
    deviceScaleFactor: 1,
    mobile: false,
  });
  expect(await tab.value('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
});

test.for(['light', 'dark'])('every text can be read in the %s', async (scheme, { skip }) => {
  const tab = await opened(applyRun(bigScene(150)));
  if (tab === undefined) return skip(NONE);
  await tab.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: scheme }],
  });
  expect(await tab.value(POOR_CONTRAST)).toEqual([]);
});

/** Texts whose contrast to what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
const POOR_CONTRAST = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const poor = [];
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || element.closest('svg') !== null) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(element.className + ': ' + element.textContent.slice(0, 30));
  }
  return poor;
})()`;

test('a thousand hosts are there, folded, and their failures come first', async ({ skip }) => {
  const tab = await opened(applyRun(bigScene(1_000)));
  if (tab === undefined) return skip(NONE);
  expect(await tab.value("document.querySelectorAll('details.host').length")).toBe(1_000);
  expect(await tab.value("document.querySelectorAll('details.host[open]').length")).toBe(0);
  expect(await tab.value("document.querySelector('main > section').id")).toBe('attention');
  expect(complaints(tab)).toEqual([]);
});

test('it can be printed', async ({ skip }) => {
  const tab = await opened(applyRun(small));
  if (tab === undefined) return skip(NONE);
  const { result } = await tab.send('Page.printToPDF');
  expect(Buffer.from(String(result?.['data']), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
});

test.for([...Object.entries(HTML_PAYLOADS), ...Object.entries(PAYLOADS)])(
  '%s adds no element to the page',
  async ([, payload], { skip }) => {
    const hostile = (text: string): readonly TimedEvent[] => {
      const timed = applyRun(small);
      return poisoned(eventsOf(timed), text).map((event, index) => ({ event, atMs: timed[index]?.atMs }));
    };
    const tab = await opened(hostile(payload));
    const honest = await opened(hostile(payload.replace(/[^\n]/gu, 'x')));
    if (tab === undefined || honest === undefined) return skip(NONE);
    const elements =
      "[...document.querySelectorAll('*')].map((one) => one.tagName + [...one.getAttributeNames()]).join(' ')";
    expect(await tab.value(elements)).toBe(await honest.value(elements));
    expect(await tab.value('document.scripts.length')).toBe(0);
    expect(complaints(tab)).toEqual([]);
  },
);

test.for([...Object.entries(HTML_PAYLOADS), ...Object.entries(PAYLOADS)])(
  '%s leaves the JUnit document well-formed',
  async ([, payload], { skip }) => {
    const timed = applyRun(small);
    const hostile = poisoned(eventsOf(timed), payload).map((event, index) => ({
      event,
      atMs: timed[index]?.atMs,
    }));
    const report = reportOf(hostile);
    if (browser === undefined || report === undefined) return skip(NONE);
    const tab = await browser.open('about:blank');
    const parse = `new DOMParser().parseFromString(${JSON.stringify(junitReport(report))}, 'application/xml')`;
    expect(await tab.value(`${parse}.documentElement.tagName`)).toBe('testsuites');
  },
);
