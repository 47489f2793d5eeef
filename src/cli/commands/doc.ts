import { actionList, actions } from '../../actions/registry.ts';
import type { Action } from '../../model/action.ts';
import type { PropertySchema } from '../../model/params/params-schema.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import type { Cli } from '../cli.ts';

/** Lists the actions, or explains one. */
export async function doc(
  name: string | undefined,
  { json }: { readonly json?: true },
  { terminal }: Cli,
): Promise<ExitCode> {
  if (name === undefined) {
    const width = Math.max(...actionList.map((action) => action.name.length));
    if (json) terminal.out(`${JSON.stringify(actionList.map(documented), undefined, 2)}\n`);
    else for (const action of actionList) terminal.out(`${action.name.padEnd(width)}  ${action.summary}\n`);
    return ExitCode.ok;
  }
  const action = actions.get(name);
  if (action === undefined) {
    terminal.err(`rulerun: there is no action ${name}\n`);
    terminal.err(`  hint: ${didYouMean(name, actions.keys(), '`rulerun doc` lists them')}\n`);
    return ExitCode.usage;
  }
  if (json) terminal.out(`${JSON.stringify(documented(action), undefined, 2)}\n`);
  else for (const line of explained(action)) terminal.out(`${line}\n`);
  return ExitCode.ok;
}

function documented({ name, aliases, summary, params, readOnly, example }: Action): object {
  return { name, aliases, summary, readOnly, params, example };
}

function explained({ name, aliases, summary, params, readOnly, example }: Action): readonly string[] {
  const parameters = Object.entries(params.properties);
  return [
    `${name}: ${summary}`,
    ...(aliases.length > 0 ? [`also: ${aliases.join(', ')}`] : []),
    ...(readOnly ? ['only looks: may stand in preflight and verify'] : []),
    ...(parameters.length > 0 ? ['', 'Parameters:'] : []),
    ...parameters.flatMap(([parameter, schema]) =>
      parameterLines(parameter, schema, params.required.includes(parameter)),
    ),
    '',
    'Example:',
    ...example
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

function parameterLines(name: string, schema: PropertySchema, required: boolean): readonly string[] {
  const facts = [
    schema.enum === undefined ? schema.type : schema.enum.join(' | '),
    ...(required ? ['required'] : []),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ...(schema.aliases === undefined ? [] : [`or ${schema.aliases.join(', ')}`]),
  ];
  return [`  ${name} (${facts.join(', ')})`, `      ${schema.description}`];
}
