import { outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

export interface DetailsAsked {
  readonly follow: boolean;
  /** The name of the algorithm; undefined: the file is not read. */
  readonly checksum: string | undefined;
  readonly mime: boolean;
  readonly attributes: boolean;
}

/** All that a host tells of what is at a path, as it told it. */
export interface Details {
  /** Undefined: nothing is there. */
  readonly text: string | undefined;
}

export function detailsOf(path: string, asked: DetailsAsked): Probe<Details> {
  const { follow, checksum = 'none', mime, attributes } = asked;
  return {
    argv: ['rr_stat', path, yesOrNo(follow), checksum, yesOrNo(mime), yesOrNo(attributes)],
    read: (answer) => {
      const trouble = troubleIn(answer, /^(?:absent\n?$|stat [0-9a-f]+(?: \d+){11} [0-9a-f]+ [0-9a-f]+\n)/);
      if (trouble !== undefined) return `${path} cannot be looked at: ${trouble}`;
      const text = outputOf(answer);
      return { text: text.startsWith('absent') ? undefined : text };
    },
  };
}

function yesOrNo(yes: boolean): string {
  return yes ? 'yes' : 'no';
}
