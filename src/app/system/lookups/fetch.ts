import { spawnSync } from 'node:child_process';
import type { LookupAnswer, LookupRequest } from '../../../model/lookups.ts';

/**
 * Asks a web server and waits for the answer. Rendering is synchronous and asking is not: another process of Node does
 * it, which is told what to ask on its standard input, where no other user sees it.
 */
export function fetchSoon(request: LookupRequest): LookupAnswer {
  const { checksCertificates, timeoutMs, url } = request;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `(${ask.toString()})()`],
    {
      input: JSON.stringify(request),
      timeout: timeoutMs + STARTING_MS,
      maxBuffer: LIMIT_BYTES,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: checksCertificates ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    },
  );
  if (status !== 0) return refused(`${url} did not answer within ${timeoutMs / 1000} seconds`);
  const answer = JSON.parse(stdout.toString('utf8')) as { readonly text?: string; readonly why?: string };
  return answer.text === undefined ? refused(`${url}: ${answer.why}`) : { kind: 'text', text: answer.text };
}

const STARTING_MS = 5000;
const LIMIT_BYTES = 64 * 1024 * 1024;

function refused(why: string): LookupAnswer {
  return { kind: 'refused', why, hint: undefined };
}

/** What the other process does; it sees nothing of this file but its own text. */
async function ask(): Promise<void> {
  const { readFileSync, writeSync } = process.getBuiltinModule('node:fs');
  const { url, headers, user, password, timeoutMs } = JSON.parse(readFileSync(0, 'utf8')) as LookupRequest;
  const login = user === undefined ? {} : { Authorization: `Basic ${btoa(`${user}:${password ?? ''}`)}` };
  let answer: { readonly text?: string; readonly why?: string };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { headers: { ...login, ...headers }, signal });
    answer = response.ok ? { text: await response.text() } : { why: `it answered ${response.status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    answer = { why: cause instanceof Error ? cause.message : String(cause) };
  }
  writeSync(1, JSON.stringify(answer));
}
