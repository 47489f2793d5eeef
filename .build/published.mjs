/** What the repository holds that is made from the code: by path, how to make it from what is there now. */
export const published = {
  'schemas/playbook.schema.json': ({ playbookSchema }, actions) => json(playbookSchema(actions)),
  'schemas/inventory.schema.json': ({ inventorySchema }) => json(inventorySchema()),
  'README.md': ({ distinct }, actions, readme) => withTable(readme, distinct(actions)),
};

function json(schema) {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const start = '<!-- actions -->';
const end = '<!-- /actions -->';

/** The action table stands between two marks; the rest is written by hand. */
function withTable(readme, actions) {
  const from = readme?.indexOf(start) ?? -1;
  const to = readme?.indexOf(end) ?? -1;
  if (from === -1 || to < from) throw new Error(`README.md has no lines "${start}" and "${end}"`);
  const rows = [...actions]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, summary, readOnly }) => `| \`${name}\` | ${summary.replaceAll('|', '\\|')} | ${readOnly ? 'looks' : 'changes'} |`);
  const table = ['| Action | What it does | On a host it |', '| --- | --- | --- |', ...rows].join('\n');
  return `${readme.slice(0, from)}${start}\n${table}\n${readme.slice(to)}`;
}
