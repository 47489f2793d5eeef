import type { ParamType } from '../../model/params/by-type/param-type.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake, warning } from '../diagnostics/mistake.ts';
import { placeWithin } from '../yaml/source-lines.ts';
import { entryOf, isTemplate, scalarsOf, treePlace } from '../yaml/tree-place.ts';
import { asExpression } from './expression-text.ts';
import type { Reading, SyntaxCheck } from './language.ts';
import { scalarsIn } from './values.ts';

/** Every text in a value that holds a template. */
export function checkTemplates(tree: Tree, reading: Reading): void {
  for (const scalar of scalarsOf(tree)) {
    if (isTemplate(scalar.text)) check(scalar, reading.language.checkTemplate, reading);
  }
}

/**
 * Every text in a value as an expression, which stands without braces. In a condition they are taken with a warning, as in
 * Ansible: what is between them can only be a value there.
 */
export function checkExpressions(
  tree: Tree,
  reading: Reading,
  evaluates: ParamType['evaluates'] = 'holds',
): void {
  for (const scalar of scalarsOf(tree)) {
    const hasBraces = isTemplate(scalar.text);
    if (hasBraces) {
      const tell = evaluates === 'holds' ? warning : mistake;
      const message = 'an expression is written without `{{ }}`';
      const hint = withoutBraces(scalar.text);
      reading.diagnostics.push(tell(treePlace(scalar), 'template-in-expression', message, hint));
    }
    if (!hasBraces || evaluates === 'holds')
      check(asExpression(scalar), reading.language.checkExpression, reading);
  }
}

/** The keywords that hold templates and expressions, wherever there are tasks. Variables are looked through on their own. */
export function checkKeywordSyntax(keywords: MapNode, reading: Reading): void {
  for (const key of ['when', 'changed_when', 'failed_when', 'until']) {
    for (const node of scalarsIn(keywords, key)) checkExpressions(node, reading);
  }
  for (const key of templated) {
    const value = entryOf(keywords, key)?.value;
    if (value !== undefined) checkTemplates(value, reading);
  }
}

const templated = [
  ...['name', 'undo', 'impact', 'environment', 'notify', 'tags', 'retries', 'delay'],
  ...[
    'no_log',
    'become',
    'become_user',
    'become_method',
    'ignore_errors',
    'timeout',
    'throttle',
    'delegate_to',
  ],
];

function withoutBraces(text: string): string {
  const inner = /^\s*\{\{((?:(?!\}\}|\{\{).)*)\}\}\s*$/.exec(text)?.[1]?.trim();
  return inner === undefined ? 'write variables in it by their names alone' : `write ${inner}`;
}

const LITERALLY = 'correct it, or write `!unsafe` before a text that only looks like a template';

function check(scalar: ScalarNode, syntax: SyntaxCheck, { lines, diagnostics, mentions }: Reading): void {
  const checked = syntax(scalar.text);
  if (checked.ok) {
    for (const { name, members, path, offset } of checked.value)
      mentions.push({ name, members, path, at: placeWithin(scalar, offset, lines) });
    return;
  }
  const { message, offset, hint } = checked.error;
  diagnostics.push(
    mistake(placeWithin(scalar, offset, lines), 'template-syntax', message, hint ?? LITERALLY),
  );
}
