/// The page's look. Colours are variables, so that light, dark and print differ in one place each;
/// blue against orange and a lightness step keep good and bad apart for colour-blind readers.
enum Stylesheet {
    static let text: HTML = """
        :root{--paper:#fbfaf7;--card:#fff;--ink:#1d1c1a;--soft:#5f5c56;--faint:#726e66;--line:#e4e0d8;--pos:#2f6f9f;--neg:#c8551b;--neu:#bdb8ad;--non:#e6e2d9;--mark:#ffe9a8;--good:#1f5f8f;--bad:#a8400c;--onpos:#fff;
        --c0:#2f6f9f;--c1:#c8551b;--c2:#3d7d54;--c3:#8d5a9e;--c4:#9a7400;--c5:#a8385b;--c6:#3f7f86;--c7:#77726a;
        --d0:#b3470f;--d1:#eaa679;--d2:#d9d5cb;--d3:#93bbd9;--d4:#2f6f9f;
        --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        @media (prefers-color-scheme:dark){:root{--paper:#161614;--card:#1f1f1c;--ink:#eeebe4;--soft:#b3aea4;--faint:#979389;--line:#34332f;--pos:#6aa9d8;--neg:#ee8a4f;--neu:#6b675f;--non:#3d3b37;--mark:#5c4a10;--good:#7fb9e4;--bad:#f59a62;--onpos:#10202c;
        --c0:#6aa9d8;--c1:#ee8a4f;--c2:#7cc096;--c3:#c596d6;--c4:#d8b146;--c5:#e5809f;--c6:#79bec6;--c7:#a39e95;
        --d0:#ee8a4f;--d1:#8f5b3b;--d2:#4a4843;--d3:#3f6785;--d4:#6aa9d8}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 var(--sans);font-variant-numeric:tabular-nums lining-nums}
        .masthead,nav,main,footer{max-width:1080px;margin:0 auto;padding:0 28px}
        .skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 14px;z-index:9}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        a{color:inherit}:focus-visible{outline:2px solid var(--pos);outline-offset:2px}
        .masthead{padding-top:64px;padding-bottom:22px}
        .kicker{margin:0 0 10px;font-size:12px;letter-spacing:.14em;text-transform:uppercase;color:var(--faint)}
        h1,h2{font-family:var(--serif);font-weight:500;letter-spacing:-.012em;text-wrap:balance}
        h1{font-size:clamp(32px,5vw,52px);line-height:1.08;margin:0 0 12px}
        h2{font-size:30px;line-height:1.15;margin:0}
        h3{font-size:15px;line-height:1.35;margin:0;font-weight:600}
        .dates{margin:0;color:var(--soft);font-size:18px}
        nav{position:sticky;top:0;background:var(--paper);z-index:5}
        nav::after{content:"";display:block;border-bottom:1px solid var(--line)}
        nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:0;padding:12px 0;overflow-x:auto;white-space:nowrap;font-size:13.5px;scrollbar-width:none}
        nav a{text-decoration:none;color:var(--soft)}nav a:hover{color:var(--ink);text-decoration:underline;text-underline-offset:4px}
        main>section{padding:56px 0 8px;scroll-margin-top:36px}
        main>section+section{border-top:1px solid var(--line);margin-top:48px}
        section>header{margin-bottom:26px}
        .lead{margin:10px 0 0;max-width:68ch;color:var(--soft)}
        .note{max-width:78ch;color:var(--soft);font-size:14.5px;margin:16px 0}
        ol.findings{list-style:none;margin:0;padding:0;counter-reset:none}
        ol.findings li{display:grid;grid-template-columns:30px 1fr;gap:6px;padding:20px 0;border-top:1px solid var(--line)}
        ol.findings>li:first-child{border-top:0;padding-top:0}
        .headline{font-family:var(--serif);font-size:21px;line-height:1.36;margin:0;max-width:58ch;text-wrap:pretty}
        .detail{margin:8px 0 0;font-size:13px;line-height:1.5;color:var(--soft);max-width:88ch}
        @media (min-width:960px){ol.findings li>div{display:grid;grid-template-columns:minmax(0,1.75fr) minmax(0,1fr);gap:44px}.detail{margin:4px 0 0}}
        .minor .headline{font-size:17px}
        .sign{font-size:13px;line-height:29px;color:var(--faint)}.sign.good{color:var(--good)}.sign.bad{color:var(--bad)}
        details{margin-top:14px}summary{cursor:pointer;color:var(--soft);font-size:14px;padding:6px 0;width:max-content}
        details.figures summary{font-size:13px;color:var(--faint)}
        details .findings{margin-top:14px}
        .metrics{list-style:none;margin:0;padding:1px;display:grid;grid-template-columns:repeat(4,1fr);gap:1px}.metrics.by-3{grid-template-columns:repeat(3,1fr)}
        .metric{background:var(--card);box-shadow:0 0 0 1px var(--line);padding:20px 20px 16px;display:flex;flex-direction:column}
        .metric h3{font-size:13.5px;font-weight:500;color:var(--soft)}
        .metric .value{font-family:var(--serif);font-size:40px;line-height:1.15;margin:6px 0 2px;letter-spacing:-.02em}
        .metric .value .few{font-size:22px}
        .metric p{margin:0}.metric .sparkline{margin:12px 0 8px;max-width:100%}
        .range,.metric .change,.definition,small{font-size:12.5px;color:var(--soft)}
        .metric .change{margin-top:6px}.definition{margin-top:auto!important;color:var(--faint);font-size:12px!important;line-height:1.4}
        .change.good,td.good{color:var(--good)}.change.bad,td.bad{color:var(--bad)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.35}
        caption{text-align:left;color:var(--faint);font-size:13px;padding-bottom:10px}
        th,td{padding:9px 14px 9px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{font-weight:500;font-size:12.5px;color:var(--soft);vertical-align:bottom;border-bottom:1px solid var(--faint)}
        tbody th{font-weight:500;min-width:150px}
        .number{text-align:right;white-space:nowrap}th:last-child,td:last-child{padding-right:0}
        td small{display:block;font-size:11.5px;color:var(--soft)}
        .few,.quiet{color:var(--faint)}.quiet{color:var(--soft)}
        .depth-1{padding-left:20px;font-weight:400}.depth-2{padding-left:40px;font-weight:400}.depth-3{padding-left:60px;font-weight:400}
        .depth-1 .dot,.depth-2 .dot,.depth-3 .dot{width:6px;height:6px;opacity:.75}
        .t-in-short{margin-bottom:34px;font-size:15px;line-height:1.5}.t-in-short thead{position:absolute;clip-path:inset(50%)}.t-in-short tbody th{width:21%;color:var(--soft)}.t-method th{width:20%}.t-method td:first-of-type{width:80%}.note+.scroll{margin-top:26px}.scroll+.note{margin-top:26px}
        .scroll+.scroll{margin-top:36px}.scroll+.voices{margin-top:36px}.number+td:not(.number){padding-left:22px}thead .number+th:not(.number){padding-left:22px}
        .dot{display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:9px;background:var(--k);vertical-align:.06em}
        .c0{--k:var(--c0)}.c1{--k:var(--c1)}.c2{--k:var(--c2)}.c3{--k:var(--c3)}.c4{--k:var(--c4)}.c5{--k:var(--c5)}.c6{--k:var(--c6)}.c7{--k:var(--c7)}.plain{--k:var(--soft)}
        figure{margin:0}.chart{margin-bottom:44px}.chart figcaption{display:flex;flex-wrap:wrap;justify-content:space-between;gap:6px 24px;margin-bottom:8px}
        .legend{margin:0;display:flex;flex-wrap:wrap;gap:4px 18px;font-size:12.5px;color:var(--soft)}
        .key{display:inline-block;width:10px;height:10px;margin-right:7px;border-radius:2px}
        .key.pos{background:var(--pos)}.key.neu{background:var(--neu)}.key.neg{background:var(--neg)}.key.non{background:var(--non)}
        .key.d0{background:var(--d0)}.key.d1{background:var(--d1)}.key.d2{background:var(--d2)}.key.d3{background:var(--d3)}.key.d4{background:var(--d4)}.key.dx{background:none;border:1px dashed var(--faint)}
        svg{display:block;max-width:100%;height:auto;font-family:var(--sans)}
        .chart svg{width:100%;min-width:680px}.journey svg{max-width:none;width:auto}
        svg text{fill:var(--soft);font-size:12px}svg .label{fill:var(--ink);font-size:12px;font-weight:500}svg .act{font-weight:400;fill:var(--soft)}svg .name{fill:var(--soft);font-weight:500}
        svg .stage{fill:var(--ink);font-size:13px;font-weight:600}
        svg .pos{fill:var(--pos)}svg .neu{fill:var(--neu)}svg .neg{fill:var(--neg)}svg .non{fill:var(--non)}
        .grid{stroke:var(--line)}.zero{stroke:var(--faint)}
        .net{fill:none;stroke:var(--k,var(--ink));stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}
        .fan{fill:var(--k,var(--ink));opacity:.12}.spot{fill:var(--paper);stroke:var(--k,var(--ink));stroke-width:2}
        .shade{fill:var(--k);opacity:.09}.cap{stroke:var(--k);stroke-width:2.5}.action{stroke:var(--soft);stroke-dasharray:3 4}.usual{stroke:var(--k,var(--soft));stroke-dasharray:1 4;stroke-width:1.6;stroke-linecap:round}
        .sparkline .line{fill:none;stroke:var(--soft);stroke-width:1.5;stroke-linejoin:round}.sparkline .end{fill:var(--ink)}.spark .sparkline{margin-left:auto}
        svg .d0{fill:var(--d0)}svg .d1{fill:var(--d1)}svg .d2{fill:var(--d2)}svg .d3{fill:var(--d3)}svg .d4{fill:var(--d4)}svg .dx{fill:none;stroke:var(--faint);stroke-dasharray:3 3}svg .empty{fill:var(--line)}
        svg text.on{fill:var(--ink)}svg text.on.dx{stroke:none}svg text.on.d0,svg text.on.d4{fill:var(--onpos)}
        .multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:36px 40px}
        .multiple h3{font-size:16px}.multiple figcaption p{margin:3px 0 8px;font-size:13px;color:var(--soft)}
        .voices{columns:2 380px;column-gap:52px;margin-top:8px}
        .voice{break-inside:avoid;padding:0 0 34px}
        .voice .range{margin:2px 0 10px}
        .quote{border-left:2px solid var(--neu);padding:1px 0 1px 16px;margin:12px 0;break-inside:avoid}.quote.positive{border-color:var(--pos)}.quote.negative{border-color:var(--neg)}
        blockquote{margin:0;font-family:var(--serif);font-size:17px;line-height:1.45;overflow-wrap:anywhere}
        .quote figcaption{font-size:12px;color:var(--soft);margin-top:4px}.id{overflow-wrap:anywhere}
        mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:2px}
        footer{padding-top:56px;padding-bottom:56px;color:var(--faint);font-size:13px}
        @media (max-width:640px){nav ul{flex-wrap:nowrap}.chart:not(.journey)>.scroll{direction:rtl}.chart svg{direction:ltr}.chart:not(.journey) svg{min-width:620px}.masthead,nav,main,footer{padding-left:18px;padding-right:18px}.masthead{padding-top:36px}h2{font-size:26px}.headline{font-size:18.5px}main>section{padding-top:40px}main>section+section{margin-top:32px}.metrics,.metrics.by-3{grid-template-columns:1fr 1fr}.metric{padding:14px}.metric .value{font-size:32px}tbody th:first-child{position:sticky;left:0;background:var(--paper);min-width:132px;max-width:46vw}.voices{columns:1}.t-new td:nth-last-child(2),.t-new-day td:nth-last-child(2){min-width:250px}}
        @media print{@page{margin:14mm}:root{--paper:#fff}body{font-size:10.5pt}nav,.skip,details.figures{display:none}main>section{padding-top:18pt}main>section+section{margin-top:14pt}.masthead{padding-top:0}.masthead,main,footer{padding-left:0;padding-right:0;max-width:none}.scroll{overflow:visible}.chart svg,.chart:not(.journey) svg{min-width:0}.journey svg{max-width:100%}.metric,.voice,.multiple,.chart,tr,li{break-inside:avoid}h2,h3,caption{break-after:avoid}thead{display:table-header-group}
        table{font-size:8.5pt}th,td{padding:4pt 7pt 4pt 0;overflow-wrap:break-word}thead th{font-size:7.5pt}td small{font-size:7pt}tbody th{min-width:0}.depth-1{padding-left:9pt}.depth-2{padding-left:18pt}.depth-3{padding-left:27pt}.number+td:not(.number),thead .number+th:not(.number){padding-left:6pt}.number+.number{padding-left:3pt}.t-in-short{font-size:10pt}.metric .value{font-size:24pt}.metric{padding:9pt}.headline{font-size:13pt}blockquote{font-size:10.5pt}.voices{columns:2 200pt;column-gap:20pt}.voice{padding-bottom:16pt}.multiples{grid-template-columns:1fr 1fr;gap:18pt 20pt}ol.findings li{padding:10pt 0}
        details::details-content{content-visibility:visible;height:auto}summary{list-style:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
