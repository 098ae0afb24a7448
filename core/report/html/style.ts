/** The page's style: light and dark, for a screen and for paper. No style attributes anywhere, so that the policy of the page can forbid them. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1a2129;--soft:#5a6673;--line:#dde2e8;--faint:#eef1f4;--accent:#0f6f79;--critical:#a3123a;--high:#b53c0a;--medium:#8a6100;--low:#2563a8;--good:#1f7a3d;--critical-bg:#fbe4ea;--high-bg:#fdeadf;--medium-bg:#fbf1d3;--low-bg:#e3eefb;--good-bg:#e2f4e8;--shadow:0 1px 2px #1a212914,0 2px 10px #1a21290a}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#101419;--card:#181e25;--ink:#e6ebf0;--soft:#98a5b3;--line:#2b343e;--faint:#202831;--accent:#5cc7d1;--critical:#ff86a3;--high:#ff9d66;--medium:#e8bd4d;--low:#7db8f7;--good:#6fd492;--critical-bg:#43182a;--high-bg:#43240f;--medium-bg:#3a2e0c;--low-bg:#16304d;--good-bg:#12351f;--shadow:none}}
@media screen{:root[data-theme=dark]{color-scheme:dark;--bg:#101419;--card:#181e25;--ink:#e6ebf0;--soft:#98a5b3;--line:#2b343e;--faint:#202831;--accent:#5cc7d1;--critical:#ff86a3;--high:#ff9d66;--medium:#e8bd4d;--low:#7db8f7;--good:#6fd492;--critical-bg:#43182a;--high-bg:#43240f;--medium-bg:#3a2e0c;--low-bg:#16304d;--good-bg:#12351f;--shadow:none}}
@media screen{:root[data-theme=light]{color-scheme:light}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
main,header.top{max-width:1260px;margin:0 auto;padding:0 20px}
header.top{display:flex;align-items:center;gap:14px;padding-top:22px;padding-bottom:14px;flex-wrap:wrap}
h1{font-size:22px;margin:0;letter-spacing:-.01em}h1 small{font-size:14px;font-weight:400;color:var(--soft);letter-spacing:0;margin-left:8px}
h2{font-size:17px;margin:0 0 10px}h3{font-size:12px;text-transform:uppercase;letter-spacing:.06em;color:var(--soft);margin:22px 0 8px}
a{color:var(--accent)}
code,pre,.place,.address{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
code{background:var(--faint);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere}
pre{margin:0;padding:12px 14px;overflow:auto;background:var(--faint);border-radius:8px;line-height:1.45}pre code{background:none;padding:0;font-size:12px}
button,input,select{font:inherit;color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:6px}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:8px;background:var(--card);padding:6px 12px;z-index:9}
.decision{font-weight:650;border-radius:99px;padding:3px 14px}.decision.fail{background:var(--critical-bg);color:var(--critical)}.decision.pass{background:var(--good-bg);color:var(--good)}
.grow{flex:1}
.button,.copy{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:5px 12px;cursor:pointer}.button:hover,.copy:hover{border-color:var(--accent)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:18px 20px;margin:0 0 16px}
.score-card{display:flex;gap:30px;align-items:center;flex-wrap:wrap}
.score{display:flex;gap:16px;align-items:center;color:var(--soft);font-size:13.5px}.score p{margin:0}.figures{flex:1;min-width:300px}
.ring{flex:none}.ring circle{fill:none}.ring .track{stroke:var(--faint)}.ring .value{stroke-linecap:round}.ring text{fill:var(--ink);font-weight:650;font-family:inherit}
.ring.good .value{stroke:var(--good)}.ring.fair .value{stroke:var(--medium)}.ring.poor .value{stroke:var(--high)}.ring.bad .value{stroke:var(--critical)}
.severities{list-style:none;display:flex;gap:8px;flex-wrap:wrap;margin:0 0 12px;padding:0}
.severity{display:inline-block;border-radius:99px;padding:1px 10px;font-size:13px;font-weight:600;white-space:nowrap}.severities .severity{padding:5px 14px;font-size:15px}.severities b{font-size:18px;margin-right:2px}
.severity.critical{background:var(--critical-bg);color:var(--critical)}.severity.high{background:var(--high-bg);color:var(--high)}.severity.medium{background:var(--medium-bg);color:var(--medium)}.severity.low{background:var(--low-bg);color:var(--low)}.severity.zero{background:var(--faint);color:var(--soft);font-weight:400}
dl{display:flex;gap:6px 26px;flex-wrap:wrap;margin:0}dl div{display:flex;flex-direction:column-reverse}dt{color:var(--soft);font-size:13px}dd{margin:0;font-size:18px;font-weight:600}
.cells{display:flex;flex-wrap:wrap;gap:4px;margin-top:14px}.cell{min-width:34px;text-align:center;border-radius:6px;font-size:12.5px;font-weight:600;padding:3px 5px;text-decoration:none}
.cell.good{background:var(--good-bg);color:var(--good)}.cell.fair{background:var(--medium-bg);color:var(--medium)}.cell.poor{background:var(--high-bg);color:var(--high)}.cell.bad{background:var(--critical-bg);color:var(--critical)}
.filters{position:sticky;top:0;z-index:5;background:color-mix(in srgb,var(--bg) 92%,transparent);backdrop-filter:blur(6px);display:none;gap:10px 16px;align-items:center;flex-wrap:wrap;padding:10px 0;margin:0 0 6px}.has-script .filters{display:flex}
.filters input[type=search]{flex:1;min-width:220px;padding:7px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.filters fieldset{border:0;margin:0;padding:0;display:flex;gap:10px;flex-wrap:wrap}.filters label{display:inline-flex;gap:5px;align-items:center;font-size:14px;cursor:pointer}.filters output{color:var(--soft);font-size:14px}
body:not(.has-script) .js{display:none}
.scroll{overflow-x:auto}
.graph{display:block;max-width:none}.graph text{font-size:11.5px;fill:var(--ink);font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}.graph .column{fill:var(--soft);font-family:system-ui,sans-serif;font-size:12px}
.graph rect{fill:var(--faint);stroke:var(--line)}.graph .function rect{fill:var(--card);stroke:var(--accent)}.graph .role rect{fill:var(--faint)}.graph .alarming rect{fill:var(--high-bg);stroke:var(--high)}.graph .alarming text{fill:var(--high)}.graph .note{font-weight:700}
.edge{fill:none;stroke:var(--soft);stroke-opacity:.38;stroke-width:1.3}.edge.alarming{stroke:var(--high);stroke-opacity:.85;stroke-width:1.8}
.graph.picked .node:not(.on),.graph.picked .edge:not(.on){opacity:.16}.graph .edge.on{stroke-opacity:1;stroke-width:2.2}
.legend{display:flex;gap:18px;flex-wrap:wrap;color:var(--soft);font-size:13px;margin:0 0 10px}.legend i{display:inline-block;width:22px;height:0;border-top:2px solid var(--soft);vertical-align:middle;margin-right:6px}.legend i.alarming{border-color:var(--high)}
details.function{padding:0}details.function>summary{display:flex;gap:14px;align-items:center;padding:12px 18px;cursor:pointer;list-style:none}details.function>summary::-webkit-details-marker{display:none}
details.function>summary::after{content:"";width:8px;height:8px;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(45deg);margin:-4px 4px 0 0;flex:none}details.function[open]>summary::after{transform:rotate(225deg);margin-top:4px}
.title{flex:1;min-width:0;display:flex;flex-direction:column}.name{font-weight:650;overflow-wrap:anywhere}.address{color:var(--soft);overflow-wrap:anywhere}
.badges{display:flex;gap:6px;flex-wrap:wrap;justify-content:flex-end}.tag{display:inline-block;font-size:12.5px;border-radius:99px;padding:1px 10px;background:var(--faint);color:var(--soft);white-space:nowrap}.tag.good{background:var(--good-bg);color:var(--good)}.tag.alarming{background:var(--high-bg);color:var(--high)}
.body{padding:2px 20px 20px;border-top:1px solid var(--line)}.facts{color:var(--soft)}.reasons{margin:0 0 8px;padding-left:20px;color:var(--high)}
.findings{list-style:none;margin:10px 0 0;padding:0;display:grid;gap:10px}.finding{border-left:4px solid var(--line);padding:2px 0 2px 14px}.finding[data-severity=critical]{border-color:var(--critical)}.finding[data-severity=high]{border-color:var(--high)}.finding[data-severity=medium]{border-color:var(--medium)}.finding[data-severity=low]{border-color:var(--low)}
.finding p{margin:2px 0;max-width:100ch}.finding-head{display:flex;gap:4px 8px;flex-wrap:wrap;align-items:baseline}.rule{font-weight:600}.place{color:var(--soft);overflow-wrap:anywhere}.instead{color:var(--good)}.instead code{color:var(--ink)}
.balance svg{display:block;width:100%;height:10px}.balance ul{list-style:none;display:flex;gap:4px 18px;flex-wrap:wrap;padding:0;margin:6px 0 10px;font-size:13px;color:var(--soft)}.balance li::before{content:"";display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px;background:currentColor}.balance b{color:var(--ink)}
.bar-met{fill:var(--good)}.bar-wide{fill:var(--medium)}.bar-unused{fill:var(--high)}.bar-missing{fill:var(--critical)}.bar-open{fill:var(--soft)}.key-met::before{color:var(--good)}.key-wide::before{color:var(--medium)}.key-unused::before{color:var(--high)}.key-missing::before{color:var(--critical)}.key-open::before{color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:14px}th{text-align:left;font-weight:600;color:var(--soft);font-size:12.5px}td,th{padding:6px 10px;border-top:1px solid var(--line);vertical-align:top}thead th{border:0}
.comparison{table-layout:fixed;min-width:720px}.comparison .between{width:132px;text-align:center}.comparison td:not(.between){width:50%}.sign{display:inline-block;width:24px;height:24px;line-height:24px;border-radius:50%;font-weight:700;text-align:center}.says{display:block;font-size:12px;color:var(--soft);line-height:1.25}
.met .sign{background:var(--good-bg);color:var(--good)}.wide .sign{background:var(--medium-bg);color:var(--medium)}.unused .sign{background:var(--high-bg);color:var(--high)}.missing .sign{background:var(--critical-bg);color:var(--critical)}.open .sign,.denied .sign{background:var(--faint);color:var(--soft)}
.unused td:last-child{background:linear-gradient(90deg,var(--high-bg),transparent 70%)}.missing td:first-child{background:linear-gradient(270deg,var(--critical-bg),transparent 70%)}
.on{color:var(--soft);font-size:13px}.on .resource{background:none;padding:0}.from{display:block;color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}.none,.empty,.more{color:var(--soft)}.none{font-style:italic}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:26px}@media (max-width:860px){.pair{grid-template-columns:1fr}}.pair>div{min-width:0}
.ladder{list-style:none;margin:0;padding:0 14px;border:solid var(--line);border-width:0 5px;border-radius:4px}.rules td{border:0;padding:3px 10px 3px 0}.rules svg{display:block;width:100%;height:12px}.rules td:last-child{width:40%;vertical-align:middle}.rules rect{fill:var(--line)}.rules rect.critical{fill:var(--critical)}.rules rect.high{fill:var(--high)}.rules rect.medium{fill:var(--medium)}.rules rect.low{fill:var(--low)}.rules .number{text-align:right;font-weight:600}.rung{display:grid;grid-template-columns:minmax(150px,1fr) 1.2fr;grid-template-rows:auto 1fr;gap:2px 12px;padding:8px 0 8px 14px;border-top:4px solid var(--line);position:relative;font-size:13.5px}.rung:first-child{border-top:0}.rung::before{content:"";position:absolute;left:-8px;top:14px;width:12px;height:12px;border-radius:50%;background:var(--card);border:2px solid var(--line)}
.rung-says{color:var(--soft);font-size:12.5px;grid-column:1}.rung-grants{grid-column:2;grid-row:1/3}.rung.free{color:var(--soft)}.rung.taken .rung-title{font-weight:650}.rung.taken::before{background:currentColor;border-color:currentColor}.rung.all.taken{color:var(--critical)}.rung.service-all.taken{color:var(--high)}.rung.service-named.taken,.rung.exact-all.taken{color:var(--medium)}.rung.exact.taken{color:var(--good)}.rung code{color:var(--ink)}
@media (max-width:520px){.rung{grid-template-columns:1fr;grid-template-rows:none}.rung-grants{grid-column:1;grid-row:auto;margin-top:4px}.grow{display:none}}
.code-box{position:relative}.copy{position:absolute;top:8px;right:8px;font-size:12.5px;padding:2px 10px}
.plain summary{cursor:pointer;color:var(--accent);padding:4px 0}.count{color:var(--soft)}
footer{color:var(--soft);font-size:13px;padding:6px 0 40px}
[hidden]{display:none!important}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--shadow:none}.filters,.button,.copy,.skip,.plain,details.function>summary::after{display:none!important}.card{box-shadow:none}.score-card,.pair>.card,.graph,summary{break-inside:avoid}details.function>summary,h2,h3{break-after:avoid}.comparison{min-width:0}.comparison .between{width:84px}pre{white-space:pre-wrap;overflow-wrap:anywhere}.scroll{overflow:visible}.finding,tr,.rung{break-inside:avoid}main,header.top{max-width:none;padding:0}.graph{width:100%;height:auto}body{font-size:12px}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@media (prefers-reduced-motion:no-preference){.ring .value{transition:stroke-dasharray .3s}.node,.edge{transition:opacity .12s}}
`;
