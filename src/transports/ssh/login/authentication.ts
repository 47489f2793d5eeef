import type {
  AnyAuthMethod,
  AuthenticationType,
  AuthHandlerMiddleware,
  KeyboardInteractiveAuthMethod,
} from 'ssh2';
import type { SshAddress } from '../../../model/playbook/address.ts';
import type { Failure } from '../../../model/run/failure.ts';
import type { Secret } from '../../../model/values/secret.ts';
import { tryByHand } from '../hints.ts';
import { agentWith } from '../keys/agent.ts';
import type { Credential, Credentials } from '../keys/credentials.ts';
import { wordsOfHost } from './words-of-host.ts';

/** One login under way. */
export interface Authentication {
  readonly handler: AuthHandlerMiddleware;
  /** Keeps in mind what the host says to the person at the terminal; the last of it counts. */
  hear(text: string): void;
  /** What it said, in one line; empty: nothing. */
  said(): string;
  /** The failure when the host lets us in by none of it. `why`: what the host said when it hung up. */
  refused(why?: string): Failure;
}

type Attempt =
  | Credential
  | { readonly kind: 'keyboard-interactive'; readonly password: Secret }
  /** A question for the methods that the host takes. */
  | { readonly kind: 'none' };

/**
 * Tries the credentials in order, each once, by the methods that the host takes. A password that was refused is not
 * sent again by another method: that would count twice against the account. The `none` that ssh2 begins with costs a
 * round trip and is left out, unless a host that takes passwords alone might hang up over the agent's keys first. `beforeFirst` is waited for before anything is sent; when it rejects, nothing is.
 */
export function authenticate(
  address: SshAddress,
  credentials: Credentials,
  beforeFirst: () => Promise<void>,
): Authentication {
  const queue = attemptsWith(credentials);
  const tried: string[] = [];
  let hasBegun = false;
  let last: Attempt | undefined;
  let taken: readonly AuthenticationType[] | undefined;
  let isPasswordRefused = false;
  let question = '';
  let said = '';
  const hear = (text: string): void => {
    said = wordsOfHost(text) || said;
  };

  const suits = (attempt: Attempt): boolean => {
    if (taken === undefined) return true;
    if (attempt.kind === 'keyboard-interactive' && (isPasswordRefused || taken.includes('password')))
      return false;
    return taken.includes(methodOf(attempt));
  };
  const judgeLast = (isPartial: boolean): void => {
    if (last === undefined || last.kind === 'none' || taken === undefined || isPartial) return;
    if (taken.includes(methodOf(last))) {
      isPasswordRefused ||= last.kind === 'password';
      return;
    }
    // Tried blindly, and the host does not take this method, or not yet: it was not looked at.
    queue.unshift(last);
    tried.pop();
  };
  const nextMethod = (): AnyAuthMethod | undefined => {
    const at = queue.findIndex(suits);
    [last] = at < 0 ? [] : queue.splice(at, 1);
    if (last === undefined) return undefined;
    if (last.kind !== 'none') tried.push(nameOf(last));
    return methodFor(address.user, last, (asked, instructions) => {
      hear(instructions);
      question = asked ?? question;
    });
  };

  return {
    handler(methodsLeft: AuthenticationType[] | null, isPartial, next) {
      // After a key of the agent ssh2 passes on the list of an earlier answer.
      taken = last?.kind === 'agent' ? undefined : (methodsLeft ?? undefined);
      judgeLast(isPartial);
      // ssh2 stops at `false`, which its types do not know.
      const go = (): void => next(nextMethod() ?? (false as unknown as AuthenticationType));
      if (hasBegun) return go();
      hasBegun = true;
      // Its rejection has reached the caller of `beforeFirst` already.
      beforeFirst().then(go, () => {});
    },
    hear,
    said: () => said,
    refused: (why) => ({
      kind: 'unauthenticated',
      user: address.user,
      tried: [...tried, ...credentials.unusable],
      ...(said === '' ? {} : { said }),
      hint: why ?? hintFor(address, credentials, taken, question),
    }),
  };
}

/** The failure for a login that has nothing to try: the host is not bothered with it. */
export function nothingToOffer(address: SshAddress, credentials: Credentials): Failure {
  const hint = hintFor(address, credentials, undefined, '');
  return { kind: 'unauthenticated', user: address.user, tried: credentials.unusable, hint };
}

function attemptsWith({ order }: Credentials): Attempt[] {
  const attempts = order.flatMap((credential): readonly Attempt[] =>
    credential.kind === 'password'
      ? [credential, { kind: 'keyboard-interactive', password: credential.password }]
      : [credential],
  );
  const isMixed = order.some(({ kind }) => kind === 'agent') && order.some(({ kind }) => kind === 'password');
  return isMixed ? [{ kind: 'none' }, ...attempts] : attempts;
}

function methodOf({ kind }: Attempt): AuthenticationType {
  return kind === 'agent' || kind === 'key' ? 'publickey' : kind;
}

function nameOf(attempt: Attempt): string {
  switch (attempt.kind) {
    case 'agent':
      return `agent key ${attempt.key.comment || attempt.key.key.type}`;
    case 'key':
      return `key ${attempt.file.path}`;
    case 'password':
    case 'keyboard-interactive':
    case 'none':
      return attempt.kind;
  }
}

/** `asked` is undefined for a question that was answered. `instructions` is what the host says along with it. */
type OnQuestion = (asked: string | undefined, instructions: string) => void;

function methodFor(username: string, attempt: Attempt, onQuestion: OnQuestion): AnyAuthMethod {
  switch (attempt.kind) {
    case 'agent':
      return { type: 'agent', username, agent: agentWith(attempt.socket, attempt.key) };
    case 'key':
      return { type: 'publickey', username, key: attempt.file.key };
    case 'password':
      return { type: 'password', username, password: attempt.password.reveal() };
    case 'keyboard-interactive':
      return { type: 'keyboard-interactive', username, prompt: answerOnce(attempt.password, onQuestion) };
    case 'none':
      return { type: 'none', username };
  }
}

/** Gives the password to the first question if that is for one hidden answer; to all else it gives no answer. */
function answerOnce(password: Secret, onQuestion: OnQuestion): KeyboardInteractiveAuthMethod['prompt'] {
  let hasAnswered = false;
  return (_name, instructions, _lang, prompts, finish) => {
    const isForPassword = !hasAnswered && prompts.length === 1 && prompts[0]?.echo !== true;
    const asked = prompts.map(({ prompt }) => prompt.trim()).join(' ');
    onQuestion(hasAnswered || isForPassword ? undefined : asked, instructions);
    if (isForPassword) {
      hasAnswered = true;
      return finish([password.reveal()]);
    }
    finish([]);
  };
}

function hintFor(
  address: SshAddress,
  credentials: Credentials,
  taken: readonly AuthenticationType[] | undefined,
  question: string,
): string {
  if (credentials.hint !== undefined) return credentials.hint;
  if (credentials.order.length === 0) {
    return 'name a key with --private-key, load one into the agent with ssh-add, or give a password with --ask-pass';
  }
  if (question !== '')
    return `the host asks ${JSON.stringify(question)}, which needs a person: log in with a key instead`;
  const methods = taken === undefined ? '' : `the host takes ${taken.join(', ')}; `;
  return `${methods}${tryByHand(address)}`;
}
