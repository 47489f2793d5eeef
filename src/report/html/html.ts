import { groupedBy } from '../../model/values/grouped.ts';
import { duration } from '../../text/duration.ts';
import { counted } from '../../text/words.ts';
import { headlineOf } from '../fold/headline.ts';
import { type HostReport, type RunReport, worstFirst } from '../fold/run-report.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';
import { changes } from './changes.ts';
import { attention, everyHost } from './hosts.ts';
import { matrix } from './matrix.ts';
import { pill } from './pill.ts';
import { STYLE } from './style.ts';
import { timeline } from './timeline.ts';

/** No script, no picture, no font, nothing from elsewhere: a browser is told to refuse what this page does not need. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A run as one HTML page that needs nothing beside itself. Every text in it is escaped; there is no script in it. */
export function htmlReport(report: RunReport): string {
  const { summary, hosts } = report;
  // Names of hosts are theirs; the places in the page are ours.
  const anchors = new Map(hosts.map((host, index) => [host.host, `host-${index + 1}`]));
  const anchorOf = ({ host }: HostReport): string => anchors.get(host) ?? 'hosts';
  const title = `rulerun ${summary.command} ${summary.playbooks.join(' ')}`.trim();
  const sections: readonly (readonly [id: string, words: string, content: Markup])[] = [
    ['attention', 'What needs attention', attention(report, anchorOf)],
    ['changes', 'Changes', changes(report)],
    ['matrix', 'Hosts × tasks', matrix(report, anchorOf)],
    ['timeline', 'Timeline', timeline(report, anchorOf)],
    ['hosts', 'Every host', everyHost(report, anchorOf)],
  ];
  const present = sections.filter(([, , { markup: text }]) => text !== '');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: POLICY }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
${head(title, report)}
<nav>${present.map(([id, words]) => markup`<a href="#${id}">${words}</a> `)}</nav>
<main>
${present.map(([, , content]) => content)}</main>
<footer>Made by rulerun ${summary.version} from the record of run ${summary.run}.</footer>
</body>
</html>
`.markup;
}

function head(title: string, { summary, hosts, stopped }: RunReport): Markup {
  const { mood, words } = headlineOf(summary);
  const { run, startedAt, elapsedMs, exitCode } = summary;
  const outcomes = groupedBy(worstFirst(hosts), ({ word }) => word);
  const facts = [
    `run ${run}`,
    `started ${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    ...(elapsedMs === undefined ? [] : [`took ${duration(elapsedMs)}`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(summary.fate?.backBy ?? []).map(
      ({ run: by, hosts: back }) => `rolled back by run ${by} on ${counted(back.length, 'host')}`,
    ),
    counted(hosts.length, 'host'),
  ];
  return markup`<header>
<h1>${title}</h1>
<p class="verdict ${mood}">${words}.</p>
${stopped.map((why) => markup`<p class="verdict bad">The rollout was stopped: ${why}.</p>`)}
${summary.interrupted ? markup`<p class="verdict bad">It was interrupted.</p>` : NOTHING}
<p class="outcomes">${[...outcomes].map(([word, { length }]) => markup`${pill(word, length)} `)}</p>
<p class="facts">${facts.join(' · ')}</p>
</header>`;
}
