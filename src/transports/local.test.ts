import { linkContract } from '../../test/contracts/link-contract.ts';
import { connectLocal } from './local.ts';

linkContract('this machine', async () => {
  const link = connectLocal();
  return { link, [Symbol.asyncDispose]: async () => link[Symbol.asyncDispose]() };
});
