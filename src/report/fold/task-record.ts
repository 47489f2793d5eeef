import type { Message } from '../../model/action.ts';
import type { ShownChange } from '../../model/change.ts';
import type { TaskAddress } from '../../model/playbook/plan.ts';
import type { OfUndo, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { playOf } from '../../model/run/host-run.ts';
import { stepKey } from './step-key.ts';
import { stateIn, strongest, type TaskState } from './task-state.ts';
import { newTaskTree, type TaskNode, type TaskTree } from './task-tree.ts';

/** What came of one task on one host, or of an item of one. */
export interface TaskRecord extends Facts {
  readonly task: TaskAddress;
  readonly title: string;
  /** Those of its loop, in their order: what came of the task is what came of them. */
  readonly items: readonly TaskRecord[];
  /** The tasks that it includes, in their order. */
  readonly included: readonly TaskRecord[];
}

interface Facts {
  readonly state: TaskState;
  /** What it changed, would change, or was about to change. */
  readonly change: ShownChange | undefined;
  readonly failure: Failure | undefined;
  /** Why it was skipped or cannot be told. */
  readonly why: string | undefined;
  readonly messages: readonly Message[];
  /** The number of its step on the host; undefined: nothing was started there. */
  readonly step: number | undefined;
  /** What became of its undo; undefined: it was not undone. */
  readonly undo: 'undone' | 'failed' | undefined;
  /** Milliseconds since the run started; undefined: the record says no time, or it was only foreseen. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** How often it was tried; undefined: once. */
  readonly attempts: number | undefined;
  /** The host on which it was done in place of its own. */
  readonly delegate: string | undefined;
}

/** The tasks of one host, growing with its events. */
export interface TaskRecords {
  add(event: RunEvent, atMs: number | undefined): void;
  /** What the preview saw comes to pass now: what was only as wanted then says nothing of a task that is not reached. */
  begin(): void;
  /** In the order of the playbook. */
  readonly records: () => readonly TaskRecord[];
}

/** `titles`: those of the tasks that were listed, by `taskKey`. */
export function newTaskRecords(titles: ReadonlyMap<string, string>): TaskRecords {
  const tree: TaskTree<Facts | undefined> = newTaskTree({ nothing: () => undefined, loops: 'apart', titles });
  const ofStep = new Map<string, Node>();

  function undone(event: OfUndo, undo: 'undone' | 'failed'): void {
    const node = ofStep.get(stepKey(event, playOf(event.hostRun)));
    if (node?.what !== undefined) node.what = { ...node.what, undo };
  }

  return {
    add(event, atMs) {
      if (event.type === 'undo.done') undone(event, 'undone');
      if (event.type === 'undo.failed') undone(event, 'failed');
      const facts = factsIn(event, atMs);
      if (facts === undefined || !('task' in event)) return;
      const node = tree.at(event);
      if (event.type === 'task.started') tree.clear(node);
      if (event.type === 'task.intent') ofStep.set(stepKey(event, event.task.play), node);
      node.what = { ...NOTHING_YET, ...node.what, ...facts };
      if (isRetried(event)) node.what = { ...node.what, attempts: (node.what.attempts ?? 1) + 1 };
    },
    begin: () => forgetSeen(tree.roots()),
    records: () => recordsOf(tree.roots()),
  };
}

type Node = TaskNode<Facts | undefined>;

function forgetSeen(nodes: readonly Node[]): void {
  for (const node of nodes) {
    const isOpen = node.what?.state === 'pending' || node.what?.state === 'unforeseen';
    if (node.task.section !== 'preflight' && !isOpen) node.what = undefined;
    forgetSeen([...node.items, ...node.included]);
  }
}

function recordsOf(nodes: readonly Node[]): readonly TaskRecord[] {
  return nodes.flatMap((node) => {
    const items = recordsOf(node.items);
    const included = recordsOf(node.included);
    const facts = items.length > 0 ? factsOfLoop(items) : node.what;
    // What nothing is known of has a place only where something below it is known.
    if (facts === undefined && included.length === 0) return [];
    return [{ task: node.task, title: node.title, ...(facts ?? SEEN), items, included }];
  });
}

/** A loop is told by its items. */
function factsOfLoop(items: readonly TaskRecord[]): Facts {
  const state = strongest(items.map((item) => item.state)) ?? 'started';
  const times = items.flatMap(({ startedAt, endedAt }) => [startedAt ?? [], endedAt ?? []].flat());
  const failing = items.find((item) => item.state === state);
  return {
    ...NOTHING_YET,
    state,
    failure: failing?.failure,
    why: items.every(({ why }) => why === failing?.why) ? failing?.why : undefined,
    undo: undoOf(items),
    ...(items.every(({ startedAt }) => startedAt === undefined) || times.length === 0
      ? {}
      : { startedAt: Math.min(...times), endedAt: Math.max(...times) }),
  };
}

function undoOf(items: readonly TaskRecord[]): Facts['undo'] {
  const undone = items.filter(({ step }) => step !== undefined).map(({ undo }) => undo);
  if (undone.includes('failed')) return 'failed';
  return undone.length > 0 && undone.every((undo) => undo === 'undone') ? 'undone' : undefined;
}

const NOTHING_YET: Facts = {
  state: 'started',
  change: undefined,
  failure: undefined,
  why: undefined,
  messages: [],
  step: undefined,
  undo: undefined,
  startedAt: undefined,
  endedAt: undefined,
  attempts: undefined,
  delegate: undefined,
};

/** An include that was not reached, of which something below it was foreseen. */
const SEEN: Facts = { ...NOTHING_YET, state: 'unforeseen' };

function isRetried(event: RunEvent): boolean {
  return event.type === 'task.failed' && event.retriesLeft !== undefined;
}

/** What an event says of its task; undefined: it is about none. */
function factsIn(event: RunEvent, atMs: number | undefined): Partial<Facts> | undefined {
  const endedAt = atMs;
  const state = stateIn(event);
  switch (event.type) {
    case 'task.started':
      // What the preview said of it is over.
      return { ...NOTHING_YET, startedAt: atMs, delegate: event.delegate };
    case 'task.intent':
      return { change: event.change, step: event.step };
    default:
      return state === undefined
        ? isRetried(event)
          ? {}
          : undefined
        : { state, ...detailsIn(event, endedAt) };
  }
}

function detailsIn(event: RunEvent, endedAt: number | undefined): Partial<Facts> {
  switch (event.type) {
    case 'preflight.passed':
    case 'task.satisfied':
      return { messages: event.messages, endedAt };
    case 'task.changed':
      return { change: event.change, endedAt };
    case 'task.skipped':
      return { why: event.why, endedAt };
    case 'task.failed':
    case 'preflight.refused':
      return { failure: event.failure, endedAt };
    case 'task.pending':
      return { change: event.change };
    case 'task.unforeseen':
      return { why: event.why };
    default:
      return {};
  }
}
