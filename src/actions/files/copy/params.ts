import type { AttributeParams } from '../host-file/attributes.ts';

export interface CopyParams extends AttributeParams {
  readonly dest: string;
  readonly content?: string;
  readonly src?: string;
  readonly force?: boolean;
  readonly follow?: boolean;
}
