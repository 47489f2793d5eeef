import type { LookupAnswer } from '../../../model/lookups.ts';
import { linesOf, stripText } from '../../values/string-methods.ts';
import { isMapping, isTrue, isUndefined, kindOf, known, type Value } from '../../values/value.ts';
import {
  doorOf,
  type LookupCall,
  type LookupPlugins,
  lookupFault,
  lookupPlugin,
  textOption,
  textTerm,
} from './lookup.ts';
import { baseFolder } from './search.ts';

/** What asks the machine for other things than files. */
export const machineLookups: LookupPlugins = {
  env: lookupPlugin('default', environment),
  pipe: lookupPlugin('', (call) => call.terms.map((term) => stripText(output(term, call), null, 'right'))),
  lines: lookupPlugin('', (call) =>
    call.terms.flatMap((term) => linesOf(output(term, call), false, call.meter)),
  ),
  url: lookupPlugin('validate_certs split_lines username password headers timeout http_agent', (call) =>
    call.terms.flatMap((term) => page(term, call)),
  ),
};

function environment(call: LookupCall): readonly Value[] {
  const otherwise = call.options.get('default') ?? '';
  return call.terms.map((term) => {
    const [name = ''] = textTerm(term).trim().split(/\s+/);
    const found = doorOf(call).environment(name) ?? otherwise;
    return isUndefined(found) ? known(found) : found;
  });
}

function output(term: Value, call: LookupCall): string {
  return answered(doorOf(call).run(textTerm(term), baseFolder(call)));
}

function page(term: Value, call: LookupCall): readonly Value[] {
  const { options, meter } = call;
  const headers = known(options.get('headers') ?? {});
  if (!isMapping(headers)) throw lookupFault(`\`headers\` is ${kindOf(headers)}, not a mapping`);
  const text = answered(
    doorOf(call).fetch({
      url: textTerm(term),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textTerm(value)])),
      timeoutMs: Number(options.get('timeout') ?? 10) * 1000,
      user: textOption(call, 'username'),
      password: textOption(call, 'password'),
      checksCertificates: isTrue(options.get('validate_certs') ?? true),
    }),
  );
  return isTrue(options.get('split_lines') ?? true) ? linesOf(text, false, meter) : [text];
}

function answered(answer: LookupAnswer): string {
  if (answer.kind === 'text') return answer.text;
  throw lookupFault(answer.why, answer.hint);
}
