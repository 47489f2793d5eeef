/** `inventory` and `web.yml` as one path; the folder `.` is left out, so that places read as the user wrote them. */
export function joinPath(folder: string, name: string): string {
  if (folder === '.') return name;
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** Where a file stands: `inventory` for `inventory/hosts`, `.` for `hosts`. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** A folder without slashes at its end, so that it has one spelling. */
export function trimFolder(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

/** In lower case and with its dot: `.yml` for `a/hosts.YML`; empty when there is none, as for `.hosts`. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}
