import type { DiagnosticCode } from '../../../model/diagnostic.ts';
import { type Position, startOf } from '../../../model/values/position.ts';
import { pythonLiteral } from '../../../python/literal.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { addChild, addGroup, type Draft, type DraftGroup, setGroupVariable } from './draft.ts';
import { readHostLine } from './ini-hosts.ts';
import { type IniLine, linesOf } from './ini-lines.ts';

interface Section {
  readonly group: DraftGroup;
  readonly kind: 'hosts' | 'children' | 'vars';
}

interface Context {
  readonly draft: Draft;
  /**
   * By child: the lines that name a group before it comes. As in Ansible it takes its place among the children when it
   * comes, and so its hosts theirs.
   */
  readonly early: Map<string, { readonly parent: string; readonly at: Position }[]>;
  /** Whether a group is declared, anywhere in this file or in a source before it. */
  readonly isDeclared: (group: string) => boolean;
}

/**
 * Reads an inventory in Ansible's INI form into the draft. Every line is looked at, mistakes notwithstanding; lines
 * under a broken section header are passed over.
 */
export function readIni(text: string, file: string, draft: Draft): void {
  const lines = linesOf(text, file);
  const declared = new Set(lines.flatMap(declaredBy));
  const context: Context = {
    draft,
    early: new Map(),
    isDeclared: (group) => declared.has(group) || draft.groups.has(group),
  };
  let section: Section | undefined = { group: addGroup(draft, 'ungrouped', startOf(file)), kind: 'hosts' };
  for (const line of lines) {
    if (isHeader(line)) section = readHeader(line, context);
    else if (section !== undefined) readEntry(line, section, context);
  }
}

const header = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/;

/** Only `[g]`, `[g:hosts]` and `[g:children]` make a group; `[g:vars]` only speaks of one. */
function declaredBy({ text }: IniLine): readonly string[] {
  const [, group, kind] = header.exec(text) ?? [];
  return group === undefined || kind === 'vars' ? [] : [group];
}

/** A line in brackets, or one that was meant to be; `[a:c].example.com` and `[2001:db8::1]:22` are hosts. */
function isHeader({ text }: IniLine): boolean {
  return /^\[[^\]]*\]\s*(?:#.*)?$/.test(text) || /^\[[\w.-]+(?::(?:hosts|children|vars))?\]\s/.test(text);
}

function readHeader({ text, at }: IniLine, { draft, early, isDeclared }: Context): Section | undefined {
  const [, group, kind = 'hosts'] = header.exec(text) ?? [];
  const refuse = (code: DiagnosticCode, message: string, hint: string): undefined => {
    draft.diagnostics.push(mistake({ at, length: text.length }, code, message, hint));
  };
  if (group === undefined) {
    const hint = 'write `[group]`, `[group:children]` or `[group:vars]`; a comment after it starts with `#`';
    return refuse('invalid-section', `\`${text}\` is not a section`, hint);
  }
  if (kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
    const hint = `write \`[${group}]\`, \`[${group}:children]\` or \`[${group}:vars]\``;
    return refuse('invalid-section', `\`:${kind}\` is not a kind of section`, hint);
  }
  if (kind === 'vars' && !isDeclared(group)) {
    const hint = `add a section \`[${group}]\` or \`[${group}:children]\``;
    return refuse('unknown-group', `this gives variables to \`${group}\`, which is declared nowhere`, hint);
  }
  const section: Section = { group: addGroup(draft, group, at), kind };
  if (kind === 'vars') return section;
  for (const named of early.get(group) ?? []) addChild(draft, named.parent, group, named.at);
  early.delete(group);
  return section;
}

function readEntry(line: IniLine, { group, kind }: Section, context: Context): void {
  switch (kind) {
    case 'hosts':
      readHostLine(line, group.name, context.draft);
      break;
    case 'children':
      readChild(line, group.name, context);
      break;
    case 'vars':
      readVariable(line, group, context.draft);
      break;
  }
}

function readChild({ text, at }: IniLine, parent: string, { draft, early, isDeclared }: Context): void {
  const [, child] = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(text) ?? [];
  if (child === undefined) {
    const message = `\`${text}\` is not the name of a group`;
    const hint = `under \`[${parent}:children]\` each line is one group; hosts go under \`[${parent}]\``;
    draft.diagnostics.push(mistake({ at, length: text.length }, 'expected-group', message, hint));
  } else if (!isDeclared(child)) {
    const message = `the group \`${child}\` is declared nowhere`;
    const hint = `add a section \`[${child}]\`; if it is a host, put it under \`[${parent}]\``;
    draft.diagnostics.push(mistake({ at, length: child.length }, 'unknown-group', message, hint));
  } else if (draft.groups.has(child)) addChild(draft, parent, child, at);
  else early.set(child, [...(early.get(child) ?? []), { parent, at }]);
}

/** Unlike beside a host, quotes and `#` belong to the value, unless the whole of it is a Python literal. */
function readVariable({ text, at }: IniLine, group: DraftGroup, draft: Draft): void {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals)).trim();
  if (name === '') {
    const message = `\`${text}\` is not of the form \`name=value\``;
    const hint = `under \`[${group.name}:vars]\` each line is one variable`;
    draft.diagnostics.push(mistake({ at, length: text.length }, 'expected-variable', message, hint));
    return;
  }
  const written = text.slice(equals + 1).trim();
  const place: Position = {
    ...at,
    column: at.column + text.length - text.slice(equals + 1).trimStart().length,
  };
  const { value } = pythonLiteral(written) ?? { value: written };
  setGroupVariable(draft, group, name, { value, at: place });
}
