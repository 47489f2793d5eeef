import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../../../disk/error-code.ts';
import { RulerunError } from '../../../model/error.ts';
import type { FileContent, LookupAnswer, Lookups } from '../../../model/lookups.ts';
import { ExitCode } from '../../../model/run/exit-code.ts';

interface KeptTexts extends Pick<Lookups, 'keep'> {
  /** What is kept and not written yet. */
  readonly read: (path: string) => FileContent | undefined;
  readonly commit: () => void;
}

/** Texts that templates keep in files of this machine, such as new passwords: in memory until the run may change things. */
export function keptTexts(): KeptTexts {
  const waiting = new Map<string, string>();
  let isCommitted = false;
  return {
    read: (path) => {
      const text = waiting.get(path);
      return text === undefined ? undefined : { kind: 'content', bytes: Buffer.from(`${text}\n`, 'utf8') };
    },
    keep: (path, text) => {
      if (isCommitted) return write(path, text);
      waiting.set(path, text);
      return { kind: 'text', text };
    },
    commit: () => {
      isCommitted = true;
      for (const [path, text] of waiting) {
        const answer = write(path, text);
        if (answer.kind === 'text') continue;
        throw new RulerunError(
          'LOOKUP_UNKEPT',
          `${path} cannot be kept: ${answer.why}; no host was changed`,
          {
            exitCode: ExitCode.blocked,
          },
        );
      }
      waiting.clear();
    },
  };
}

function write(path: string, text: string): LookupAnswer {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
    return { kind: 'text', text };
  } catch (error) {
    const why = codeOf(error) === 'EACCES' ? 'permission denied' : String(codeOf(error));
    return { kind: 'refused', why, hint: 'give a path that may be written' };
  }
}
