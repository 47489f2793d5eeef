import type { Task } from '../../model/playbook/playbook.ts';
import type { DoneAnswer } from '../../model/ports.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import { EMPTY, isEmpty, type JsonObject, jsonObject } from '../../model/values/json.ts';
import type { HostState } from './host-state.ts';

/** When a command ran: two moments as ISO 8601 in UTC, and the milliseconds between them. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly elapsedMs: number;
}

/** What `register` keeps of a command, in Ansible's words. The texts are a host's: never templates. */
export function commandResult(answer: DoneAnswer, { start, end, elapsedMs }: Period): JsonObject {
  const stdout = text(answer.stdout);
  const stderr = text(answer.stderr);
  return jsonObject([
    ['rc', answer.how?.kind === 'signal' ? -answer.how.number : answer.exitCode],
    ['stdout', stdout],
    ['stdout_lines', lines(stdout)],
    ['stderr', stderr],
    ['stderr_lines', lines(stderr)],
    ['start', moment(start)],
    ['end', moment(end)],
    ['delta', span(elapsedMs)],
    ['msg', answer.exitCode === 0 ? '' : 'non-zero return code'],
  ]);
}

/** Ansible strips the newlines at the end, so that a result can be compared with a word. */
function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\r\n]+$/, '');
}

function lines(value: string): readonly string[] {
  return value === '' ? [] : value.split(/\r?\n/);
}

/** As Python writes a moment: `2026-11-28 16:36:26.715000`, in UTC. */
function moment(iso: string): string {
  return `${iso.replace('T', ' ').replace('Z', '')}000`;
}

/** As Python writes a span of time: `0:00:01.250000`. */
function span(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (count: number): string => String(count % 60).padStart(2, '0');
  const rest = String(Math.floor((ms % 1_000) * 1_000)).padStart(6, '0');
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60))}:${two(seconds)}.${rest}`;
}

/** What a task that its conditions skipped registers. */
export const SKIPPED: JsonObject = jsonObject([
  ['changed', false],
  ['skipped', true],
  ['skip_reason', 'Conditional result was False'],
]);

type Flags = { readonly changed: boolean; readonly failed: boolean };

export function withFlags(result: JsonObject, flags: Flags): JsonObject {
  if (isEmpty(result)) return NOTHING_TOLD[`${flags.changed}/${flags.failed}`];
  return flagged(result, flags);
}

function flagged(result: JsonObject, { changed, failed }: Flags): JsonObject {
  return jsonObject([...Object.entries(result), ['changed', changed], ['failed', failed]]);
}

/** Most tasks of most hosts tell nothing more: they share what they register. */
const NOTHING_TOLD: Readonly<Record<`${boolean}/${boolean}`, JsonObject>> = {
  'false/false': flagged(EMPTY, { changed: false, failed: false }),
  'false/true': flagged(EMPTY, { changed: false, failed: true }),
  'true/false': flagged(EMPTY, { changed: true, failed: false }),
  'true/true': flagged(EMPTY, { changed: true, failed: true }),
};

export function failedResult(
  result: JsonObject,
  { changed, failure }: { readonly changed: boolean; readonly failure: Failure },
): JsonObject {
  const told = jsonObject([['msg', describeFailure(failure)], ...Object.entries(result)]);
  return withFlags(told, { changed, failed: true });
}

/** What is kept of a task whose host is away. */
export function awayResult(failure: Failure): JsonObject {
  return jsonObject([
    ['msg', describeFailure(failure)],
    ['changed', false],
    ['unreachable', true],
  ]);
}

/** Keeps what a task came to under the name that its author gave it, if any. */
export function registerAs(
  result: JsonObject,
  { register }: Pick<Task, 'register'>,
  { registered }: Pick<HostState, 'registered'>,
): void {
  if (register !== undefined) registered.set(register, result);
}
