import type { Answer } from '../model/action.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { type JsonObject, jsonObject } from '../model/json.ts';

/** What `register` keeps of a command, in Ansible's words. The texts are a host's: never templates. */
export function commandResult(answer: Answer): JsonObject {
  const stdout = text(answer.stdout);
  const stderr = text(answer.stderr);
  return jsonObject([
    ['rc', answer.exitCode],
    ['stdout', stdout],
    ['stdout_lines', lines(stdout)],
    ['stderr', stderr],
    ['stderr_lines', lines(stderr)],
  ]);
}

/** Ansible strips the newlines at the end, so that a result can be compared with a word. */
function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\r\n]+$/, '');
}

function lines(value: string): readonly string[] {
  return value === '' ? [] : value.split(/\r?\n/);
}

export function withFlags(
  result: JsonObject,
  flags: { readonly changed: boolean; readonly failed: boolean; readonly skipped?: boolean },
): JsonObject {
  return jsonObject([
    ...Object.entries(result),
    ['changed', flags.changed],
    ['failed', flags.failed],
    ...(flags.skipped === true ? [['skipped', true] as const] : []),
  ]);
}

export function failedResult(result: JsonObject, failure: Failure): JsonObject {
  return withFlags(jsonObject([['msg', describeFailure(failure)], ...Object.entries(result)]), {
    changed: false,
    failed: true,
  });
}
