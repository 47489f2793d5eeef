import { expect, test } from 'vitest';
import { NO_CONTEXT } from '../probes/said.test-kit.ts';
import { ASKING } from './every-question.test-kit.ts';
import { actions } from './registry.ts';

const SILENCE = '';

/** What programs say that end with 0 and gave no answer: they were replaced, cut off, or met something unforeseen. */
const NO_ANSWERS = [
  SILENCE,
  '\n',
  'Segmentation fault\n',
  'a=b\nc d e\n\n',
  '\0\u0001\n',
  '<html>no</html>\n',
];

/** Questions to which silence is a whole answer: nothing has the host, no unit is stale; and what waits goes on waiting. */
const SILENT: ReadonlySet<string> = new Set([
  'host_free {}',
  'systemd {"daemon_reload":true}',
  'firewall_probe {"converge":1000}',
]);

test.for(ASKING.filter(([name, params]) => actions.get(name)?.observe(params).length !== 0))(
  'what is no answer is no fact for %s %j',
  ([name, params]) => {
    const action = actions.get(name);
    if (action === undefined) throw new Error(`there is no action ${name}`);
    const decided = NO_ANSWERS.filter(
      (text) => text !== SILENCE || !SILENT.has(`${name} ${JSON.stringify(params)}`),
    ).map((text) => {
      const answers = action.observe(params).map(() => ({
        exitCode: 0,
        stdout: Buffer.from(text),
        stderr: Buffer.alloc(0),
        droppedBytes: 0,
      }));
      return [text, action.plan(params, answers, NO_CONTEXT).kind];
    });
    expect(decided.filter(([, kind]) => kind !== 'refused')).toEqual([]);
  },
);
