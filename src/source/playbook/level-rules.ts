import type { Actions } from '../../model/action.ts';
import {
  brokenRule,
  canonicalName,
  type ParamRule,
  paramNames,
  paramRules,
} from '../../model/params/param-rules.ts';
import { convertParam, paramTypes } from '../../model/params/params.ts';
import type { ParamsSchema } from '../../model/params/params-schema.ts';
import type { MapNode } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake, type Place } from '../diagnostics/mistake.ts';
import { convertKeyword, keywordTypes } from '../keyword-types.ts';
import { keywordsOf, type Level, requiredKeywords } from '../keywords.ts';
import type { Keyword } from '../task-keywords.ts';
import { unsupportedWord } from '../unsupported.ts';
import { keyPlace, treePlace } from '../yaml/tree-place.ts';
import type { Complaint, MapRules, Property } from './check-map.ts';

/** How the keywords of a play or a task are checked. `others`: words that are near at hand for a misspelt one. */
export function levelRules(level: Level, map: MapNode, others: Pick<Actions, 'keys'> = new Map()): MapRules {
  const keywords = keywordsOf[level];
  return {
    place: treePlace(map),
    property: (key) => {
      const keyword = Object.hasOwn(keywords, wordOf(key)) ? keywords[wordOf(key)] : undefined;
      return keyword === undefined ? undefined : keywordProperty(keyword);
    },
    unknown: (entry) => {
      // Most mappings hold no such word: nothing is made for them.
      const candidates = [...Object.keys(keywords), ...others.keys()];
      const hint =
        didYouMean(entry.key, candidates) ?? 'remove it, or give its value to a variable in `vars`';
      return (
        unsupportedWord(level, entry) ??
        mistake(keyPlace(entry), 'unknown-keyword', `there is no keyword \`${entry.key}\``, hint)
      );
    },
    broken: (given) =>
      requiredKeywords[level]
        .filter((key) => !given.has(key))
        .map((key) => ({
          code: 'missing-keyword',
          message: `\`${key}\` is missing`,
          hint: `write \`${key}: …\``,
        })),
  };
}

/** Every `with_…` is a loop. */
function wordOf(key: string): string {
  return key.startsWith('with_') ? 'loop' : key;
}

/** How the value of a keyword is checked. */
export function keywordProperty(keyword: Keyword): Property {
  const { shape, evaluates } = keywordTypes[keyword.type];
  return {
    shape,
    help: `it is: ${keyword.description}`,
    // Tasks and expressions are looked through on their own.
    templates:
      keyword.templates === true ||
      keyword.type === 'tasks' ||
      keyword.type === 'roles' ||
      evaluates !== undefined,
    convert: (value, text) => convertKeyword(keyword, value, text),
  };
}

/** How the parameters of an action are checked. */
export function paramsRules(
  { name, params }: { readonly name: string; readonly params: ParamsSchema },
  place: Place,
): MapRules {
  const rules = paramRules(params);
  return {
    place,
    property: (key) => paramProperty(params, key, `\`rulerun doc ${name}\` says what it takes`),
    unknown: (entry) => {
      const names = paramNames(params);
      const hint =
        didYouMean(entry.key, names) ?? `it takes ${names.map((each) => `\`${each}\``).join(', ')}`;
      const message = `\`${name}\` has no parameter \`${entry.key}\``;
      return mistake(keyPlace(entry), 'unknown-parameter', message, hint);
    },
    broken: (given, surely) => rules.flatMap((rule) => complaintsOf(name, rule, given, surely)),
  };
}

/** That one of two may be left out everywhere (`omit`) is no conflict yet: values tell. */
function complaintsOf(
  name: string,
  rule: ParamRule,
  given: ReadonlySet<string>,
  surely: ReadonlySet<string>,
): readonly Complaint[] {
  const found = brokenRule(rule, given);
  if (found === undefined) return [];
  const message = `\`${name}\`: ${found.message}`;
  if (found.kind === 'missing')
    return [{ code: 'missing-parameter', message, hint: `\`rulerun doc ${name}\` says what it takes` }];
  return brokenRule(rule, surely)?.kind === 'conflict'
    ? [{ code: 'conflicting-parameters', message, hint: 'remove one of them' }]
    : [];
}

function paramProperty(params: ParamsSchema, key: string, help: string): Property | undefined {
  const schema = params.properties[canonicalName(params, key) ?? ''];
  if (schema === undefined) return undefined;
  return {
    shape: paramTypes[schema.type].shape,
    ...{ templates: true, help },
    convert: (value, text) => convertParam(schema, value, text),
  };
}
