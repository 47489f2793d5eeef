import type { Session, Survey, SurveyedStep } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { type HostReply, readVerdict } from '../session/host-reply.ts';
import type { Shell } from '../wire/shell.ts';
import { checkedRun, noAnswer, recordQuestion } from './record-question.ts';

/** The part of a session that takes a host for a run, gives it free, and tells what a run has left there. */
export function holdOn(shell: Shell): Pick<Session, 'reserve' | 'release' | 'survey'> {
  const { limits, clock } = shell;

  async function verdictOn(
    what: string,
    words: readonly string[],
    run: string,
    signal: AbortSignal,
  ): Promise<HostReply> {
    const [answer] = await shell.ask(
      recordQuestion({ what, parts: [{ words }], totalMs: limits.totalMs }),
      signal,
    );
    return readVerdict(answer ?? noAnswer, run, shell.host);
  }

  return {
    async reserve(run, from, signal): Promise<void> {
      const over = from === undefined ? '' : checkedRun(from);
      await verdictOn('taking the host', ['rr_reserve', checkedRun(run), clock.wall(), over], run, signal);
    },

    async release(run, signal): Promise<void> {
      await verdictOn('giving the host free', ['rr_release', checkedRun(run)], run, signal);
    },

    async survey(run, signal): Promise<Survey> {
      const verdict = await verdictOn('looking up the run', ['rr_survey', checkedRun(run)], run, signal);
      return surveyFrom(verdict);
    },
  };
}

/** @throws {HostFailure} protocol, for a single word that is not understood: what it stands for might have to be undone. */
function surveyFrom({ kind, rest }: HostReply): Survey {
  const text = Buffer.from(rest.stdout).toString('utf8');
  if (
    kind !== 'survey' ||
    rest.exitCode !== 0 ||
    rest.droppedBytes > 0 ||
    (text !== '' && !text.endsWith('\n'))
  )
    throw new HostFailure({ kind: 'protocol', why: 'it did not tell all that it knows of the run' });
  let holder: Survey['holder'];
  const plays: Survey['plays'][number][] = [];
  const steps: SurveyedStep[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const lock = /^lock (\S+) (this|earlier) (.*)$/.exec(line);
    const play = /^run (\S+) ([a-z-]+)$/.exec(line);
    const step = /^step (\S+) (\d+) (possible|done|none) (done|failed|running|interrupted|idle)$/.exec(line);
    if (lock !== null) {
      const [, run = '', boot, since = ''] = lock;
      holder = { run, since, boot: boot as 'this' | 'earlier' };
    } else if (play !== null) {
      const [, hostRun = '', state = ''] = play;
      plays.push({ hostRun, state });
    } else if (step !== null) {
      const [, hostRun = '', number, undo, end] = step;
      steps.push({
        hostRun,
        number: Number(number),
        undo: undo as SurveyedStep['undo'],
        end: end as SurveyedStep['end'],
      });
    } else {
      throw new HostFailure({ kind: 'protocol', why: `it said ${JSON.stringify(line)} of the run` });
    }
  }
  return { holder, plays, steps };
}
