import { quoteAll } from '../quote.ts';
import { functionText } from '../wire/frame.ts';
import { prologue } from '../wire/prologue.ts';

/**
 * The shell text that puts new content into a file of this machine as a step would on a host: with owner, mode, ACL and
 * extended attributes as they were, and never through a name that somebody else may exchange. What the file was is copied
 * beside it first, and the name of the copy printed. `folder`: an absolute path, empty, of the acting user alone.
 */
export function replaceScript(path: string, contentBase64: string, folder: string): string {
  return [
    'rr_umask=$(umask)',
    prologue(),
    functionText(['rr_save', 'rr_write']),
    `rr_dir=${quoteAll([folder])}`,
    'rr_here=$rr_dir rr_n=0 rr_op=1 rr_id=$$',
    `rr_save ${quoteAll([path])} && rr_write ${quoteAll([path, contentBase64, '-', '-', '-'])}`,
  ].join('\n');
}
