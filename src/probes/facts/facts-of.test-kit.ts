import type { JsonObject } from '../../model/values/json.ts';
import { said } from '../said.test-kit.ts';
import type { FactGroup } from './group.ts';

/** What a group makes of what a host told, as plain JSON. */
export function factsOf(group: FactGroup, told: string): JsonObject {
  const read = group.ask({ factPath: '/f', limitSeconds: 10 }).read(said(`facts\n${told}end\n`));
  if (typeof read === 'string') throw new Error(read);
  return JSON.parse(JSON.stringify(read)) as JsonObject;
}

/** The part of an answer that has files: `/path` and what it says. */
export function filesSaying(files: Readonly<Record<string, string>>): string {
  const lines = Object.entries(files).flatMap(([path, text]) =>
    text.split('\n').map((line) => `${path}:${line}`),
  );
  return ['@ there', ...Object.keys(files), '@ files', ...lines, ''].join('\n');
}
