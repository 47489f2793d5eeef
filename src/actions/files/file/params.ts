import type { AttributeParams } from '../host-file/attributes.ts';

export interface FileParams extends AttributeParams {
  readonly path: string;
  readonly state?: 'file' | 'directory' | 'absent' | 'link' | 'touch';
  readonly src?: string;
  readonly force?: boolean;
  readonly follow?: boolean;
  readonly recurse?: boolean;
  readonly access_time?: 'now' | 'preserve';
  readonly modification_time?: 'now' | 'preserve';
}
