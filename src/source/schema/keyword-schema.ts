import { anyOf, template } from '../../model/params/by-type/forms.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { keywordTypes } from '../keyword-types.ts';
import { keywordsOf, type Level, requiredKeywords } from '../keywords.ts';
import type { Keyword } from '../task-keywords.ts';

/** A keyword as JSON Schema. `task` describes one task of a list of them. */
export function keywordJsonSchema(keyword: Keyword, task: JsonObject): JsonObject {
  const { type, description, templates } = keyword;
  const forms = keywordTypes[type].forms(keyword);
  const accepted = type === 'tasks' ? forms.map((form) => ({ ...form, items: task })) : forms;
  return { description, ...anyOf(templates === true ? [...accepted, template] : accepted) };
}

/** The keywords of one kind of mapping, `more`, and nothing else. `taskOf` describes a task below a keyword. */
export function levelJsonSchema(
  level: Level,
  taskOf: (keyword: string) => JsonObject,
  more: JsonObject = {},
): JsonObject {
  const keywords = Object.entries(keywordsOf[level]).map(
    ([name, keyword]) => [name, keywordJsonSchema(keyword, taskOf(name))] as const,
  );
  return {
    type: 'object',
    properties: { ...Object.fromEntries(keywords), ...more },
    required: requiredKeywords[level],
    additionalProperties: false,
  };
}
