import type { Diagnostic } from '../model/diagnostic.ts';
import type { ParamsSchema } from '../model/params/params-schema.ts';
import { hostOrders, type Play, strategies, strategyOf } from '../model/playbook/playbook.ts';
import { batchSizeOf } from '../model/values/batch-size.ts';
import { isJsonList, type JsonObject, type JsonValue } from '../model/values/json.ts';
import { type Evaluator, resolveParams } from './params.ts';

const schema: ParamsSchema = {
  properties: {
    serial: { type: 'any', description: 'How many hosts at a time' },
    max_fail_percentage: {
      type: 'number',
      description: 'Above this part failed, no further batch',
      minimum: 0,
      maximum: 100,
    },
    any_errors_fatal: { type: 'boolean', description: 'A failure ends the way of all hosts' },
    order: { type: 'string', description: 'The order of the hosts', enum: hostOrders },
    strategy: {
      type: 'string',
      description: 'Whether hosts wait for one another',
      enum: [...strategies, ...strategies.map((name) => `ansible.builtin.${name}`)],
    },
    force_handlers: { type: 'boolean', description: 'Handlers run on a host that failed too' },
  },
};

interface Settled {
  readonly play: Play;
  readonly diagnostics: readonly Diagnostic[];
}

/** The play with the keywords that templates give it: no host is known yet, so its own and the extra variables count. */
export function withSettings(play: Play, evaluator: Evaluator): Settled {
  const { settings } = play;
  if (settings === undefined) return { play, diagnostics: [] };
  const resolved = resolveParams(schema, settings, evaluator);
  if (!resolved.ok) {
    const diagnostics = resolved.failures.map((failure): Diagnostic => ({ ...WRONG, ...failure }));
    return { play, diagnostics };
  }
  const { params } = resolved;
  const serial = params['serial'] === undefined ? play.serial : batchesIn(params['serial']);
  if (serial === undefined) {
    const at = settings.entries.find(({ key }) => key === 'serial')?.value.at ?? play.at;
    return { play, diagnostics: [{ ...WRONG, ...NO_BATCHES, at }] };
  }
  return { play: { ...play, ...keywordsFrom(params, play), serial }, diagnostics: [] };
}

const WRONG = { severity: 'error', code: 'value', length: 1 } as const;

const NO_BATCHES = {
  message: '`serial` must be a number of hosts, a percentage, or a list of them',
  hint: "such as `serial: [1, '25%', '100%']`",
};

function keywordsFrom(
  {
    max_fail_percentage: percent,
    any_errors_fatal: isFatal,
    order,
    strategy,
    force_handlers: force,
  }: JsonObject,
  play: Play,
): Pick<Play, 'maxFailPercentage' | 'order' | 'strategy' | 'forceHandlers'> {
  const maxFailPercentage = typeof percent === 'number' ? percent : play.maxFailPercentage;
  return {
    maxFailPercentage: isFatal === true ? 0 : maxFailPercentage,
    order: hostOrders.find((word) => word === order) ?? play.order,
    strategy: strategyOf(String(strategy)) ?? play.strategy,
    forceHandlers: typeof force === 'boolean' ? force : play.forceHandlers,
  };
}

/** Undefined: it is no size, or there is none in the list. */
function batchesIn(value: JsonValue): Play['serial'] | undefined {
  const all = isJsonList(value) ? value.flat() : [value];
  const sizes = all.map((each) => batchSizeOf(String(each).trim())).filter((size) => size !== undefined);
  return sizes.length > 0 && sizes.length === all.length ? sizes : undefined;
}
