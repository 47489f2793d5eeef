import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  numberIn,
  WholeFloat,
} from '../../../model/values/json.ts';

/** What is wrong with arguments by what is said of them, in Ansible's words and order. `within`: where they stand. */
export function argumentErrors(
  spec: JsonObject,
  given: JsonObject,
  within: readonly string[] = [],
): readonly string[] {
  const options = Object.entries(spec).flatMap(([name, option]) =>
    isJsonObject(option)
      ? [{ name, option, value: given[name] === undefined ? aliased(option, given) : given[name] }]
      : [],
  );
  const missing = options.filter(
    ({ option, value }) =>
      value === undefined && option['required'] === true && option['default'] === undefined,
  );
  const there = options.flatMap(({ name, option, value }) =>
    value === undefined || value === null ? [] : [{ name, option, value }],
  );
  const names = missing.map(({ name }) => name);
  return [
    ...(names.length === 0 ? [] : [`missing required arguments: ${names.join(', ')}${foundIn(within, '')}`]),
    ...there.flatMap((each) => typeErrors(each, within)),
    ...there.flatMap((each) => choiceErrors(each, within)),
    ...there.flatMap((each) => errorsInside(each, within)),
  ];
}

interface Argument {
  readonly name: string;
  readonly option: JsonObject;
  readonly value: JsonValue;
}

function foundIn(within: readonly string[], quote: string): string {
  return within.length === 0 ? '' : ` found in ${quote}${within.join(' -> ')}${quote}`;
}

function aliased(option: JsonObject, given: JsonObject): JsonValue | undefined {
  const { aliases } = option;
  const name = isJsonList(aliases)
    ? aliases.map(String).find((alias) => given[alias] !== undefined)
    : undefined;
  return name === undefined ? undefined : given[name];
}

function typeErrors({ name, option, value }: Argument, within: readonly string[]): readonly string[] {
  const type = String(option['type'] ?? 'str');
  const where = within.length === 0 ? '' : `${foundIn(within, "'")}.`;
  const wrong = (what: string, one: JsonValue, wanted: string): readonly string[] => {
    const why = types[wanted]?.(one);
    const is = `is of type ${classOf(one)}${where}`;
    return why === undefined
      ? []
      : [`${what} '${name}' ${is} and we were unable to convert to ${wanted}: ${why}`];
  };
  const own = wrong('argument', value, type);
  if (own.length > 0 || type !== 'list' || option['elements'] === undefined) return own;
  return itemsOf({ option, value }).flatMap((item) =>
    wrong('Elements value for option', item, String(option['elements'])),
  );
}

function choiceErrors({ name, option, value }: Argument, within: readonly string[]): readonly string[] {
  const { choices } = option;
  if (!isJsonList(choices)) return [];
  const isAmong = (item: JsonValue): boolean => choices.some((choice) => String(choice) === String(item));
  const odd = itemsOf({ option, value }).filter((item) => !isAmong(item));
  if (odd.length === 0) return [];
  const all = choices.map(String).join(', ');
  const got = odd.map(String).join(', ');
  const many = `one or more of: ${all}. Got no match for: ${got}`;
  return [
    `value of ${name} must be ${isJsonList(value) ? many : `one of: ${all}, got: ${got}`}${foundIn(within, '')}`,
  ];
}

function errorsInside({ name, option, value }: Argument, within: readonly string[]): readonly string[] {
  const { options } = option;
  if (!isJsonObject(options)) return [];
  const inside = [...within, name];
  return itemsOf({ option, value })
    .filter(isJsonObject)
    .flatMap((item) => [...argumentErrors(options, item, inside), ...unknownIn(options, item, inside)]);
}

function unknownIn(options: JsonObject, given: JsonObject, within: readonly string[]): readonly string[] {
  const aliases = Object.values(options).flatMap((option) =>
    isJsonObject(option) && isJsonList(option['aliases']) ? option['aliases'].map(String) : [],
  );
  const known = Object.keys(options).toSorted();
  const unknown = Object.keys(given).filter((key) => !known.includes(key) && !aliases.includes(key));
  if (unknown.length === 0) return [];
  const named = unknown.map((key) => [...within, key].join('.')).toSorted();
  const others = aliases.length === 0 ? '' : ` (${aliases.toSorted().join(', ')})`;
  return [`${named.join(', ')}. Supported parameters include: ${known.join(', ')}${others}.`];
}

/** As Ansible makes a list of what is none. */
function itemsOf({ option, value }: Pick<Argument, 'option' | 'value'>): readonly JsonValue[] {
  if (isJsonList(value)) return value;
  return option['type'] === 'list' && typeof value === 'string' ? value.split(',') : [value];
}

/** Why a value is not of a type; text stands for what can be read from it. Other types take anything. */
const types: Readonly<Record<string, (value: JsonValue) => string | undefined>> = {
  bool: (value) => {
    const isText = typeof value === 'string' || numberIn(value) !== undefined;
    if (!isText)
      return typeof value === 'boolean' ? undefined : `${classOf(value)} cannot be converted to a bool`;
    if (/^(?:yes|no|on|off|true|false|y|n|t|f|0|1)$/i.test(String(numberIn(value) ?? value).trim()))
      return undefined;
    return `The value '${String(value)}' is not a valid boolean.  Valid booleans include: ${BOOLEANS}`;
  },
  dict: (value) => {
    if (isJsonObject(value) || (typeof value === 'string' && /^\s*\{|=/.test(value))) return undefined;
    return typeof value === 'string'
      ? 'dictionary requested, could not parse JSON or key=value'
      : `${classOf(value)} cannot be converted to a dict`;
  },
  float: (value) =>
    unless(isNumeric(value, /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i), value, 'a float'),
  int: (value) => unless(!isFloat(value) && isNumeric(value, /^\s*[-+]?\d+\s*$/), value, 'an int'),
  list: (value) => unless(!isJsonObject(value), value, 'a list'),
};

const BOOLEANS = "0, 1, '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'";

function unless(isRight: boolean, value: JsonValue, wanted: string): string | undefined {
  return isRight ? undefined : `${classOf(value)} cannot be converted to ${wanted}`;
}

function isNumeric(value: JsonValue, form: RegExp): boolean {
  return (
    typeof value === 'boolean' ||
    numberIn(value) !== undefined ||
    (typeof value === 'string' && form.test(value))
  );
}

function isFloat(value: JsonValue): boolean {
  return value instanceof WholeFloat || (typeof value === 'number' && !Number.isInteger(value));
}

function classOf(value: JsonValue): string {
  if (isJsonList(value)) return "<class 'list'>";
  if (isJsonObject(value)) return "<class 'dict'>";
  if (typeof value === 'boolean') return "<class 'bool'>";
  if (typeof value === 'string') return "<class 'str'>";
  return isFloat(value) ? "<class 'float'>" : "<class 'int'>";
}
