/** What /etc/os-release says, by its keys in capitals. Its values are quoted as a shell quotes. */
export function osRelease(text: string | undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, key = '', value = ''] of (text ?? '').matchAll(/^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/gm))
    values.set(key.toUpperCase(), unquoted(value.trim()));
  return values;
}

function unquoted(value: string): string {
  const [, , inside] = /^(["'])(.*)\1$/.exec(value) ?? [];
  return (inside ?? value).replaceAll(/\\(["'\\$`])/g, '$1');
}
