import { type Fault, modelHost } from '../engine/model-host.ts';
import { holdContract } from './hold-contract.ts';
import { kitHost } from './kit-host.ts';
import { never } from './link-contract.ts';
import { recordsContract } from './records-contract.ts';
import { type ContractHost, sessionContract } from './session-contract.ts';

/** The host that the tests of the engine run on: whatever it promises them must be true of real ones. */
async function model(): Promise<ContractHost> {
  let fault: Fault = 'none';
  let atStep: (() => void) | undefined;
  const host = modelHost({
    fault: (call) => (call === 'connect' ? 'none' : fault),
    onStep: () => atStep?.(),
    strangers: new Set(['nosuchuser']),
  });
  const run = (...argv: [string, ...string[]]) => ({ kind: 'run', argv }) as const;
  return {
    connect: host.connect,
    async losing(_word, work) {
      const session = await (await host.connect()).session({ become: undefined }, never);
      fault = 'lost-after';
      await work(session);
      fault = 'none';
    },
    async whenSet(_word, then) {
      atStep = then;
    },
    put: (word, value) => void host.state.set(word, value),
    words: {
      path: (word) => word,
      get: (word) => ({ argv: ['get', word] }),
      set: (word, value) => run('set', word, value),
      add: (word) => run('add', word),
      say: (text) => run('say', text),
      fail: (text, exitCode) => run('fail', text, String(exitCode)),
      hold: (word) => run('hold', word),
      hang: run('hang'),
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

for (const { name, open } of [
  { name: 'the model host', open: model },
  { name: 'the kit', open: () => kitHost(['sh']) },
]) {
  sessionContract(name, open);
  recordsContract(name, open);
  holdContract(name, open, 'another');
}
