const mark = (path: string, color: string) =>
  `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23${color}' stroke-width='2'%3E${path}%3C/svg%3E")`

const tick = (color: string) => mark("%3Cpath d='M3 8.5l3.2 3.2L13 4.8'/%3E", color)
const triangle = (color: string) =>
  mark("%3Cpath stroke-width='1.5' d='M8 2.2L14.8 13.8H1.2zM8 6.4v3.4M8 11.1v1.3'/%3E", color)
const cross = (color: string) =>
  mark(
    "%3Cpath stroke-width='1.5' d='M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8'/%3E",
    color,
  )

/**
 * The look of the printed page. Shapes stand beside every colour; ligatures are off because readers of the tag
 * tree lose the rest of a word behind them.
 */
export const reportStyle = `
@page{size:A4;margin:28mm 20mm 25mm 25mm}
*{box-sizing:border-box}
@media screen{html{background:#dfe3ea}body{max-width:203mm;margin:8mm auto!important;padding:16mm 19mm;background:#fff;box-shadow:0 1mm 4mm #0003}}
html{font:10.2pt/1.42 "Report Sans",sans-serif;color:#15181d;font-variant-ligatures:none;-webkit-print-color-adjust:exact}
body{margin:0}
p{margin:0 0 6pt;orphans:3;widows:3}
h1{font-size:22pt;line-height:1.15;margin:0 0 1pt;font-weight:700;letter-spacing:-.2pt;color:#15181d}
h2{font-size:13pt;line-height:1.25;margin:17pt 0 6pt;padding-bottom:2.5pt;border-bottom:1.1pt solid #1d2b45;color:#1d2b45;font-weight:600;break-after:avoid}
h3{font-size:11pt;margin:0 0 4pt;font-weight:600;color:#1d2b45;break-after:avoid}
b{font-weight:600}
a{color:inherit;text-decoration:none}
.time{white-space:nowrap}
.faint,.note{color:#565f6e}
.note{font-size:9pt}
code,pre{font-family:"Report Mono",monospace;font-size:7.6pt;line-height:1.5}
header{display:flex;justify-content:space-between;align-items:flex-start;gap:10mm;border-bottom:1.6pt solid #1d2b45;padding-bottom:8pt;margin-bottom:15pt}
.office p{margin:0;color:#3c4552}
.office .name{font-size:12.5pt;line-height:1.3;font-weight:600;color:#1d2b45}
main .references{width:auto;flex:none;font-size:9.3pt;line-height:1.35}
.references th{font-weight:400;text-align:left;color:#565f6e;padding:0 8pt 1pt 0;vertical-align:top;white-space:nowrap}
.references td{padding:0 0 1pt}
.subtitle{font-size:11.5pt;color:#3c4552;margin:0 0 11pt}
.notice{border:1.4pt solid #9c2f00;color:#8a2a00;font-weight:600;padding:6pt 10pt;margin:0 0 9pt}
.verdict{border:1pt solid;border-left-width:4.5pt;padding:9pt 12pt 8pt 49pt;margin:0 0 9pt;break-inside:avoid;background-repeat:no-repeat;background-position:10pt 10pt;background-size:29pt 29pt}
.verdict p{margin:0;color:#15181d}
.verdict .headline{font-size:12.6pt;font-weight:600;margin-bottom:1pt}
.verdict.good{border-color:#0b5d8a;background-image:${tick('0b5d8a')}}.verdict.good .headline{color:#0b4264}
.verdict.unsure{border-color:#8a4b00;background-image:${triangle('8a4b00')}}.verdict.unsure .headline{color:#7a4200}
.verdict.bad{border-color:#9c2f00;background-image:${cross('9c2f00')}}.verdict.bad .headline{color:#8a2a00}
.contents{columns:2;column-gap:10mm;list-style:none;padding:0;margin:9pt 0 0;font-size:9.6pt}
.contents li{padding:1pt 0;break-inside:avoid}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
td,th{text-align:left;vertical-align:top;font-weight:400}
.rows{margin-bottom:5pt}
.rows.small{break-inside:avoid}
.rows.long tr:nth-child(-n+2),.rows.long tr:nth-last-child(2),li:nth-child(-n+2){break-after:avoid}
.rows th{width:41mm;color:#4b5361;padding:2.4pt 6pt 2.4pt 0}
.rows td{padding:2.4pt 0;overflow-wrap:anywhere}
.rows tr,.grid tr,.place tr,.hashes tr{break-inside:avoid}
.grid{margin:4pt 0 9pt;font-size:9.5pt;line-height:1.36}
.grid.small{break-inside:avoid}
.opening{break-after:avoid}
.grid thead th{font-weight:600;font-size:9.2pt;color:#1d2b45;border-bottom:.9pt solid #1d2b45;padding:3pt 7pt 3pt 0;vertical-align:bottom}
.grid td{border-bottom:.45pt solid #c4cad4;padding:3.6pt 7pt 3.6pt 0}
.grid td:last-child,.grid th:last-child{padding-right:0}
.grid.seal td:first-child{width:43mm}.grid.seal td:last-child{width:30mm}
.grid.findings td{font-size:9pt;overflow-wrap:anywhere}.grid.findings td:first-child{width:30mm}.grid.findings td:last-child{width:30mm}
.grid.certificates td:last-child,.grid.annexes td:last-child{width:56mm}
.grid.certificates td:first-child{width:27mm}.grid.certificates td:nth-child(3){width:25mm}
.grid.clips td:first-child,.grid.annexes td:first-child{width:8mm}
.grid.annexes td{padding-top:1.6pt;padding-bottom:1.6pt}.grid.annexes td:nth-child(2){width:33mm}.grid.annexes td:nth-child(3){line-height:1.28}.grid.annexes td:nth-child(4){white-space:nowrap}
.grid code{font-size:7.1pt}
.state{font-weight:600;white-space:nowrap;padding-left:14pt;background-repeat:no-repeat;background-position:0 55%;background-size:10pt 10pt}
.state.passed{color:#0b5d8a;background-image:${tick('0b5d8a')}}
.state.notChecked{color:#8a4b00;background-image:${triangle('8a4b00')}}
.state.failed{color:#9c2f00;background-image:${cross('9c2f00')}}
ul{margin:0 0 6pt;padding-left:13pt}li{margin-bottom:2.5pt}
.contents li{margin:0}
.verbatim{break-inside:avoid;margin-top:7pt}
.verbatim p{margin-bottom:3pt}
pre{margin:0;padding:6pt 8pt;background:#f1f4f8;white-space:pre-wrap;word-break:break-all}
article{border-top:.7pt solid #9aa3b2;padding-top:5pt;margin:6pt 0 8pt}
.whole,.evidence,.proof{break-inside:avoid}
.grid.long tbody tr:first-child,.grid.long tbody tr:nth-last-child(2){break-after:avoid}
.grid.annexes,.grid.annexes tbody tr:nth-last-child(-n+3){break-after:avoid}
.label{font-size:8.1pt;line-height:1.3;font-weight:600;color:#1d2b45;letter-spacing:.2pt;margin:0 0 1.5pt}
.words{background:#f1f4f8;border-left:2.4pt solid #1d2b45;padding:5pt 9pt;margin:0 0 6pt;font-size:10.4pt;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.words p:last-child{margin-bottom:0}
.evidence{margin-bottom:5pt}
.evidence.one{display:grid;gap:11pt}
.evidence.two{display:grid;grid-template-columns:1fr 1fr;gap:7pt 11pt}
.evidence.both{display:grid;gap:11pt;margin-bottom:3pt}
.figure p{margin-bottom:0}
.picture{position:relative;line-height:0}
.picture img{width:100%}
.drawing{position:absolute;inset:0;width:100%;height:100%;fill:none}.drawing *{vector-effect:non-scaling-stroke}.drawing .under{stroke:#000;stroke-width:3.2pt}.drawing .over{stroke:#ffd21f;stroke-width:1.6pt}
.region{position:absolute;border:1.6pt solid #ffd21f;outline:.8pt solid #000;box-shadow:none}
.caption{font-size:8.3pt;line-height:1.32;color:#3c4552;margin-top:3pt}
.place{font-size:9.2pt;line-height:1.34;width:auto;align-self:start}
.place th{width:21mm;color:#565f6e;padding:1.5pt 7pt 1.5pt 0;white-space:nowrap}
.place td{padding:1.5pt 0;overflow-wrap:anywhere}
.hashes{font-size:8.3pt;line-height:1.3;color:#3c4552}
.hashes th{width:41mm;padding:.6pt 6pt .6pt 0}
.hashes td{padding:.6pt 0}
.hashes code{font-size:7.2pt;line-height:1.3}
.signing{break-inside:avoid}
.field{display:block;border:1pt dashed #565f6e;padding:6pt 10pt;margin-top:6pt}
.field p{margin:0;font-size:9.3pt;color:#3c4552}
.field .headline{font-size:10.4pt;font-weight:600;color:#15181d;margin-bottom:2pt}
.blanks{display:grid;grid-template-columns:1fr 1fr;gap:14mm;margin-top:11mm}
.blanks p{border-top:.7pt solid #15181d;padding-top:3pt;font-size:9pt;color:#3c4552;margin:0}
`
