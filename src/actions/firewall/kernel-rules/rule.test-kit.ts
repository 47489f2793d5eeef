import { readRules } from '../../../firewall/text/read.ts';
import type { Rule } from '../../../firewall/text/rules.ts';

/** A rule of filter INPUT, from what stands behind `-A INPUT`. */
export function ruleOf(text: string): Rule {
  const { value, diagnostics } = readRules(`*filter\n-A INPUT ${text}\nCOMMIT\n`, 'test');
  const rule = value?.tables[0]?.rules[0];
  if (rule === undefined) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return rule;
}
