/** How a host can let us down. Each kind has one way out, so each is told apart. */
export type Failure =
  /** No connection could be made. `cause` names the error: `connection refused`. */
  | { readonly kind: 'unreachable'; readonly address: string; readonly cause: string; readonly hint?: string }
  | {
      readonly kind: 'untrusted-host-key';
      readonly address: string;
      readonly why: string;
      readonly hint: string;
    }
  | {
      readonly kind: 'unauthenticated';
      readonly user: string;
      readonly tried: readonly string[];
      readonly hint: string;
      /** What the host told the person at the terminal meanwhile, such as that the account has expired. */
      readonly said?: string;
    }
  /** Logged in, but the rights that `become` wants were refused. */
  | { readonly kind: 'become'; readonly user: string; readonly why: string; readonly hint: string }
  /** The connection was lost after it was made. What was running on the host may still run. */
  | { readonly kind: 'lost'; readonly cause: string }
  /** `what` took longer than it may. The limit is in milliseconds. */
  | { readonly kind: 'timeout'; readonly what: string; readonly limitMs: number }
  /** `signal`: the number of the one that ended it. */
  | {
      readonly kind: 'command';
      readonly what: string;
      readonly exitCode: number;
      readonly output: string;
      readonly signal?: number;
    }
  /** A check did not pass, or an action refused the state it found. `isAway`: the host was away that the task is delegated to. */
  | {
      readonly kind: 'refused';
      readonly why: string;
      readonly hint: string | undefined;
      readonly isAway?: true;
    }
  /** It was done, and the same action still wants it done. */
  | { readonly kind: 'unverified'; readonly remaining: string }
  /** Another run has this host. */
  | { readonly kind: 'locked'; readonly run: string; readonly by: string; readonly hint: string }
  /** A parameter or a condition could not be made sense of with this host's values. */
  | {
      readonly kind: 'unrenderable';
      readonly why: string;
      readonly place: string;
      readonly hint: string | undefined;
    }
  /** The host answered in a way the protocol does not know. */
  | { readonly kind: 'protocol'; readonly why: string }
  /** A bug in rulerun: an exception that nothing expected. It costs this host its run, not the others theirs. */
  | { readonly kind: 'internal'; readonly why: string; readonly stack: string }
  | { readonly kind: 'cancelled' };

/** Thrown by ports, caught at one door in the engine, where it becomes a value again. */
export class HostFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(describeFailure(failure), options);
    this.name = 'HostFailure';
    this.failure = failure;
  }
}

/** One sentence without a full stop, for people. The host's name is the caller's to add. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'unreachable':
      return `cannot connect to ${failure.address}: ${failure.cause}`;
    case 'untrusted-host-key':
      return `the host key of ${failure.address} is not trusted: ${failure.why}`;
    case 'unauthenticated':
      return howNotLetIn(failure);
    case 'become':
      return `cannot become ${failure.user}: ${failure.why}`;
    case 'lost':
      return `the connection was lost: ${failure.cause}`;
    case 'timeout':
      return `${failure.what} took longer than ${failure.limitMs / 1000} s`;
    case 'command':
      return `${failure.what} ${howItEnded(failure)}${failure.output === '' ? '' : `: ${failure.output}`}`;
    case 'refused':
      return failure.why;
    case 'unverified':
      return `it was done, yet the host still differs: ${failure.remaining}`;
    case 'locked':
      return `held by ${failure.by}`;
    case 'unrenderable':
      return `${failure.place}: ${failure.why}`;
    case 'protocol':
      return `the host answered in an unexpected way: ${failure.why}`;
    case 'internal':
      return `a bug in rulerun: ${failure.why}`;
    case 'cancelled':
      return 'cancelled';
  }
}

function howNotLetIn({ user, tried, said }: Extract<Failure, { kind: 'unauthenticated' }>): string {
  // Nothing was offered to the host, so that it cannot have refused anything.
  if (tried.length === 0 && said === undefined)
    return `there is no key and no password to log in as ${user} with`;
  return `${user} was not let in${said === undefined ? '' : `; the host said: ${said}`} (tried: ${tried.join(', ') || 'nothing'})`;
}

function howItEnded({ exitCode, signal }: Extract<Failure, { readonly kind: 'command' }>): string {
  return signal === undefined ? `ended with exit code ${exitCode}` : `was ended by signal ${signal}`;
}

/** The next command to run or thing to do, when the failure knows one. */
export function hintOf(failure: Failure): string | undefined {
  return 'hint' in failure ? failure.hint : undefined;
}

/** What to do about a host that another run has. */
export function wayOut(run: string): string {
  const takeOver = 'say --take-over, which tells first what is there';
  if (run === 'unknown') return takeOver;
  return `wait for it, or if that run is no longer alive: rulerun rollback ${run}; where no state folder knows it any more, ${takeOver}`;
}

/** One machine that an inventory names twice: what is done under one name would be judged and undone under the other. */
export function twins(one: string, other: string): Failure {
  return {
    kind: 'refused',
    why: `${one} and ${other} are the same machine`,
    hint: 'leave one of the two names out, in the inventory or with --limit',
  };
}
