/**
 * The text of iptables-config with the variable no longer `yes`; undefined: it is not `yes`, so nothing has to change.
 *
 * A shell reads the file, and the last assignment counts. What is no plain assignment is left alone and overruled by a
 * line at the end.
 */
export function withoutSaving(text: string, variable: string): string | undefined {
  const lines = text.split('\n');
  const mentions = lines.flatMap((line, index) => {
    const said = line.trimStart();
    return said.startsWith('#') || !said.includes(variable) ? [] : [{ index, ...readLine(line, variable) }];
  });
  const last = mentions.at(-1);
  if (last === undefined) return undefined;
  if (last.value === undefined) return `${ended(text)}${variable}="no"\n`;
  if (last.value !== 'yes') return undefined;
  return lines.with(last.index, `${last.before}${variable}="no"${last.after}`).join('\n');
}

interface Line {
  readonly before: string;
  /** Undefined: what it does with the variable takes a shell to tell. */
  readonly value: string | undefined;
  readonly after: string;
}

function readLine(line: string, variable: string): Line {
  const [, before = '', name, written = '', after = ''] =
    /^(\s*(?:export\s+)?)(\w+)=("[^"$`\\]*"|'[^']*'|[^\s;&|<>()#"'$`\\]*)(\s*(?:\s#.*)?)$/.exec(line) ?? [];
  const value = name === variable ? written.replace(/^(["'])(.*)\1$/, '$2') : undefined;
  return { before, value, after };
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
