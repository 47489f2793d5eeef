import type { Chance } from '../../../../model/lookups.ts';
import { inRange, oneOf, shuffled } from '../../../chance/chance.ts';
import { seededChance } from '../../../chance/seeded.ts';
import { hashedPassword } from '../../../crypt/password-hash.ts';
import { Fault } from '../../../fault.ts';
import { isInteger } from '../../../values/number.ts';
import { isList, kindOf, type Value } from '../../../values/value.ts';
import { integerArg, itemsOf, stringArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

/** What is random: with a seed as Python draws it, else by chance, and then the same for the whole run. */
export const chanceFilters: Routines = {
  random: routine('start? step? seed?', random),
  shuffle: routine('seed?', (call) =>
    shuffled(chanceOf(call, call.args[0]), itemsOf(call.input, call.meter)),
  ),
  password_hash: routine('hashtype? salt? salt_size? rounds? ident?', passwordHash),
};

function chanceOf(call: Call, seed: Value | undefined): Chance {
  return seed === undefined || seed === null ? call.chance() : seededChance(seed);
}

function random(call: Call): Value {
  const { input, args, meter } = call;
  const [start = null, step = null, seed] = args;
  const chance = chanceOf(call, seed);
  if (isInteger(input)) return inRange(chance, integerArg(start, 0), input, integerArg(step, 1) || 1);
  if (start !== null || step !== null)
    throw new Fault('type', '`start` and `step` need a number to draw below', {
      hint: 'leave them out for a list',
    });
  if (isList(input) || typeof input === 'string') return oneOf(chance, itemsOf(input, meter));
  throw new Fault('type', `cannot draw from ${kindOf(input)}`, { hint: 'give a list or an integer' });
}

function passwordHash(call: Call): Value {
  const [scheme, salt = null, size = null, rounds = null, ident = null] = call.args;
  if (ident !== null) throw new Fault('type', '`ident` belongs to bcrypt, which is not supported');
  return hashedPassword(
    stringArg(call.input),
    {
      scheme: stringArg(scheme, 'sha512'),
      salt: salt === null ? undefined : stringArg(salt),
      saltSize: size === null ? undefined : integerArg(size, 0),
      rounds: rounds === null ? undefined : integerArg(rounds, 0),
    },
    call.chance,
    call.meter,
  );
}
