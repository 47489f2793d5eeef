import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../model/values/json.ts';
import type { Position } from '../../../model/values/position.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { addChild, addGroup, addHost, type Draft, setGroupVariable } from './draft.ts';

interface Context {
  readonly draft: Draft;
  /** The script: its answer has no lines of its own. */
  readonly at: Position;
  /** Grows. */
  readonly hosts: Set<string>;
}

/** Reads what a script answers to `--list` into the draft. Returns the hosts that it names. */
export function readScriptGroups(answer: JsonObject, at: Position, draft: Draft): ReadonlySet<string> {
  const context: Context = { draft, at, hosts: new Set() };
  for (const [name, said] of Object.entries(answer)) {
    if (name !== '_meta') readGroup(name, said, context);
  }
  return context.hosts;
}

function readGroup(group: string, said: JsonValue, context: Context): void {
  addGroup(context.draft, group, context.at);
  if (isJsonList(said)) {
    addHosts(group, said, context);
    return;
  }
  if (!isJsonObject(said)) {
    refuse(
      `the group \`${group}\` must be a list of hosts, or a mapping with \`hosts\`, \`vars\`, \`children\``,
      context,
    );
    return;
  }
  const isGroup = 'hosts' in said || 'vars' in said || 'children' in said;
  // A mapping with none of these is a host of that name with these variables: so Ansible reads it.
  const { hosts, vars, children } = isGroup ? said : { hosts: [group], vars: said, children: [] };
  addHosts(group, hosts ?? [], context);
  addVariables(group, vars ?? {}, context);
  addChildren(group, children ?? [], context);
}

function addHosts(group: string, names: JsonValue, context: Context): void {
  const { draft, at, hosts } = context;
  for (const name of textsOf(names, `the hosts of the group \`${group}\``, context)) {
    addHost(draft, group, { name, at, port: undefined });
    hosts.add(name);
  }
}

function addVariables(group: string, variables: JsonValue, context: Context): void {
  const { draft, at } = context;
  if (!isJsonObject(variables)) {
    refuse(`the variables of the group \`${group}\` must be a mapping`, context);
    return;
  }
  for (const [name, value] of Object.entries(variables)) {
    setGroupVariable(draft, addGroup(draft, group, at), name, { value, at });
  }
}

function addChildren(group: string, children: JsonValue, context: Context): void {
  for (const child of textsOf(children, `the children of the group \`${group}\``, context)) {
    addChild(context.draft, group, child, context.at);
  }
}

function textsOf(names: JsonValue, what: string, context: Context): readonly string[] {
  const texts = isJsonList(names) ? names.filter((name) => typeof name === 'string' && name !== '') : [];
  if (!isJsonList(names) || texts.length !== names.length) refuse(`${what} must be a list of names`, context);
  return texts.map(String);
}

function refuse(message: string, { draft, at }: Context): void {
  const hint = 'this is about what the script prints for `--list`';
  draft.diagnostics.push(mistake(at, 'script-answer', message, hint));
}
