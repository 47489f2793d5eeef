import { type AsyncLimit, defaultPoll } from '../model/playbook/playbook.ts';
import type { MapNode } from '../model/values/tree.ts';
import { mistake } from './diagnostics/mistake.ts';
import type { Reading } from './playbook/language.ts';
import { numberIn, scalarIn, type Values } from './playbook/values.ts';
import { entryOf, isTemplate, keyPlace } from './yaml/tree-place.ts';

/** Those that Ansible does itself, on the controller or with its help. */
const NEVER: ReadonlySet<string> = new Set(
  'add_host assert async_status copy debug fail fetch group_by import_role import_tasks include_role include_tasks include_vars meta pause set_fact template validate_argument_spec'.split(
    ' ',
  ),
);

/** What a task says by `async` and `poll`; undefined: nothing. What only templates will say is 0 until then. */
export function jobIn(
  keywords: MapNode,
  action: string,
  values: Values,
  reading: Reading,
): AsyncLimit | undefined {
  const entry = entryOf(keywords, 'async');
  const node = scalarIn(keywords, 'async');
  if (entry === undefined || node === undefined) return undefined;
  const isOpen = isTemplate(node.text);
  const seconds = numberIn(values, 'async') ?? 0;
  const poll = numberIn(values, 'poll') ?? defaultPoll;
  if (seconds === 0 && !isOpen) return undefined;
  const { diagnostics } = reading;
  if (NEVER.has(action)) {
    const message = `\`${action}\` takes no \`async\`, as in Ansible`;
    diagnostics.push(mistake(keyPlace(entry), 'unsupported', message, 'remove it from this task'));
  } else if (poll === 0 && numberIn(values, 'poll') === 0 && scalarIn(keywords, 'register') === undefined) {
    const message = '`poll: 0` without `register`: nobody would know what came of it, or take it back';
    diagnostics.push(mistake(keyPlace(entryOf(keywords, 'poll') ?? entry), 'unsupported', message, WAY_OUT));
  }
  return { seconds, poll };
}

const WAY_OUT =
  'remove `async` and `poll` to have it done and recorded like any task, or register it and ask for it by `async_status`';
