import { duration } from '../../text/duration.ts';
import type { HostReport, RunReport, Span } from '../fold/run-report.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';

/** Up to this number of hosts each has a labelled line; above, all are drawn in one picture. */
const LABELLED_UP_TO = 40;

/** Units of a drawing from its left to its right. */
const WIDTH = 1_000;

/** Distances that people count in, in milliseconds. */
const STEPS: readonly number[] = [
  10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_800_000, 3_600_000,
];

/** When every host was busy with what. */
export function timeline({ hosts, endMs }: RunReport, anchorOf: (host: HostReport) => string): Markup {
  if (endMs === undefined) {
    return markup`<section id="timeline"><h2>Timeline</h2><p>The record of this run says no times.</p></section>
`;
  }
  const end = Math.max(endMs, 1);
  const drawing = hosts.length <= LABELLED_UP_TO ? labelled(hosts, end, anchorOf) : overview(hosts, end);
  return markup`<section id="timeline"><h2>Timeline</h2>
<p class="legend">${KINDS.map(([kind, words]) => markup`<span><b class="s ${kind}"></b> ${words}</span> `)}</p>
${drawing}</section>
`;
}

/** The line of one host alone, to stand above its tasks; nothing without times. */
export function hostLine({ host, spans }: HostReport, endMs: number | undefined): Markup {
  if (endMs === undefined || spans.length === 0) return NOTHING;
  return svg(
    host,
    spans.map((span) => bar(span, Math.max(endMs, 1), NOTHING)),
  );
}

const KINDS: readonly (readonly [kind: string, words: string])[] = [
  ['connect', 'connecting'],
  ['ok', 'as wanted'],
  ['changed', 'changing'],
  ['failed', 'failed'],
  ['undo', 'rolling back'],
];

function labelled(hosts: readonly HostReport[], end: number, anchorOf: (host: HostReport) => string): Markup {
  return markup`<div class="timeline"><div></div>${axis(end)}
${hosts.map(
  (host) => markup`<a href="#${anchorOf(host)}">${host.host}</a>${line(host, end)}
`,
)}</div>
`;
}

function line({ host, spans }: HostReport, end: number): Markup {
  const bars = spans.map((span) =>
    bar(
      span,
      end,
      markup`<title>${span.title}: ${duration(span.to - span.from)}, after ${duration(span.from)}</title>`,
    ),
  );
  return svg(host, bars);
}

function bar(span: Span, end: number, title: Markup): Markup {
  return markup`<rect class="${kindOf(span)}" x="${left(span, end)}" width="${width(span, end)}" height="10">${title}</rect>`;
}

function svg(host: string, bars: readonly Markup[]): Markup {
  return markup`<svg class="line" role="img" aria-label="timeline of ${host}" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none">${bars}</svg>`;
}

/** All hosts, one thin line each, in the order in which they were worked on; one path a kind keeps it small. */
function overview(hosts: readonly HostReport[], end: number): Markup {
  const height = Math.max(1, Math.min(6, Math.floor(3_000 / hosts.length)));
  const first = ({ spans }: HostReport): number =>
    spans.reduce(
      (from, span) => (span.kind === 'connect' || span.kind === 'ok' ? from : Math.min(from, span.from)),
      end,
    );
  const ordered = hosts.toSorted((a, b) => first(a) - first(b));
  const paths = new Map<string, string>();
  for (const [index, host] of ordered.entries()) {
    for (const span of host.spans) {
      const kind = kindOf(span);
      const bar = `M${left(span, end)} ${index * height}h${width(span, end)}v${height}h-${width(span, end)}z`;
      paths.set(kind, (paths.get(kind) ?? '') + bar);
    }
  }
  return markup`<p>${hosts.length} hosts, one line each, in the order in which they were worked on. The line of a single host is with its tasks below.</p>
<div class="overview">${axis(end)}
<svg role="img" aria-label="timeline of all hosts" viewBox="0 0 ${WIDTH} ${hosts.length * height}" height="${hosts.length * height}" preserveAspectRatio="none">${[
    ...paths,
  ].map(([kind, path]) => markup`<path class="${kind}" d="${path}"/>`)}</svg></div>
`;
}

function axis(end: number): Markup {
  const step = STEPS.find((one) => end / one <= 8) ?? end;
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  return markup`<div class="axis" aria-hidden="true">${ticks
    .filter((tick) => tick / end < 0.95)
    .map(
      (tick) => markup`<span style="left:${(100 * tick) / end}%">${tick === 0 ? '0' : duration(tick)}</span>`,
    )}</div>`;
}

function kindOf({ kind }: Span): string {
  return kind === 'refused' ? 'failed' : kind;
}

function left({ from }: Span, end: number): number {
  return round((from / end) * WIDTH);
}

/** Never too thin to be seen. */
function width({ from, to }: Span, end: number): number {
  return Math.max(1.5, round(((to - from) / end) * WIDTH));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
