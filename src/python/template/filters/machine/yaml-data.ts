import { Fault } from '../../../fault.ts';
import type { Value } from '../../../values/value.ts';
import { doorOf } from '../../lookups/lookup.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

/** Reading YAML, which the reader of playbooks does. */
export const yamlDataFilters: Routines = {
  from_yaml: routine('', (call) => {
    if (typeof call.input !== 'string') return call.input;
    const documents = documentsIn(call.input, call);
    if (documents.length > 1)
      throw new Fault('type', `this is ${documents.length} documents of YAML`, {
        hint: 'use `from_yaml_all`',
      });
    return documents[0] ?? null;
  }),
  from_yaml_all: routine('', (call) =>
    typeof call.input === 'string' ? documentsIn(call.input, call) : call.input,
  ),
};

function documentsIn(text: string, call: Call): readonly Value[] {
  call.meter.text(text.length);
  call.meter.step(text.length / 4);
  const read = doorOf(call).readYaml(text);
  // The reader refuses encrypted values.
  if (read.kind === 'documents') return read.documents as readonly Value[];
  throw new Fault('type', `this is not YAML: ${read.why}`, {
    hint: 'look at what the text is: `debug: {var: …}`',
  });
}
