/** The style sheet of a report. Colours follow the reader's; every state has a sign or a word beside its colour. */
export const STYLE: string = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1d2329;--soft:#5b6670;--line:#d5dbe1;--panel:#f6f8fa;--link:#0b5cad;
--good:#116329;--change:#7a5200;--bad:#b31d24;--warn:#8f4700;--back:#5a32a3;
--good-bg:#dcf5e3;--change-bg:#fff1c9;--bad-bg:#ffe1df;--back-bg:#ece3ff;--soft-bg:#eaeef2;--bar-good:#2da44e;--bar-change:#d29922;--bar-bad:#cf222e;--bar-back:#8250df}
@media (prefers-color-scheme:dark){:root{--bg:#101418;--fg:#e3e8ed;--soft:#9aa6b1;--line:#333c45;--panel:#181e24;--link:#6cb6ff;
--good:#57c97a;--change:#e3b341;--bad:#ff7b72;--warn:#f0a355;--back:#b392f0;
--good-bg:#12361f;--change-bg:#3d2f07;--bad-bg:#4a1a1a;--back-bg:#2f2247;--soft-bg:#252c33;--bar-good:#3fb950;--bar-change:#d29922;--bar-bad:#f85149;--bar-back:#a371f7}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1200px;padding:1.5rem 1rem 4rem;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.35rem;margin:0 0 .6rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:0 0 .3rem}p{margin:.3rem 0}a{color:var(--link)}
nav{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:1rem 0 0;padding:.5rem 0;border-top:1px solid var(--line)}
.verdict{font-weight:600;padding:.5rem .8rem;border-radius:6px;border-left:5px solid}
.verdict.good{background:var(--good-bg);border-color:var(--good)}.verdict.changed{background:var(--change-bg);border-color:var(--change)}
.verdict.bad{background:var(--bad-bg);border-color:var(--bad)}
.facts,.where,.legend,footer{color:var(--soft)}.outcomes{display:flex;flex-wrap:wrap;gap:.4rem;margin:.7rem 0}
.outcome{display:inline-block;padding:0 .5rem;border-radius:10px;background:var(--bad-bg);color:var(--bad);font-weight:600;white-space:nowrap;font-size:.9em}
.outcome.unchanged,.outcome.as-wanted{background:var(--good-bg);color:var(--good)}.outcome.changed,.outcome.to-change{background:var(--change-bg);color:var(--change)}
.outcome.not-started{background:var(--soft-bg);color:var(--soft)}.outcome.rolled-back{background:var(--back-bg);color:var(--back)}
article{border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;margin:.6rem 0;background:var(--panel)}
article.problem{border-left:5px solid var(--bad)}
.why,.hint{overflow-wrap:anywhere;white-space:pre-wrap}.hint,.impact{color:var(--warn)}.names{overflow-wrap:anywhere}
pre{margin:.4rem 0;padding:.5rem .7rem;overflow:auto;max-height:32rem;background:var(--bg);border:1px solid var(--line);border-radius:4px;font:13px/1.45 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre}
.diff span{display:block;min-width:max-content}.diff .add{background:var(--good-bg)}.diff .del{background:var(--bad-bg)}.diff .file{font-weight:600}.diff .hunk{color:var(--soft)}
del{color:var(--bad);text-decoration:none}ins{color:var(--good);text-decoration:none}.state{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:13px}
summary{cursor:pointer}summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:14px}th,td{padding:.2rem .55rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th[scope=row]{font-weight:400}.n{text-align:right;white-space:nowrap}
.c{text-align:center;font-weight:700}
.ok{color:var(--good)}.changed{color:var(--change)}.failed,.stuck,.unfinished{color:var(--bad)}.ignored,.rescued{color:var(--warn)}.undone{color:var(--back)}.pending{color:var(--change)}.skipped,.unforeseen{color:var(--soft)}
td.c.failed,td.c.stuck{background:var(--bad-bg)}td.c.changed,td.c.pending{background:var(--change-bg)}td.c.undone{background:var(--back-bg)}
.matrix th.task{vertical-align:bottom;padding:.2rem .3rem}.matrix th.task span{display:block;writing-mode:vertical-rl;transform:rotate(180deg);max-height:25rem;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;font-weight:400}
.matrix thead th{vertical-align:bottom;position:sticky;top:0;background:var(--bg)}.matrix td{vertical-align:middle}
.items{list-style:none;margin:.2rem 0;padding-left:.6rem}.below{color:var(--soft)}
.legend span{margin-right:1.1rem;white-space:nowrap}
.timeline{display:grid;grid-template-columns:minmax(4rem,max-content) 1fr;gap:.2rem .8rem;align-items:center}
.line{display:block;width:100%;height:14px;background:var(--soft-bg);border-radius:2px}
.overview{overflow:auto;max-height:80vh}.overview svg{display:block;width:100%;background:var(--soft-bg)}
.axis{position:relative;height:1.4em;font-size:12px;color:var(--soft)}.overview .axis{position:sticky;top:0;background:var(--bg)}.axis span{position:absolute;white-space:nowrap;border-left:1px solid var(--line);padding-left:3px}
svg .connect,.s.connect{fill:#8a99a8;background:#8a99a8}svg .ok,.s.ok{fill:var(--bar-good);background:var(--bar-good)}svg .changed,.s.changed{fill:var(--bar-change);background:var(--bar-change)}
svg .skipped,svg .unforeseen{fill:var(--soft)}svg .ignored,svg .rescued{fill:var(--warn)}svg .failed,svg .started,.s.failed{fill:var(--bar-bad);background:var(--bar-bad)}svg .undo,.s.undo{fill:var(--bar-back);background:var(--bar-back)}
.s{display:inline-block;width:1.1em;height:.8em;border-radius:2px}
.host{content-visibility:auto;contain-intrinsic-size:auto 2rem;border-bottom:1px solid var(--line);padding:.25rem 0}.host>summary{padding:.1rem 0}.host[open]{padding-bottom:.8rem}
footer{margin-top:3rem;font-size:13px}
@media print{body{max-width:none;padding:0;font-size:11px}nav{display:none}article,.host,tr{break-inside:avoid}pre,.overview{max-height:none;overflow:visible;white-space:pre-wrap}
.scroll{overflow:visible}.matrix thead th{position:static}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
article details::details-content{content-visibility:visible;display:block;height:auto}}
`;
