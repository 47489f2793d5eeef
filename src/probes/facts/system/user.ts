import { type FactGroup, words } from '../group.ts';
import { factProbe } from '../told.ts';

export const user: FactGroup = {
  name: 'user',
  subsets: words(
    `min user user_id user_uid user_gid user_gecos user_dir user_shell real_user_id effective_user_id
    effective_group_ids`,
  ),
  names: words(
    `user_id user_uid user_gid user_gecos user_dir user_shell real_user_id real_group_id effective_user_id
    effective_group_id`,
  ),
  ask: () =>
    factProbe(['rr_facts_user'], function* ({ section }) {
      const [said = '', uid, gid] = section('id');
      const effective = /\beuid=(\d+)/.exec(said)?.[1] ?? /\buid=(\d+)/.exec(said)?.[1];
      yield ['user_id', section('name')[0]];
      yield ['real_user_id', numberOf(uid)];
      yield ['effective_user_id', numberOf(effective)];
      // Ansible tells the real group twice.
      yield ['real_group_id', numberOf(gid)];
      yield ['effective_group_id', numberOf(gid)];
      const [, , userId, groupId, gecos, dir, shell] = (section('passwd')[0] ?? '').split(':');
      yield ['user_uid', numberOf(userId)];
      yield ['user_gid', numberOf(groupId)];
      yield ['user_gecos', gecos];
      yield ['user_dir', dir];
      yield ['user_shell', shell];
    }),
};

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
