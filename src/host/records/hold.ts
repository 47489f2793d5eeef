import type { Session, Survey, SurveyedStep } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { type HostReply, textBehind } from '../session/host-reply.ts';
import type { Shell } from '../wire/shell.ts';
import { askVerdict, checkedRun } from './record-question.ts';

/** The part of a session that takes a host for a run, gives it free, and tells what a run has left there. */
export function holdOn(shell: Shell): Pick<Session, 'reserve' | 'release' | 'survey'> {
  const { clock } = shell;
  const { totalMs } = shell.limits;
  return {
    async reserve(run, from, signal): Promise<void> {
      const over = from === undefined ? '' : checkedRun(from);
      const words = ['rr_reserve', checkedRun(run), clock.wall(), over];
      await askVerdict(shell, { what: 'taking the host', words, totalMs }, run, signal);
    },

    async release(run, signal): Promise<void> {
      const words = ['rr_release', checkedRun(run)];
      await askVerdict(shell, { what: 'giving the host free', words, totalMs }, run, signal);
    },

    async survey(run, signal): Promise<Survey> {
      const words = ['rr_survey', checkedRun(run)];
      return surveyFrom(await askVerdict(shell, { what: 'looking up the run', words, totalMs }, run, signal));
    },
  };
}

/** @throws {HostFailure} protocol, for a single word that is not understood: what it stands for might have to be undone. */
function surveyFrom(reply: HostReply): Survey {
  const why = 'it did not tell all that it knows of the run';
  const text = textBehind(reply, 'survey', why);
  if (text !== '' && !text.endsWith('\n')) throw new HostFailure({ kind: 'protocol', why });
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
