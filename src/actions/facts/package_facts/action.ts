import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonObject,
} from '../../../model/values/json.ts';
import { gatheredFacts, refused } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { installed, MANAGERS } from './packages.ts';

const properties = {
  manager: {
    type: 'strings',
    enum: ['auto', ...MANAGERS],
    description: 'Whose packages; `auto` is every one that the host has',
    default: ['auto'],
  },
  strategy: {
    type: 'string',
    enum: ['first', 'all'],
    description: 'Tell of the first that has packages, or of all',
    default: 'first',
  },
} as const;

export const packageFacts: Action = defineAction({
  name: 'package_facts',
  collections: BUILTIN,
  summary: 'Tell which packages are installed, as `ansible_facts.packages`',
  params: properties,
  readOnly: true,
  sets: () => ['ansible_facts', 'packages'],
  example: `\
- name: Learn which packages there are
  package_facts: {manager: auto}
`,
  observe: ({ manager }) => ({ installed: installed(managersOf(manager)) }),
  plan: (params, told) => planPackages(params, told.installed),
});

function managersOf(words: ParamsOf<typeof properties>['manager']) {
  const named = words.flatMap((word) => (word === 'auto' ? MANAGERS : [word]));
  return [...new Set(named)];
}

function planPackages({ manager, strategy }: ParamsOf<typeof properties>, found: JsonObject): Decision {
  const lists = Object.values(found).filter(isJsonObject);
  const [first] = lists;
  if (first === undefined) {
    return refused(
      `no packages were found: none of ${managersOf(manager).join(', ')} has any here`,
      'leave the task out on this host, with `when: ansible_facts.pkg_mgr in […]`',
    );
  }
  return gatheredFacts(jsonObject([['packages', strategy === 'first' ? first : together(lists)]]));
}

/** A package that several have is told once for each. */
function together(lists: readonly JsonObject[]): JsonObject {
  const all = new Map<string, readonly JsonValue[]>();
  for (const list of lists)
    for (const [name, packages] of Object.entries(list))
      all.set(name, [...(all.get(name) ?? []), ...(isJsonList(packages) ? packages : [])]);
  return jsonObject(all);
}
