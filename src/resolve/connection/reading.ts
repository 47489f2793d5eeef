import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Variable } from '../../model/playbook/inventory.ts';
import { jsonText, pythonNumber } from '../../model/values/float-text.ts';
import { type JsonValue, WholeFloat } from '../../model/values/json.ts';
import { type Position, startOf } from '../../model/values/position.ts';
import { Sealed } from '../../model/values/sealed.ts';
import { Secret } from '../../model/values/secret.ts';
import type { Result } from '../../python/fault.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import { VaultFault } from '../../vault/fault.ts';

/** Evaluates a text with `{{ }}` in it. */
export type Render = (text: string) => Result<JsonValue>;

/** The variables of one host, extra variables included. A map will do. */
export interface VariableSource {
  get(name: string): Variable | undefined;
}

/** Reads one host's variables and collects what is wrong with them. */
export interface VariableReading {
  readonly variables: VariableSource;
  readonly render: Render;
  readonly diagnostics: Diagnostic[];
}

/** The value of a variable, rendered, and under which name it was given. */
export interface Said<T> {
  readonly name: string;
  readonly value: T;
  readonly at: Position;
}

/** Of several names for one thing the last that has a value wins. Null and empty text count as none. */
export function readAny(names: readonly string[], reading: VariableReading): Said<JsonValue> | undefined {
  for (const name of names.toReversed()) {
    const variable = reading.variables.get(name);
    if (variable === undefined) continue;
    const at = variable.at ?? startOf('--extra-vars');
    const value =
      variable.unsafe === true ? variable.value : renderValue({ name, value: variable.value, at }, reading);
    if (value !== undefined && value !== null && value !== '') return { name, value, at };
  }
  return undefined;
}

function renderValue({ name, value, at }: Said<JsonValue>, reading: VariableReading): JsonValue | undefined {
  if (value instanceof Sealed) return renderSealed({ name, value, at }, reading);
  if (typeof value !== 'string' || !isTemplate(value)) return value;
  const rendered = reading.render(value);
  if (rendered.ok) return rendered.value;
  refuse(reading, at, `\`${name}\`: ${rendered.error.message}`, rendered.error.hint, 'invalid-template');
  return undefined;
}

function renderSealed({ value, ...said }: Said<Sealed>, reading: VariableReading): JsonValue | undefined {
  try {
    const opened = value.reveal();
    return value.kind === 'template'
      ? value.filled(renderValue({ ...said, value: opened }, reading))
      : opened;
  } catch (fault) {
    if (!(fault instanceof VaultFault)) throw fault;
    refuse(reading, said.at, `\`${said.name}\`: ${fault.message}`, fault.hint, 'vault');
    return undefined;
  }
}

/** Text; a number is taken by its digits. */
export function readText(names: readonly string[], reading: VariableReading): Said<string> | undefined {
  const said = readAny(names, reading);
  if (said === undefined) return undefined;
  const { value } = said;
  if (typeof value === 'string') return { ...said, value };
  if (typeof value === 'number' || value instanceof WholeFloat)
    return { ...said, value: pythonNumber(value) };
  refuse(reading, said.at, `\`${said.name}\` must be text`, 'put the value in quotes');
  return undefined;
}

/** Text that nobody may see. */
export function readSecret(names: readonly string[], reading: VariableReading): Secret | undefined {
  const said = readText(names, reading);
  return said === undefined ? undefined : new Secret(said.value);
}

/** A whole number in these bounds, both included, as a number or in digits. */
export function readInteger(
  names: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  reading: VariableReading,
): Said<number> | undefined {
  const said = readAny(names, reading);
  if (said === undefined) return undefined;
  const value =
    typeof said.value === 'string' && /^\s*\d+\s*$/.test(said.value) ? Number(said.value) : said.value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to)
    return { ...said, value };
  const message = `\`${said.name}\` must be a whole number from ${from} to ${to}, not \`${shown(said.value)}\``;
  refuse(reading, said.at, message);
  return undefined;
}

const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', 'y', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', 'n', 'f', '0'].map((word) => [word, false] as const),
]);

/** A boolean in any of Ansible's spellings. */
export function readBoolean(names: readonly string[], reading: VariableReading): Said<boolean> | undefined {
  const said = readAny(names, reading);
  if (said === undefined) return undefined;
  const value = words.get(shown(said.value).toLowerCase());
  if (value !== undefined) return { ...said, value };
  const message = `\`${said.name}\` must be true or false, not \`${shown(said.value)}\``;
  refuse(reading, said.at, message);
  return undefined;
}

/** A value in one line, shortened. */
function shown(value: JsonValue): string {
  const text = typeof value === 'string' ? value : jsonText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Notes a mistake. `code`: what people search for. */
export function refuse(
  { diagnostics }: Pick<VariableReading, 'diagnostics'>,
  at: Position,
  message: string,
  hint?: string,
  code: DiagnosticCode = 'invalid-connection',
): void {
  diagnostics.push({ severity: 'error', code, message, at, length: 1, hint });
}
