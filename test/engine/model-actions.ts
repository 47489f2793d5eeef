import type { Action, Decision } from '../../src/model/action.ts';
import type { ParamsSchema, Properties, PropertySchema } from '../../src/model/params/params-schema.ts';
import type { JsonObject } from '../../src/model/values/json.ts';

function params(properties: Properties, required: readonly string[]): ParamsSchema {
  const all = Object.entries(properties).map(
    ([name, property]) =>
      [name, required.includes(name) ? { ...property, required: true as const } : property] as const,
  );
  return { properties: Object.fromEntries(all) };
}

const word: PropertySchema = { type: 'string', description: 'a word of the model host' };

function action(name: string, rest: Pick<Action, 'params' | 'observe' | 'plan'> & Partial<Action>): Action {
  return {
    name,
    aliases: [],
    summary: name,
    freeForm: undefined,
    readOnly: false,
    example: '',
    hazards: ({ value }) =>
      value === 'flushed' ? [{ name: 'flush', why: 'this flushes: `set flushed`', hint: 'do not' }] : [],
    localFiles: () => [],
    ...rest,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Makes a word of the model host have a value; can go back. `says`: its words where it has that value already. */
export const set: Action = action('set', {
  params: params({ key: word, value: word, says: word }, ['key', 'value']),
  observe: ({ key }) => [{ argv: ['get', text(key)] }],
  plan: ({ key, value, says }, [now]): Decision => {
    const before = now?.exitCode === 0 ? new TextDecoder().decode(now.stdout) : undefined;
    if (before === value) {
      const messages = typeof says === 'string' ? [{ severity: 'info', text: says } as const] : [];
      return { kind: 'satisfied', result: {}, messages };
    }
    const path = text(key);
    return {
      kind: 'change',
      change: {
        summary: `set ${path}`,
        diff: [{ kind: 'state', subject: path, before: before ?? 'absent', after: text(value) }],
        apply: [{ kind: 'run', argv: ['set', path, text(value)] }],
        preserve: [path],
        undo: { kind: 'possible', operations: [{ kind: 'restore', path }] },
        impact: [],
        proof: 'ask-again',
      },
    };
  },
});

/** As `set`, but it is done every time and cannot go back: what a command is. */
export const poke: Action = action('poke', {
  params: params({ key: word, value: word }, ['key', 'value']),
  observe: () => [],
  plan: ({ key, value }, _answers, { undo, irreversible }): Decision => ({
    kind: 'change',
    change: {
      summary: `poke ${text(key)}`,
      diff: [],
      apply: [{ kind: 'run', argv: ['set', text(key), text(value)] }],
      preserve: undo === undefined ? [] : [undo],
      undo:
        undo === undefined
          ? { kind: 'irreversible', why: 'a poke has no undo', accepted: irreversible }
          : { kind: 'possible', operations: [{ kind: 'restore', path: undo }] },
      impact: [],
      proof: 'exit-code',
    },
  }),
});

/** Makes the running rules `to`, and each time; its undo restores the word `undo`. */
export const guard: Action = action('guard', {
  params: params({ to: word, undo: word }, ['to', 'undo']),
  observe: () => [{ argv: ['rr_firewall'] }],
  plan: ({ to, undo }): Decision => ({
    kind: 'change',
    change: {
      summary: 'change the rules',
      diff: [],
      apply: [{ kind: 'run', argv: ['set', 'rr_firewall', text(to)] }],
      preserve: [text(undo)],
      undo: { kind: 'possible', operations: [{ kind: 'restore', path: text(undo) }] },
      impact: [],
      proof: 'exit-code',
    },
  }),
});

/** Passes when a word has a value; waits for it when `wait` says so. */
export const check: Action = action('check', {
  readOnly: true,
  params: params(
    { key: word, is: word, wait: { ...word, type: 'boolean' }, lasting: { ...word, type: 'boolean' } },
    ['key', 'is'],
  ),
  observe: ({ key }) => [{ argv: ['get', text(key)] }],
  plan: ({ key, is, wait, lasting }, [now]): Decision => {
    const value = now?.exitCode === 0 ? new TextDecoder().decode(now.stdout) : 'absent';
    if (value === is) return { kind: 'satisfied', result: { value }, messages: [] };
    const why = `${text(key)} is ${value}, not ${text(is)}`;
    return wait === true
      ? { kind: 'waiting', for: why, everyMs: 1_000, limitMs: 10_000 }
      : { kind: 'refused', why, hint: undefined, ...(lasting === true ? { lasting } : {}) };
  },
});

/** As `set`, by writing a file. */
export const write: Action = action('write', {
  ...set,
  plan: (params, answers, context): Decision => {
    const decision = set.plan(params, answers, context);
    if (decision.kind !== 'change') return decision;
    const [path, content] = [text(params['key']), Buffer.from(text(params['value'])).toString('base64')];
    return {
      kind: 'change',
      change: { ...decision.change, apply: [{ kind: 'write', path, contentBase64: content }] },
    };
  },
});

/** Passes when a word is as it was before the run changed anything. */
export const same: Action = action('same', {
  readOnly: true,
  params: params({ key: word }, ['key']),
  observe: ({ key }) => [{ argv: ['get', text(key)] }],
  plan: ({ key }: JsonObject, [now], { baseline }): Decision => {
    const decoder = new TextDecoder();
    const [before] = baseline ?? [];
    if (before === undefined) return { kind: 'refused', why: 'there is no baseline', hint: undefined };
    return decoder.decode(before.stdout) === decoder.decode(now?.stdout)
      ? { kind: 'satisfied', result: {}, messages: [] }
      : { kind: 'refused', why: `${text(key)} is no longer what it was`, hint: undefined };
  },
});

/** Needs a file of the controller. */
export const install: Action = action('install', {
  params: params({ src: word }, ['src']),
  localFiles: ({ src }) => [text(src)],
  observe: () => [{ argv: ['get', 'file'] }],
  plan: ({ src }, [now], { files }): Decision => {
    const wanted = new TextDecoder().decode(files.get(text(src)));
    if (new TextDecoder().decode(now?.stdout) === wanted)
      return { kind: 'satisfied', result: {}, messages: [] };
    return {
      kind: 'change',
      change: {
        summary: 'install the file',
        diff: [{ kind: 'text', subject: 'file', before: undefined, after: wanted }],
        apply: [{ kind: 'run', argv: ['set', 'file', wanted] }],
        preserve: ['file'],
        undo: { kind: 'possible', operations: [{ kind: 'restore', path: 'file' }] },
        impact: ['a file appears'],
        proof: 'ask-again',
      },
    };
  },
});
