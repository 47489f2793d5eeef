import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { factsIn } from '../facts.test-kit.ts';
import { setup } from './action.ts';

const gathering = withDefaults(setup);

/** The functions of the kit that a task asks. */
function asked(params: JsonObject): readonly string[] {
  return gathering.observe(params).map(({ argv }) => String(argv[0]));
}

const NETWORK = 'rr_facts_network';
const MOUNTS = 'rr_facts_mounts';
const USER = 'rr_facts_user';
const CHROOT = 'rr_facts_chroot';

// Seen in ansible-core 2.14: what it tells with these words.
test.for<readonly [subset: readonly string[], of: readonly string[], not: readonly string[]]>([
  [['all'], [NETWORK, MOUNTS, USER, CHROOT], []],
  [['!all'], [USER], [NETWORK, MOUNTS, CHROOT]],
  [['min'], [USER], [NETWORK, MOUNTS, CHROOT]],
  [['!all', '!min'], [], [NETWORK, MOUNTS, USER, CHROOT]],
  [['!min'], [], [NETWORK, MOUNTS, USER, CHROOT]],
  [['network'], [NETWORK, USER], [MOUNTS, CHROOT]],
  [['!hardware'], [USER], [NETWORK, MOUNTS, CHROOT]],
  [
    ['!all', 'network'],
    [NETWORK, USER],
    [MOUNTS, CHROOT],
  ],
  [['all', '!network'], [MOUNTS, USER, CHROOT], [NETWORK]],
  [
    ['!all', '!min', 'mounts'],
    [MOUNTS, 'rr_facts_platform', 'rr_facts_python'],
    [USER, NETWORK],
  ],
  [['!network', 'default_ipv4'], [NETWORK, USER], [MOUNTS]],
  [['hardware', '!mounts'], [MOUNTS, USER], [NETWORK]],
  [
    ['!all', '!min', 'pkg_mgr'],
    ['rr_facts_packager', 'rr_facts_files'],
    [USER, NETWORK],
  ],
  [['!user'], ['rr_facts_platform'], [USER]],
  [['all', '!ohai', '!facter', '!nosuch'], [NETWORK, USER], []],
])('gather_subset %j asks for %j and not for %j', ([gather_subset, of, not]) => {
  const questions = asked({ gather_subset });
  expect(of.filter((name) => !questions.includes(name))).toEqual([]);
  expect(not.filter((name) => questions.includes(name))).toEqual([]);
});

test.for<readonly [filter: readonly string[], questions: readonly string[]]>([
  [['ansible_user_id'], [USER]],
  [
    ['user_id', 'ansible_mounts'],
    [USER, MOUNTS],
  ],
  [['ansible_eth0'], [NETWORK]],
  [['ansible_is_*'], [CHROOT, NETWORK]],
])('filter %j asks only %j', ([filter, questions]) => {
  expect(asked({ filter })).toEqual(questions);
});

test.for<readonly [filter: readonly string[], names: readonly string[]]>([
  [['ansible_user_?id'], ['ansible_user_gid', 'ansible_user_uid']],
  [['user_id'], ['ansible_user_id']],
  [['ansible_user_[ds]*'], ['ansible_user_dir', 'ansible_user_shell']],
])('filter %j passes %j', ([filter, names]) => {
  const answer = said(
    'facts\n@ id\nuid=1(a) gid=2(b)\n1\n2\n@ name\na\n@ passwd\na:x:1:2:A:/home/a:/bin/sh\nend\n',
  );
  const params = { gather_subset: ['!all', '!min', 'user'], filter: [...filter] };
  const answers = gathering.observe(params).map(() => answer);
  expect(Object.keys(factsIn(gathering.plan(params, answers, NO_CONTEXT))).toSorted()).toEqual(names);
});

test.for<readonly [word: string, why: string, hint: string]>([
  ['netwrok', 'there is no group of facts `netwrok`', 'did you mean `network`?'],
  ['facter', 'facter is not asked for facts', 'gather_subset takes `all`, or the names of groups of facts'],
])('gather_subset: %s is refused: %s', ([word, why, hint]) => {
  expect(gathering.mistakeIn?.({ gather_subset: [word] })).toEqual({ why, hint });
});
