import type { Actions, Answer, Observation } from './action.ts';
import type { Lookups } from './lookups.ts';
import type { Operation } from './operation.ts';
import type { Address, Identity, Target } from './playbook/address.ts';
import type { GrowingInventory, Plan, TaskAddress } from './playbook/plan.ts';
import type { RunEvent } from './run/event.ts';
import type { Failure } from './run/failure.ts';
import type { Vault } from './values/sealed.ts';

/** Time. In production monotonic; in tests virtual. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes backwards. */
  now(): number;
  /** The wall clock as ISO 8601 in UTC: for labels only, nothing is decided by it. */
  wall(): string;
  /** Resolves after `ms`, or as soon as `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** `bytes` unguessable bytes as lower-case hexadecimal. */
  hex(bytes: number): string;
}

/**
 * Takes each event in order. Resolves when it is as durable as its kind demands. Rejects, once `Signals.stop` has been
 * aborted with the reason, for something that may not begin because it could not be kept.
 */
export type Record = (event: RunEvent) => Promise<void>;

/** What the person at the keyboard or the machine wants. */
export interface Signals {
  /**
   * Aborts at the first Ctrl-C: no new work, what is unfinished goes back. Also, with a `RulerunError` as its reason, when
   * this machine cannot keep the record of the run any more.
   */
  readonly stop: AbortSignal;
  /** Aborts at the second: leave now, with the state recorded. */
  readonly abandon: AbortSignal;
}

/** The bytes of one command on a host. */
export interface Pipe extends AsyncDisposable {
  /** Sends bytes to standard input. Resolves when more may be sent; does nothing once the pipe has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** Every chunk in order, from the moment this is called; earlier ones are kept for it. Call it once. */
  listen(listener: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void): void;
  /** Resolves, never rejects, when the command has ended or the connection is gone, after the last chunk. */
  readonly ended: Promise<PipeEnd>;
}

export type PipeEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'lost'; readonly cause: string }
  /** The host did not start it. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One authenticated connection to a host. */
export interface Link extends AsyncDisposable {
  /**
   * Starts `command` in the login shell of the user. Whether the host does may only show by the end of the pipe.
   * @throws {HostFailure}
   */
  start(command: string, signal: AbortSignal): Promise<Pipe>;
}

export interface Transport {
  /** @throws {HostFailure} unreachable, untrusted-host-key, unauthenticated, timeout, cancelled */
  connect(address: Address, signal: AbortSignal): Promise<Link>;
}

/** What a preview is given: it can look and nothing else. */
export interface Observer {
  /** Asks all questions in one round trip; one answer each, in order. @throws {HostFailure} */
  observe(observations: readonly Observation[], signal: AbortSignal): Promise<readonly Answer[]>;
  /** Looks up all that the host knows of a run, its later plays included. @throws {HostFailure} */
  survey(run: string, signal: AbortSignal): Promise<Survey>;
}

/** One mutation of one host. Number and run are chosen before anything is sent, so that a lost reply can be looked up. */
export interface Step {
  readonly run: string;
  /** From 1, growing in the order of doing on this host; undo runs from the highest down. */
  readonly number: number;
  readonly title: string;
  /** Done in order; the first that fails ends the step. */
  readonly operations: readonly Operation[];
  readonly preserve: readonly string[];
  /** Recorded on the host before the first operation; undefined: nothing goes back. */
  readonly undo: readonly Operation[] | undefined;
  readonly timeoutMs: number;
  /** Its texts and what it says are shredded on the host once the run has ended well there. */
  readonly secret?: boolean;
}

/** How a step ended. */
export interface DoneAnswer extends Answer {
  /** What the exit code, which is a shell's, does not tell; undefined: the program ended with it by itself. */
  readonly how?: DoneHow;
}

/** Numbers as the system has them: of the signal, and of the error for which the program was not begun. */
export type DoneHow =
  | { readonly kind: 'signal'; readonly number: number }
  | { readonly kind: 'program' | 'folder'; readonly errno: number };

export interface Performed {
  /** Exit code of the first operation that failed, else 0; output of all of them. */
  readonly done: DoneAnswer;
  /** The answers to the questions that were sent along, asked after the operations. */
  readonly answers: readonly Answer[];
}

/** What the host's own records say of a step. */
export type Recalled =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'done'; readonly done: DoneAnswer }
  /** It was started and is gone without a result: the host was restarted or the process killed. */
  | { readonly kind: 'interrupted' };

export interface UndoResult {
  readonly number: number;
  /** `undone`: now or earlier. `nothing`: the host has no record of the step or no undo for it. */
  readonly outcome: 'undone' | 'nothing' | 'failed';
  /** Why it failed, from the host; empty otherwise. */
  readonly why: string;
}

/** One shell on one host with one user's rights. */
export interface Session extends Observer {
  /**
   * Records the undo on the host, does the step detached from the connection, waits for it, and asks `then`.
   * Started at most once, however often it is called with the same run and number.
   * @throws {HostFailure} `lost` when the outcome is not known; `locked`, `refused` when nothing was done.
   */
  perform(step: Step, then: readonly Observation[], signal: AbortSignal): Promise<Performed>;
  /** Looks up a step, waiting for it while it still runs. @throws {HostFailure} */
  recall(
    step: Pick<Step, 'run' | 'number' | 'timeoutMs' | 'operations'>,
    signal: AbortSignal,
  ): Promise<Recalled>;
  /** Undoes these steps in the order given, going on past failures. One result each. @throws {HostFailure} */
  undo(run: string, numbers: readonly number[], signal: AbortSignal): Promise<readonly UndoResult[]>;
  /**
   * Says on the host that the run, or a play of it, has ended there. Gives the host free, unless the run has more to do
   * there: `keep`. @throws {HostFailure}
   */
  finish(run: string, ending: RunEnd, signal: AbortSignal, hold?: 'keep'): Promise<void>;
  /**
   * Takes the host for a run that is about to change it, and proves that a record can be kept there. `from`: it is taken
   * over from that run. @throws {HostFailure} `locked`; `refused`, also for a machine that the run has by another name.
   */
  reserve(run: string, from: string | undefined, signal: AbortSignal): Promise<void>;
  /** Gives the host free, if the run has it. @throws {HostFailure} */
  release(run: string, signal: AbortSignal): Promise<void>;
  /**
   * Removes what the host keeps of runs that ended there longer ago than that, in milliseconds, and need not stay; `check`:
   * only says which. @throws {HostFailure} `locked` while a run has the host
   */
  clear(olderThanMs: number, how: 'check' | 'remove', signal: AbortSignal): Promise<Cleared>;
}

/** The runs of which a host keeps nothing any more, and those whose records stay, and why; `young`: they are not old enough. */
export interface Cleared {
  readonly gone: readonly string[];
  readonly kept: readonly { readonly run: string; readonly why: string }[];
  /** Where others have records of runs there, which were not looked into; absent: none was seen. */
  readonly others?: readonly { readonly user: string; readonly place: string }[];
}

/** How a run ends on a host. `left`: as it stands, because the play asks for that. Each can be rolled back later. */
export type RunEnd = 'confirmed' | 'rolledback' | 'rollback-failed' | 'left';

/** What a host knows of a run. */
export interface Survey {
  /** The run that has the host, whichever it is. */
  readonly holder:
    | { readonly run: string; readonly since: string; readonly boot: 'this' | 'earlier' }
    | undefined;
  /** The plays that were begun here, by the names of their folders, and what they have come to. */
  readonly plays: readonly { readonly hostRun: string; readonly state: string }[];
  /** The steps that were started, in no order. */
  readonly steps: readonly SurveyedStep[];
}

export interface SurveyedStep {
  readonly hostRun: string;
  readonly number: number;
  /** `done`: it was undone. `none`: the host has no undo for it. */
  readonly undo: 'possible' | 'done' | 'none';
  /** `idle`: it was started and did nothing: it was kept from acting, or its program could not be begun. */
  readonly end: 'done' | 'failed' | 'running' | 'interrupted' | 'idle';
}

export interface HostConnection extends AsyncDisposable {
  /** The shell with these rights, opened at first use. @throws {HostFailure} */
  session(identity: Identity, signal: AbortSignal): Promise<Session>;
}

export type Connect = (target: Target, signal: AbortSignal) => Promise<HostConnection>;

export interface Limits {
  /** Hosts worked on at the same time; at least 1. */
  readonly forks: number;
  /** After a lost connection, how long to try to reach the host again before its outcome is unknown; milliseconds. */
  readonly reconnectForMs: number;
  /** How long a host may take to let us in over a new connection, after a change that could have cut us off; milliseconds. */
  readonly newConnectionForMs: number;
  /** How old the answers of the preflight may be when a host's turn comes, before they are asked again; milliseconds. */
  readonly freshForMs: number;
  /** How long rolling one host back may take, whatever stopped the run; milliseconds. */
  readonly rollbackMs: number;
  /**
   * Why no further host may be begun, such as that the maintenance window has closed; undefined: one may. Asked before each
   * host; hosts that are being worked on finish, and going back is never held up by it. Absent: there is no such limit.
   */
  readonly closed?: () => string | undefined;
}

/** What a preview comes to. */
export interface PreviewTotals {
  /** Changes on all hosts together, the uncertain ones included. */
  readonly changes: number;
  readonly hostsToChange: number;
}

/** What is decided about a complete preview, before anything is changed. */
export type Approval =
  /** `except`: hosts that are left alone all the same, and why. */
  | { readonly kind: 'granted'; readonly except: ReadonlyMap<string, string> }
  /** Nobody objects to a host; it is just not wanted now. */
  | { readonly kind: 'declined' }
  /** Because of these hosts nothing is changed on any. */
  | { readonly kind: 'refused'; readonly because: ReadonlyMap<string, string> };

/** Everything the engine may use of the world. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
  /** What the tasks of a plan call by name. */
  readonly actions: Actions;
  readonly record: Record;
  readonly signals: Signals;
  /** A file on the controller that a task names, looked for beside its playbook; undefined when there is none. */
  readonly localFile: (playbook: string, name: string) => Promise<Uint8Array | undefined>;
  /** The door through which templates see this machine; absent: they see nothing of it. */
  readonly lookups?: Lookups | undefined;
  /** True for operations with a text in them that was encrypted: the host keeps none of it. Absent: nothing was. */
  readonly holdsSecret?: (operations: readonly Operation[]) => boolean;
  /** Asked once, when the preview is complete and before anything is changed. */
  readonly approve: (preview: PreviewTotals) => Promise<Approval>;
  readonly limits: Limits;
  /** What this machine knows of another run, to name the way out; absent: nothing. */
  readonly runHere?: (run: string) => Promise<'running' | 'ended' | 'unknown'>;
  /**
   * With `--step`: asked before a task changes its first host, when all hosts of the batch have come to it; the answer holds
   * for all. Without it every task is done.
   */
  readonly confirmTask?: (task: TaskAddress, title: string) => Promise<boolean>;
  /** Begins with the inventory as it was read; absent: no task adds to it. */
  readonly growing?: (() => GrowingInventory) | undefined;
  /** Keeps how the hosts of a plan are reached, to go back there without it; called before any of them is touched. */
  readonly keepHosts?: (plan: Plan) => Promise<void>;
}

/** The controller's files as the readers of playbooks and inventories see them. Paths are as the user wrote them. */
export interface Files {
  /** For values that are encrypted inside of a file; absent: none of them can be opened. */
  readonly vault?: Vault;
  /**
   * The bytes of a file, or undefined when there is none. Rejects when it is there and cannot be read. One that is encrypted
   * as a whole is decrypted, where there are passwords to try; rejects with what is wrong when none fits.
   */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names in a folder in ASCII order, or undefined when it is not a folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** True when a file is there that its owner may execute. */
  isExecutable(path: string): Promise<boolean>;
  /** Runs an inventory script. @throws when it cannot be started, takes over 30 s or answers with over 16 MiB. */
  runScript(
    path: string,
    args: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
}

/** The same for the many files that a playbook is made of: roles, imports, variables. Paths are absolute. */
export interface SourceFiles {
  /** The bytes of a file; undefined: there is none that can be read. */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder in ASCII order; undefined: it is not a folder. */
  list(path: string): readonly string[] | undefined;
  /** The path without symbolic links. Without it there are none. */
  readonly real?: (path: string) => string | undefined;
}
