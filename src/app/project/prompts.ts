import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Chance, Lookups } from '../../model/lookups.ts';
import type { Variable } from '../../model/playbook/inventory.ts';
import type { Play, Playbook } from '../../model/playbook/playbook.ts';
import type { Prompted, VarsPrompt } from '../../model/playbook/variable-sources.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { hashedPassword } from '../../python/crypt/password-hash.ts';
import { Fault } from '../../python/fault.ts';
import { defaultLimits, meterOf } from '../../python/meter.ts';
import { evaluatorBefore } from '../../resolve/evaluator.ts';
import { beforeHosts, sharedIn } from '../../resolve/host-scope.ts';
import type { Evaluator } from '../../resolve/params.ts';
import type { PatternInventory } from '../../resolve/pattern/host-pattern.ts';
import { type WorldOptions, worldOf } from '../../resolve/plan.ts';
import { mistake } from '../../source/diagnostics/mistake.ts';

/** One question of `vars_prompt`, filled in. */
export interface PromptQuestion {
  readonly text: string;
  /** What counts when nothing is typed in. */
  readonly usual: string | undefined;
  readonly hidden: boolean;
  readonly confirm: boolean;
}

/** Asks a person; `undefined`: there is nobody to ask. */
export type Ask = (question: PromptQuestion) => Promise<string | undefined>;

export interface Answers {
  readonly prompted: ReadonlyMap<Play, Prompted>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks what the plays want to be asked, play by play, unless -e has the answer. Without `ask` the values stay open. */
export async function askPrompts(
  playbooks: readonly Playbook[],
  inventory: PatternInventory,
  options: Omit<WorldOptions, 'varsFiles'>,
  ask: Ask | undefined,
): Promise<Answers> {
  const prompted = new Map<Play, Prompted>();
  const diagnostics: Diagnostic[] = [];
  const world = worldOf(playbooks, inventory, { ...options, varsFiles: new Map() });
  const shared = sharedIn(world, options.lookups);
  for (const play of playbooks.flatMap(({ plays }) => plays)) {
    const wanted = play.varsPrompts.filter(({ name }) => !options.extraVariables.has(name));
    if (wanted.length === 0) continue;
    const { render } = evaluatorBefore(beforeHosts(play.vars, shared));
    const chance = options.lookups?.chance;
    prompted.set(play, await answersTo(wanted, { render, ask, diagnostics, chance }));
  }
  return { prompted, diagnostics };
}

interface Asking {
  readonly chance: Lookups['chance'] | undefined;
  readonly render: Evaluator['render'];
  readonly ask: Ask | undefined;
  readonly diagnostics: Diagnostic[];
}

async function answersTo(wanted: readonly VarsPrompt[], asking: Asking): Promise<Prompted> {
  if (asking.ask === undefined)
    return { variables: new Map(), open: wanted.map(({ name }) => name), secrets: [] };
  const variables = new Map<string, Variable>();
  const secrets: string[] = [];
  for (const prompt of wanted) {
    const { value, isTyped } = await answerTo(prompt, asking.ask, asking);
    if (value === undefined) {
      const message = `\`${prompt.name}\` is asked for, and there is no terminal to ask on`;
      const hint = `give it with -e ${prompt.name}=VALUE, or write a \`default:\``;
      asking.diagnostics.push(mistake(prompt.at, 'unanswered', message, hint));
      continue;
    }
    const hash = hashed(value, prompt, asking);
    if (prompt.isPrivate && isTyped) secrets.push(...new Set([value, hash]));
    variables.set(prompt.name, {
      value: hash,
      at: prompt.at,
      ...(prompt.unsafe ? { unsafe: true } : {}),
    });
  }
  return { variables, open: [], secrets };
}

/** What of an answer the variable holds. */
function hashed(answer: string, prompt: VarsPrompt, asking: Asking): string {
  const scheme = filled(prompt.encrypt, asking);
  if (scheme === undefined) return answer;
  const { name, saltSize } = prompt;
  const drawn = (): Chance => {
    if (asking.chance === undefined)
      throw new Fault('type', 'no salt can be drawn here', { hint: 'give one' });
    return asking.chance(`salt of ${name}`);
  };
  try {
    const how = { scheme, salt: filled(prompt.salt, asking), saltSize, rounds: undefined };
    return hashedPassword(answer, how, drawn, meterOf(defaultLimits));
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    asking.diagnostics.push(mistake(prompt.at, 'value', `\`${name}\`: ${fault.message}`, fault.hint));
    return answer;
  }
}

/** As in Ansible nothing typed in means the default, and nothing at all where there is none. */
async function answerTo(
  prompt: VarsPrompt,
  ask: Ask,
  asking: Asking,
): Promise<{ readonly value: string | undefined; readonly isTyped: boolean }> {
  const usual = filled(prompt.default, asking);
  const text = filled(prompt.prompt, asking) ?? prompt.name;
  const typed = await ask({ text, usual, hidden: prompt.isPrivate, confirm: prompt.confirm });
  const isTyped = typed !== undefined && typed !== '';
  return { value: isTyped ? typed : (usual ?? typed), isTyped };
}

function filled(node: ScalarNode | undefined, { render, diagnostics }: Asking): string | undefined {
  if (node === undefined) return undefined;
  const rendered = render(node.text);
  if (rendered.ok) return String(rendered.value);
  const { message, hint } = rendered.error;
  diagnostics.push(mistake({ at: node.at, length: node.text.length }, 'value', message, hint));
  return undefined;
}
