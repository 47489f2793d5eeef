import type { Preview } from '../../report/preview.ts';

/** The same preview with its hosts in the order of the run; by itself it has them in the order in which they answered. */
export function inHostOrder(preview: Preview, hosts: readonly string[]): Preview {
  const places = new Map(hosts.map((host, place) => [host, place]));
  const place = (host: string): number => places.get(host) ?? hosts.length;
  const ordered = <Told extends { readonly hosts: readonly string[] }>(told: Told): Told => ({
    ...told,
    hosts: told.hosts.toSorted((a, b) => place(a) - place(b)),
  });
  return { ...preview, notices: preview.notices.map(ordered), groups: preview.groups.map(ordered) };
}
