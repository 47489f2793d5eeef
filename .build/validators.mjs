import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** Draft-07, every mistake at once, and nothing in a schema that the compiler does not understand. */
function compilerFor(schemas) {
  const ajv = new Ajv({
    allErrors: true,
    // The sentences are ours; see src/source/playbook/check-map.ts.
    messages: false,
    strict: true,
    // The rules between parameters name keys whose schemas stand beside them, not inside.
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  for (const [name, schema] of schemas) ajv.addSchema(schema, name);
  return ajv;
}

/** The schemas as functions, for tests: the same code that the build writes to a file. */
export function compileValidators(schemas) {
  const ajv = compilerFor(schemas);
  return grouped(schemas, (name) => ajv.getSchema(name));
}

/** The schemas as the text of one module without imports. */
export async function validatorModule(schemas) {
  const ajv = compilerFor(schemas);
  const functions = standalone.default(ajv, Object.fromEntries([...schemas.keys()].map((name) => [name, name])));
  const table = grouped(schemas, (name) => name);
  const list = (group) => Object.entries(table[group]).map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${[...schemas.keys()].join(', ')} } from './functions';
        export const validators = { level: { ${list('level')} }, action: { ${list('action')} } };`,
      resolveDir: import.meta.dirname,
    },
    plugins: [{ name: 'functions', setup: (bundle) => provide(bundle, functions) }],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}

/** `level_play` and `action_systemd`, by what they are. */
function grouped(schemas, value) {
  const groups = { level: {}, action: {} };
  for (const name of schemas.keys()) {
    const [, group, key] = /^(level|action)_(.*)$/.exec(name);
    groups[group][key] = value(name);
  }
  return groups;
}

function provide({ onResolve, onLoad }, contents) {
  onResolve({ filter: /^\.\/functions$/ }, () => ({ path: 'functions', namespace: 'generated' }));
  onLoad({ filter: /.*/, namespace: 'generated' }, () => ({ contents, resolveDir: import.meta.dirname }));
}
