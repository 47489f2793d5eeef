import type { Answer } from '../../model/action.ts';
import { linesOf } from '../../probes/answer.ts';
import { type RuleSets, readRules } from '../../probes/rules/rule-sets.ts';
import { compareRules } from '../firewall/firewall_probe/difference.ts';
import { missingFrom } from '../firewall/firewall_probe/missing.ts';

/** The rules and policies of every owner, as `rr_firewall` tells them. */
export function linesOfRules(answer: Answer): readonly string[] | string {
  const rules = readRules(answer);
  if (typeof rules === 'string') return rules;
  return linesOf(answer).filter((line) => !line.startsWith('=settled'));
}

/**
 * What is lost, new, or no longer reached. A rule may have moved past others: Docker and OpenShift put theirs first
 * whenever they start. A container that was started again may have another address.
 */
export function differentRules(before: readonly string[], now: readonly string[]): readonly string[] {
  const then = read(before);
  const left = read(now);
  const faults = compareRules(then, left).faults.filter((fault) => !fault.startsWith('moved in '));
  return [...new Set([...faults, ...missingFrom({ expect: ['auto'], except: [] }, left, then)])];
}

function read(lines: readonly string[]): RuleSets {
  const text = withoutAddresses(lines).join('\n');
  const rules = readRules({
    exitCode: 0,
    stdout: new TextEncoder().encode(text),
    stderr: new Uint8Array(),
    droppedBytes: 0,
  });
  // Only what could be read was kept.
  return typeof rules === 'string' ? new Map() : rules;
}

const TO_CONTAINER = /^-A DOCKER .*--to-destination ([0-9a-f.]+|\[[0-9a-f:]+\]):\d+/;

function withoutAddresses(lines: readonly string[]): readonly string[] {
  const addresses = new Set(lines.flatMap((line) => TO_CONTAINER.exec(line)?.[1] ?? []));
  if (addresses.size === 0) return lines;
  return lines.map((line) =>
    line.replace(/[0-9a-f]+(?:\.\d+){3}|\[[0-9a-f:]+\]/g, (address) =>
      addresses.has(address) ? 'CONTAINER' : address,
    ),
  );
}
