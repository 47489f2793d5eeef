import { hostOrders, type Play, strategyOf } from '../../model/playbook/playbook.ts';
import type { Inherited } from '../../model/playbook/structure.ts';
import { batchSizeOf } from '../../model/values/batch-size.ts';
import { distinctIn } from '../../model/values/nested.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { gatheringOf } from '../structure/gathering.ts';
import { inheritedOf } from '../structure/inherited.ts';
import { knowingPlay, withKnown } from '../structure/known.ts';
import { readingWithin } from '../structure/module-defaults.ts';
import { readSections } from '../structure/sections.ts';
import { entryOf, holdsTemplate, treePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkTemplates } from './check-syntax.ts';
import { freshReading, type Reading } from './language.ts';
import { levelRules } from './level-rules.ts';
import { readVarsFiles } from './play-variables/vars-files.ts';
import { readVarsPrompts } from './play-variables/vars-prompts.ts';
import { booleanIn, numberIn, scalarIn, textIn, textsIn, type Values } from './values.ts';

/** The play with what it leaves to the settings of whoever runs it. */
function withWords(play: MapNode, { playWords = {} }: Reading['language']): MapNode {
  const { at } = play;
  const scalar = (text: string): ScalarNode => ({ kind: 'scalar', value: text, text, plain: true, at });
  const more = Object.entries(playWords)
    .filter(([key]) => entryOf(play, key) === undefined)
    .map(([key, said]) => ({
      key,
      keyAt: at,
      value: typeof said === 'string' ? scalar(said) : { kind: 'list' as const, items: said.map(scalar), at },
    }));
  return more.length === 0 ? play : { ...play, entries: [...play.entries, ...more] };
}

/** Reads one play. `undefined` when it is no play at all; every mistake in it is noted all the same. */
export function readPlay(written: Tree, whole: Reading): Play | undefined {
  const { diagnostics } = whole;
  if (written.kind !== 'map') {
    const hint = 'it starts with `- hosts: …`';
    diagnostics.push(mistake(treePlace(written), 'invalid-play', 'a play must be a mapping', hint));
    return undefined;
  }
  const known = knowingPlay(written, whole);
  const tree = withKnown(withWords(written, whole.language), ['tags'], known);
  const rules = levelRules('play', tree);
  const { values, diagnostics: found } = checkMap(tree, rules);
  diagnostics.push(...found);
  const standing = { ...known.standing, collections: textsIn(values, 'collections') };
  const outside: Reading = { ...freshReading(whole), diagnostics, standing, ran: new Set() };

  const inherited = inheritedOf(tree, values, outside);
  const reading = readingWithin(inherited.moduleDefaults, outside);
  const { connection, remoteUser, port, ...across } = inherited.across;
  const around = { ...inherited, ...OF_PLAYS, across };
  const gathering = gatheringOf(tree, values, around, reading);
  const sections = readSections(tree, around, reading);
  const hosts = hostsOf(tree, reading);
  const { vars, become } = inherited;
  const varsFiles = readVarsFiles(tree, reading);
  const varsPrompts = readVarsPrompts(tree, reading);
  if (hosts === undefined) return undefined;
  const given = new Set([...vars.keys(), ...varsPrompts.map(({ name }) => name)]);
  return {
    name: textIn(values, 'name') ?? hosts.text,
    hosts,
    vars,
    varsFiles,
    varsPrompts,
    roles: [...new Set(reading.roles)],
    forceHandlers: booleanIn(values, 'force_handlers') ?? false,
    become,
    reach: reachIn(tree),
    order: orderIn(values),
    strategy: strategyIn(values),
    serial: textsIn(values, 'serial')
      .map(batchSizeOf)
      .filter((size) => size !== undefined),
    maxFailPercentage:
      booleanIn(values, 'any_errors_fatal') === true ? 0 : numberIn(values, 'max_fail_percentage'),
    settings: settingsIn(tree, reading),
    onFailure: onFailureIn(values),
    soakMs: numberIn(values, 'soak') ?? 0,
    gathering,
    ...sections,
    tags: textsIn(values, 'tags'),
    mentions: distinctIn(reading.mentions).filter(({ name }) => !given.has(name)),
    at: tree.at,
  };
}

/** What templates are still to say of a play, before its hosts are chosen. */
function settingsIn(play: MapNode, reading: Reading): Play['settings'] {
  const entries = play.entries.filter(({ key, value }) => SETTINGS.includes(key) && holdsTemplate(value));
  for (const { value } of entries) checkTemplates(value, reading);
  return entries.length === 0 ? undefined : { ...play, entries };
}

const SETTINGS: readonly string[] = [
  'serial',
  'max_fail_percentage',
  'any_errors_fatal',
  'order',
  'strategy',
  'force_handlers',
];

/** What a play has of its own for them: they count in another way there. */
const OF_PLAYS: Pick<Inherited, 'tags' | 'vars' | 'become'> = {
  tags: [],
  vars: new Map(),
  become: { become: undefined, user: undefined },
};

/** A list of patterns is one pattern, as Ansible has it. */
function hostsOf(play: MapNode, reading: Reading): ScalarNode | undefined {
  const value = entryOf(play, 'hosts')?.value;
  if (value === undefined || value.kind === 'map') return undefined;
  checkTemplates(value, reading);
  if (value.kind === 'scalar') return value;
  const text = value.items.map((item) => (item.kind === 'scalar' ? item.text : '')).join(',');
  return { kind: 'scalar', value: text, text, plain: false, at: value.at };
}

/** The words for how hosts are reached, as the variables that mean the same. */
function reachIn(play: MapNode): Play['reach'] {
  const words = {
    connection: 'ansible_connection',
    user: 'ansible_user',
    remote_user: 'ansible_user',
    port: 'ansible_port',
  };
  return new Map(
    Object.entries(words).flatMap(([word, name]) => {
      const node = scalarIn(play, word);
      return node === undefined ? [] : [[name, { value: node.text, at: node.at }] as const];
    }),
  );
}

function orderIn(values: Values): Play['order'] {
  return hostOrders.find((word) => word === textIn(values, 'order')) ?? 'inventory';
}

function strategyIn(values: Values): Play['strategy'] {
  return strategyOf(textIn(values, 'strategy') ?? '') ?? 'linear';
}

function onFailureIn(values: Values): Play['onFailure'] {
  const known = ['rollback_host', 'rollback_run', 'stop', 'continue'] as const;
  return known.find((word) => word === textIn(values, 'on_failure')) ?? 'rollback_host';
}
