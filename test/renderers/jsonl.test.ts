import { expect, test } from 'vitest';
import { jsonlView } from '../../src/renderers/jsonl.ts';
import { applyRun, eventsOf, type Scene } from './scene.ts';
import { shown } from './shown.ts';

const scene: Scene = { batches: [['node-1', 'node-2']], fates: { 'node-2': 'rolled-back' } };

test('every event is one line on standard output that says its version', () => {
  const events = eventsOf(applyRun(scene));
  const { result, narration } = shown(jsonlView, events);
  expect(narration).toEqual([]);
  expect(result.map((line) => JSON.parse(line) as unknown)).toEqual(
    events.map((event) => ({ formatVersion: 1, ...(JSON.parse(JSON.stringify(event)) as object) })),
  );
});

test('the lines of two events', () => {
  const { result } = shown(jsonlView, [
    { type: 'host.connected', host: 'node-1', elapsedMs: 80 },
    { type: 'run.finished', exitCode: 5, elapsedMs: 1200 },
  ]);
  expect(result.join('\n')).toMatchInlineSnapshot(`
    "{"formatVersion":1,"type":"host.connected","host":"node-1","elapsedMs":80}
    {"formatVersion":1,"type":"run.finished","exitCode":5,"elapsedMs":1200}"
  `);
});
