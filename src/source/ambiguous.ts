import type { ScalarNode } from '../model/tree.ts';

/**
 * What Ansible, which reads YAML 1.1, makes of an unquoted value that is something else here; `undefined`: the same.
 * Only where no schema says what the value is: in variables.
 */
export function ansibleReading({ text, plain }: ScalarNode): string | undefined {
  if (!plain) return undefined;
  if (/^(?:yes|on)$/i.test(text)) return 'true';
  if (/^(?:no|off)$/i.test(text)) return 'false';
  if (/^[-+]?0[0-7]+$/.test(text)) return `the number ${Number.parseInt(text, 8)}`;
  if (/^0o[0-7]+$/.test(text)) return 'text';
  if (/^[-+]?[1-9][0-9]*(?::[0-5]?[0-9])+$/.test(text)) return 'a number in base 60';
  if (/^[-+]?(?:0b[01_]+|[1-9][0-9]*(?:_[0-9]+)+)$/.test(text)) return 'a number';
  return /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(text) ? 'a date' : undefined;
}
