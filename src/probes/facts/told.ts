import type { Answer } from '../../model/action.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import { outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** A fact by its name, without `ansible_` before it; `undefined`: this host does not have it. */
export type Fact = readonly [name: string, value: JsonValue | undefined];

/** What a host told for a group of facts. */
export interface ToldFacts {
  /** The lines between `facts` and `end`. */
  readonly lines: readonly string[];
  /** The lines of a section; none when there is no such section. */
  section(name: string): readonly string[];
  /** Whether there is something at this path. */
  there(path: string): boolean;
  /** Every path that is there, in the order in which they were asked. */
  readonly paths: readonly string[];
  /** What a file says, without the blanks around it; `undefined` when that is nothing or cannot be read. */
  content(path: string): string | undefined;
}

/**
 * A question for facts. Its function of the kit prints a line `facts`, then sections that begin with `@ NAME`, then a line
 * `end`: a host that says something else has told no facts.
 */
export function factProbe(
  argv: Probe<JsonObject>['argv'],
  read: (told: ToldFacts) => Iterable<Fact>,
): Probe<JsonObject> {
  return {
    argv,
    read: (answer) => {
      const trouble = troubleIn(answer, FORM);
      if (trouble !== undefined) return `the host's facts are not known (${argv[0]}): ${trouble}`;
      return jsonObject(known(read(toldIn(answer))));
    },
    hint: 'see whether its /bin/sh and the programs of its system work; `gather_subset` leaves facts out',
  };
}

const FORM = /^facts\n(?:[\s\S]*\n)?end\n$/;

function* known(facts: Iterable<Fact>): Iterable<readonly [string, JsonValue]> {
  for (const [name, value] of facts) if (value !== undefined) yield [name, value];
}

function toldIn(answer: Answer): ToldFacts {
  const lines = outputOf(answer).split('\n').slice(1, -2);
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    if (line.startsWith('@ ')) {
      current = [];
      sections.set(line.slice(2), current);
    } else current.push(line);
  }
  const section = (name: string): readonly string[] => sections.get(name) ?? [];
  const files = filesIn(section('files'));
  const paths = section('there');
  const there = new Set(paths);
  return {
    lines,
    section,
    there: (path) => there.has(path),
    paths,
    content: (path) => {
      const text = files.get(path)?.join('\n').trim();
      return text === '' ? undefined : text;
    },
  };
}

/** Lines `PATH:LINE`, as grep tells where one stands. No path that is asked for has a colon in it. */
function filesIn(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const path = line.slice(0, at);
    const known = files.get(path);
    if (known === undefined) files.set(path, [line.slice(at + 1)]);
    else known.push(line.slice(at + 1));
  }
  return files;
}

/** The lines of a file, without the empty ones at its ends. */
export function linesIn(content: string | undefined): readonly string[] {
  return content === undefined ? [] : content.split('\n');
}
