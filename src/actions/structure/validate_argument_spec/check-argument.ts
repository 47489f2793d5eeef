import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../model/values/json.ts';

/** What is wrong with the arguments of a role by what it says of them, one sentence each, in the order of the spec. */
export function argumentMistakes(spec: JsonObject, given: JsonObject, within = ''): readonly string[] {
  return Object.entries(spec).flatMap(([name, option]) => {
    if (!isJsonObject(option)) return [];
    const path = within === '' ? name : `${within}.${name}`;
    const value = given[name] ?? aliased(option, given);
    if (value === undefined || value === null)
      return option['required'] === true && option['default'] === undefined
        ? [`missing required argument: ${path}`]
        : [];
    return mistakesIn(path, value, option);
  });
}

function aliased(option: JsonObject, given: JsonObject): JsonValue | undefined {
  const { aliases } = option;
  const name = isJsonList(aliases)
    ? aliases.map(String).find((alias) => given[alias] !== undefined)
    : undefined;
  return name === undefined ? undefined : given[name];
}

function mistakesIn(path: string, value: JsonValue, option: JsonObject): readonly string[] {
  const type = String(option['type'] ?? 'str');
  const checks = typeChecks[type];
  if (checks !== undefined && !checks(value))
    return [`argument '${path}' is of ${kindOf(value)} and must be of type ${type}`];
  const { choices, options, elements } = option;
  const items = isJsonList(value) ? value : [value];
  const wrong = isJsonList(choices) ? items.find((item) => !isAmong(item, choices)) : undefined;
  if (wrong !== undefined && isJsonList(choices))
    return [`value of ${path} must be one of: ${choices.map(String).join(', ')}, got: ${String(wrong)}`];
  const ofItems = elements === undefined ? undefined : typeChecks[String(elements)];
  const odd = ofItems === undefined ? undefined : items.find((item) => !ofItems(item));
  if (odd !== undefined)
    return [`an element of argument '${path}' is of ${kindOf(odd)} and must be of type ${String(elements)}`];
  if (!isJsonObject(options)) return [];
  return items.filter(isJsonObject).flatMap((item) => argumentMistakes(options, item, path));
}

function isAmong(item: JsonValue, choices: readonly JsonValue[]): boolean {
  return choices.some((choice) => String(choice) === String(item));
}

/** What each type takes: text stands for what can be read from it, as in Ansible. */
const typeChecks: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  bool: (value) =>
    typeof value === 'boolean' || /^(?:yes|no|on|off|true|false|y|n|t|f|0|1|0\.0|1\.0)$/i.test(String(value)),
  dict: (value) => isJsonObject(value) || (typeof value === 'string' && /^\s*\{|=/.test(value)),
  float: (value) => isScalar(value) && /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(String(value)),
  int: (value) => isScalar(value) && /^\s*[-+]?\d+\s*$/.test(String(value)),
  list: (value) => isJsonList(value) || isScalar(value),
  path: (value) => isScalar(value),
  str: () => true,
};

function isScalar(value: JsonValue): boolean {
  return !isJsonList(value) && !isJsonObject(value) && typeof value !== 'boolean';
}

function kindOf(value: JsonValue): string {
  if (isJsonList(value)) return "type 'list'";
  return isJsonObject(value) ? "type 'dict'" : `type '${typeof value}'`;
}
