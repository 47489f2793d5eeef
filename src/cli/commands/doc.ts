import { actionList, actions } from '../../actions/registry.ts';
import type { Action } from '../../model/action.ts';
import type { PropertySchema } from '../../model/params/params-schema.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import type { Cli } from '../cli.ts';

/** Lists the actions, or explains one; `errors` lists what each code of a mistake means, and a code explains itself. */
export async function doc(
  name: string | undefined,
  { json }: { readonly json?: true },
  { terminal }: Cli,
): Promise<ExitCode> {
  const print = (document: unknown, lines: readonly string[]): ExitCode => {
    if (json) terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
    else for (const line of lines) terminal.out(`${line}\n`);
    return ExitCode.ok;
  };
  if (name === undefined) return print(actionList.map(documented), summaries());
  const action = actions.get(name);
  if (action !== undefined) return print(documented(action), explained(action));

  const { codeLines, explainedCodes } = await import('../doc/codes.ts');
  const codes = explainedCodes.filter(({ code }) => name === 'errors' || code === name);
  if (codes.length > 0) return print(codes, codeLines(codes));
  const known = [...actions.keys(), ...explainedCodes.map(({ code }) => code), 'errors'];
  terminal.err(`rulerun: there is no action and no code ${name}\n`);
  terminal.err(`  hint: ${didYouMean(name, known) ?? '`rulerun doc` and `rulerun doc errors` list them'}\n`);
  return ExitCode.usage;
}

function summaries(): readonly string[] {
  const width = Math.max(...actionList.map((action) => action.name.length));
  return actionList.map((action) => `${action.name.padEnd(width)}  ${action.summary}`);
}

/** The parameters as one schema that stands alone. */
function documented({ name, aliases, summary, params, readOnly, example, notes }: Action): object {
  const all = Object.entries(params.properties);
  const properties = Object.fromEntries(all.map(([key, { required: _, ...property }]) => [key, property]));
  const required = all.flatMap(([key, property]) => (property.required === true ? [key] : []));
  const { oneOf, exclusive } = params;
  const schema = { type: 'object', properties, required, oneOf, exclusive, additionalProperties: false };
  return { name, aliases, summary, readOnly, params: schema, example, notes };
}

function explained({
  name,
  aliases,
  summary,
  params,
  readOnly,
  example,
  notes = [],
}: Action): readonly string[] {
  const parameters = Object.entries(params.properties);
  return [
    `${name}: ${summary}`,
    ...(aliases.length > 0 ? [`also: ${aliases.join(', ')}`] : []),
    ...(readOnly ? ['only looks: may stand in preflight and verify'] : []),
    ...(parameters.length > 0 ? ['', 'Parameters:'] : []),
    ...parameters.flatMap(([parameter, schema]) => parameterLines(parameter, schema)),
    '',
    'Example:',
    ...example
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
}

function parameterLines(name: string, schema: PropertySchema): readonly string[] {
  const facts = [
    schema.enum === undefined ? schema.type : schema.enum.join(' | '),
    ...(schema.required === true ? ['required'] : []),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ...(schema.aliases === undefined ? [] : [`or ${schema.aliases.join(', ')}`]),
  ];
  return [`  ${name} (${facts.join(', ')})`, `      ${schema.description}`];
}
