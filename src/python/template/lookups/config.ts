import { didYouMean } from '../../../text/edit-distance.ts';
import type { Value } from '../../values/value.ts';
import { type LookupPlugins, lookupFault, lookupPlugin, textOption, textTerm } from './lookup.ts';

/** Settings of Ansible's whose value here is always the same, under its names for them. */
const settings: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ANSIBLE_NOCOWS', true],
  ['ANSIBLE_PIPELINING', true],
  ['DEFAULT_BECOME', false],
  ['DEFAULT_BECOME_METHOD', 'sudo'],
  ['DEFAULT_BECOME_USER', 'root'],
  ['DEFAULT_EXECUTABLE', '/bin/sh'],
  ['DEFAULT_GATHERING', 'implicit'],
  ['DEFAULT_HASH_BEHAVIOUR', 'replace'],
  ['DEFAULT_JINJA2_EXTENSIONS', []],
  ['DEFAULT_JINJA2_NATIVE', false],
  ['DEFAULT_MANAGED_STR', 'Ansible managed'],
  ['DEFAULT_STRATEGY', 'linear'],
  ['DEFAULT_TRANSPORT', 'ssh'],
  ['DEFAULT_UNDEFINED_VAR_BEHAVIOR', true],
  ['ERROR_ON_UNDEFINED_VARS', true],
  ['HOST_KEY_CHECKING', true],
  ['TRANSFORM_INVALID_GROUP_CHARS', 'never'],
]);

export const configLookups: LookupPlugins = {
  config: lookupPlugin('on_missing plugin_type plugin_name', (call) => {
    const missing = textOption(call, 'on_missing') ?? 'error';
    return call.terms.flatMap((term) => {
      const name = textTerm(term);
      const found = settings.get(name);
      if (found !== undefined) return [found];
      if (missing !== 'error') return [];
      throw lookupFault(`there is no setting \`${name}\` here`, didYouMean(name, settings.keys()) ?? wayOut);
    });
  }),
};

const wayOut = "give the value as a variable, or pass over it with `on_missing='skip'`";
