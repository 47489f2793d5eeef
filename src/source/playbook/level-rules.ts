import { brokenRule, canonicalName, paramNames, paramRules } from '../../model/params/param-rules.ts';
import { convertParam } from '../../model/params/params.ts';
import type { ParamsSchema } from '../../model/params/params-schema.ts';
import type { JsonValue } from '../../model/values/json.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { type Keyword, keywordsOf, type Level } from '../keywords.ts';
import { insteadOf } from '../unsupported.ts';
import { treeToSchemaData } from '../yaml/tree-json.ts';
import { type Place, treePlace } from '../yaml/tree-place.ts';
import { type MapRules, type Property, wrongKey } from './check-map.ts';
import { convertKeyword } from './keyword-value.ts';
import type { Language } from './language.ts';

/** How the keywords of a play or a task are checked. `others`: words that are near at hand for a misspelt one. */
export function levelRules(
  level: Level,
  map: MapNode,
  { validators }: Pick<Language, 'validators'>,
  others: Iterable<string>,
): MapRules {
  const keywords = keywordsOf[level];
  const candidates = [...Object.keys(keywords), ...others];
  return {
    validate: validators.level[level],
    place: treePlace(map),
    property: (key) => {
      const keyword = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
      return keyword === undefined ? undefined : keywordProperty(keyword);
    },
    unknown: (entry) => {
      const instead = insteadOf(level, entry.key);
      return instead === undefined
        ? wrongKey(
            entry,
            'unknown-keyword',
            `there is no keyword \`${entry.key}\``,
            didYouMean(entry.key, candidates),
          )
        : wrongKey(entry, 'unsupported', `\`${entry.key}\` is not supported here`, instead);
    },
    broken: (rule) =>
      rule.kind === 'missing'
        ? { code: 'missing-keyword', message: `\`${rule.key}\` is missing` }
        : undefined,
  };
}

const textual: ReadonlySet<Keyword['type']> = new Set([
  'string',
  'path',
  'strings',
  'names',
  'hosts',
  'serial',
]);

function dataFor(type: Keyword['type']): Property['data'] {
  if (type === 'mode')
    return (tree) => (isPlain(tree) && tree.text.startsWith('0') ? tree.text : treeToSchemaData(tree));
  return textual.has(type) ? byText : treeToSchemaData;
}

/** Scalars by their text, and the items of a list as well. */
function byText(tree: Tree): JsonValue {
  if (tree.kind === 'list') return tree.items.map(byText);
  return tree.kind === 'scalar' && tree.value !== null ? tree.text : treeToSchemaData(tree);
}

function isPlain(tree: Tree): tree is ScalarNode {
  return tree.kind === 'scalar' && tree.plain;
}

const itemwise: ReadonlySet<Keyword['type']> = new Set(['strings', 'names', 'hosts', 'serial', 'conditions']);

function keywordProperty(keyword: Keyword): Property {
  return {
    data: dataFor(keyword.type),
    // Tasks and expressions are looked through on their own.
    templates: keyword.templates === true || keyword.type === 'tasks' || keyword.type === 'conditions',
    itemwise: itemwise.has(keyword.type),
    convert: (value, text) => convertKeyword(keyword, value, text),
  };
}

/** How the parameters of an action are checked. */
export function paramsRules(
  action: { readonly name: string; readonly params: ParamsSchema },
  place: Place,
  { validators }: Pick<Language, 'validators'>,
): MapRules {
  const { name, params } = action;
  const validate = validators.action[name];
  if (validate === undefined) throw new Error(`no validator was made for the action ${name}`);
  const rules = paramRules(params);
  return {
    validate,
    place,
    property: (key) => paramProperty(params, key),
    unknown: (entry) => {
      const names = paramNames(params);
      const hint = didYouMean(entry.key, names, `it takes ${names.map((each) => `\`${each}\``).join(', ')}`);
      return wrongKey(entry, 'unknown-parameter', `\`${name}\` has no parameter \`${entry.key}\``, hint);
    },
    broken: (rule, given) => {
      const broken = rule.kind === 'rule' ? rules[rule.index] : undefined;
      const found = broken === undefined ? undefined : brokenRule(broken, given);
      if (found === undefined) return undefined;
      const code = found.kind === 'missing' ? 'missing-parameter' : 'conflicting-parameters';
      return { code, message: `\`${name}\`: ${found.message}` };
    },
  };
}

function paramProperty(params: ParamsSchema, key: string): Property | undefined {
  const schema = params.properties[canonicalName(params, key) ?? ''];
  if (schema === undefined) return undefined;
  return {
    data: dataFor(schema.type),
    templates: true,
    itemwise: itemwise.has(schema.type),
    convert: (value, text) => convertParam(schema, value, text),
  };
}
