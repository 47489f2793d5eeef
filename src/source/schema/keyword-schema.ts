import type { JsonObject } from '../../model/values/json.ts';
import { type Keyword, keywordsOf, type Level, requiredKeywords } from '../keywords.ts';
import { anyOf, formsOf, template } from './param-schema.ts';

/** A keyword as JSON Schema. `task` describes one task of a list of them. */
export function keywordJsonSchema({ description, ...keyword }: Keyword, task: JsonObject): JsonObject {
  const forms = keywordForms(keyword, task);
  return { description, ...anyOf(keyword.templates === true ? [...forms, template] : forms) };
}

function keywordForms(keyword: Omit<Keyword, 'description'>, task: JsonObject): readonly JsonObject[] {
  const { type, templates: _templates, form: _form, ...limits } = keyword;
  switch (type) {
    case 'tasks':
      // An empty list is often written as nothing at all.
      return [{ type: ['array', 'null'], items: task }];
    case 'map':
      return [{ type: ['object', 'null'] }];
    case 'names':
      return [text, { type: 'array', items: text }];
    case 'hosts':
      return [text, { type: 'array', items: text, minItems: 1 }];
    case 'serial':
      return [...batchForms, { type: 'array', items: anyOf(batchForms), minItems: 1 }];
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
    case 'mode':
    case 'duration':
    case 'path':
    case 'strings':
    case 'condition':
    case 'conditions':
    case 'expression':
    case 'any':
      return formsOf({ type, ...limits });
  }
}

const text: JsonObject = { type: ['string', 'number', 'boolean'], pattern: '\\S' };
const batchForms: readonly JsonObject[] = [
  { type: 'integer', minimum: 1 },
  { type: 'string', pattern: '^\\s*[1-9][0-9]*\\s*%?\\s*$' },
];

/** The keywords of one kind of mapping, and nothing else. */
export function levelJsonSchema(level: Level, task: JsonObject): JsonObject {
  const properties = Object.entries(keywordsOf[level]).map(
    ([name, keyword]) => [name, keywordJsonSchema(keyword, task)] as const,
  );
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: requiredKeywords[level],
    additionalProperties: false,
  };
}
