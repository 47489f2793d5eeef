import type { Action, Actions } from '../../model/action.ts';
import type { ParamsSchema, PropertySchema } from '../../model/params/params-schema.ts';
import type { Language, SyntaxCheck } from './language.ts';

/** Actions and a template syntax of the tests' own, so that no test here changes when an action does. */

type Some = Partial<Omit<Action, 'params'>> & { readonly params?: Partial<ParamsSchema> };

function action(name: string, { params, ...more }: Some): Action {
  return {
    name,
    aliases: [`ansible.builtin.${name}`],
    summary: `Do ${name}`,
    freeForm: undefined,
    readOnly: false,
    example: `${name}:`,
    hazards: () => [],
    localFiles: () => [],
    observe: () => [],
    plan: () => ({ kind: 'satisfied', result: {}, messages: [] }),
    ...more,
    params: { properties: {}, ...params },
  };
}

function property(type: PropertySchema['type'], more: Partial<PropertySchema> = {}): PropertySchema {
  return { type, description: `A ${type}`, ...more };
}

const all: readonly Action[] = [
  action('ping', { readOnly: true }),
  action('command', {
    freeForm: 'cmd',
    params: {
      properties: {
        cmd: property('string'),
        argv: property('strings'),
        chdir: property('path'),
        creates: property('path'),
        environment: property('map'),
      },
      oneOf: [['cmd', 'argv']],
    },
  }),
  action('copy', {
    params: {
      properties: {
        dest: property('path', { required: true, aliases: ['path'] }),
        src: property('string'),
        content: property('string'),
        mode: property('mode'),
        backup: property('boolean'),
        before: property('string'),
        after: property('string'),
      },
      oneOf: [['src', 'content']],
      exclusive: [['before', 'after']],
    },
  }),
  action('service', {
    aliases: ['ansible.builtin.service', 'systemd'],
    params: {
      properties: {
        name: property('string', { required: true, pattern: '^[^/]+$' }),
        state: property('string', { enum: ['started', 'stopped'] }),
        enabled: property('boolean'),
        retries: property('integer', { minimum: 1, maximum: 9 }),
        weight: property('number'),
        wait: property('duration', { maximum: 60_000 }),
        units: property('strings', { pattern: '^[a-z]+$' }),
        extra: property('any'),
      },
    },
  }),
  action('meta', { params: { properties: { free_form: property('string') } }, freeForm: 'free_form' }),
  ...['include_tasks', 'import_tasks'].map((name) =>
    action(name, {
      freeForm: 'file',
      params: { properties: { file: property('string', { required: true }), apply: property('map') } },
    }),
  ),
  ...['include_role', 'import_role'].map((name) =>
    action(name, {
      params: {
        properties: {
          name: property('string', { required: true, aliases: ['role'] }),
          tasks_from: property('string'),
          vars_from: property('string'),
          public: property('boolean'),
        },
      },
    }),
  ),
  action('assert', {
    readOnly: true,
    params: {
      properties: {
        that: property('conditions', { required: true }),
        one: property('condition'),
        value: property('expression'),
      },
    },
  }),
];

export const testActions: Actions = new Map(
  all.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each] as const)),
);

/** A syntax of its own: `%%` is what cannot stand in a template, and no word is the name of a variable. */
const check: SyntaxCheck = (text) => {
  const offset = text.indexOf('%%');
  return offset === -1
    ? { ok: true, value: [] }
    : { ok: false, error: { kind: 'syntax', message: '`%%` makes no sense', offset, hint: 'remove it' } };
};

export const testLanguage: Language = {
  actions: testActions,
  checkTemplate: check,
  checkExpression: check,
};
