extension StyleSheet {
    /// Components.
    static let parts = #"""
        /* 7 Components -------------------------------------------------------- */

        /* What was asked: one line above every answer */
        .asked { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s6); align-items: baseline; margin-block-end: var(--s5); }
        .asked dl { display: contents; }
        .asked div { display: flex; gap: var(--s2); }
        .asked dt { color: var(--ink-2); white-space: nowrap; }
        .asked dd { font-weight: 700; }

        /* Everyday situations */
        .situations { display: grid; }
        .situation-group { display: grid; gap: var(--s3) var(--s8); padding-block: var(--s5); border-block-start: 1px solid var(--line); }
        .situation-group h3 { font: 700 var(--t16); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr)); gap: var(--s3); }
        .tile { position: relative; display: block; height: 100%; padding: var(--s3) var(--s4) var(--s4); color: var(--ink); background: var(--sunk); border-radius: var(--radius); text-decoration: none; }
        .tile strong { display: block; color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
        .tile span { display: block; margin-block-start: var(--s1); font: var(--t14); color: var(--ink-2); }
        .tile:hover, .tile.is-hover { background: var(--accent-tint); color: var(--ink); }
        .tile:hover strong, .tile.is-hover strong { color: var(--accent-deep); text-decoration-thickness: 3px; }
        @media (min-width: 48rem) {
          .situation-group { grid-template-columns: 9.5rem minmax(0, 1fr); }
          .situation-group h3 { padding-block-start: var(--s3); }
        }

        /* Duties */
        .duties { border-block-start: 1px solid var(--line); }
        .duties > li { border-block-end: 1px solid var(--line); padding-block: var(--s1); }
        .duties .choice label { padding-inline-end: var(--s2); }
        .when { font: 700 var(--t14); color: var(--ink-2); }
        .when + .duties { margin-block-start: var(--s2); }
        .duties + .when { margin-block-start: var(--s5); }

        /* It would be lawful if */
        .lawful { display: grid; gap: var(--s3); }
        .lawful a {
          display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s4); align-items: center; padding: var(--s3) var(--s4); min-height: var(--touch);
          border: 2px solid var(--accent); border-radius: var(--radius); text-decoration: none; color: var(--ink);
        }
        .lawful a strong { color: var(--accent); }
        .lawful a span { grid-column: 1; font: var(--t14); color: var(--ink-2); }
        .lawful a::after { content: "\2192"; grid-column: 2; grid-row: 1 / span 2; font-size: 1.5rem; color: var(--accent); }
        .lawful a:hover { background: var(--accent-tint); }

        /* Our notice's line */
        .quote { border-inline-start: 3px solid var(--line-strong); padding-inline-start: var(--s5); max-width: var(--measure); }
        .quote h3 { font-family: var(--serif); }
        .quote blockquote { font-family: var(--serif); font-size: 1.1875rem; line-height: 1.75rem; }
        .quote figcaption { font: var(--t14); color: var(--ink-2); margin-block-start: var(--s2); }
        mark { background: var(--state-tint, var(--needed-tint)); color: inherit; border-block-end: 2px solid var(--state, var(--needed)); }

        /* What decided: law, notice, patient. A line falls through three sheets. */
        .layers { display: grid; }
        .layer { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0 var(--s4); }
        .layer figure { position: relative; min-height: 6rem; }
        .layer figure svg { width: 5.5rem; height: 6rem; overflow: visible; }
        .layer figure::after { content: ""; position: absolute; inset-block: 6rem 0; inset-inline-start: calc(50% - 1px); border-inline-start: 2px solid var(--ink); }
        .layer:last-child figure::after { display: none; }
        .layer .sheet { fill: var(--paper); stroke: var(--line-strong); stroke-width: 1.5; }
        .layer .fall { stroke: var(--ink); stroke-width: 2; fill: none; }
        .layer .ring { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
        .layer.is-after .fall { stroke: var(--line-strong); stroke-dasharray: 2 5; }
        .layer.is-deciding .sheet { fill: var(--state-tint); stroke: var(--state); stroke-width: 3; }
        .layer.is-deciding figure::after, .layer.is-after figure::after { border-inline-start: 2px dotted var(--line-strong); }
        .layer.is-deciding .shape { color: var(--state); }
        .layer .text { padding-block: var(--s5) var(--s3); }
        .layer .text > strong { display: block; }
        .layer.is-deciding .text > strong { color: var(--state); }
        .layer .text p { font: var(--t14); color: var(--ink-2); }
        .layer.is-deciding .text p { color: var(--ink); }

        /* Records that go out and stay */
        .rows > li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 var(--s3); padding-block: var(--s3); border-block-end: 1px solid var(--line); }
        .rows > li:first-child { border-block-start: 1px solid var(--line); }
        .rows .shape { margin-block-start: 0.125rem; }
        .rows p { color: var(--ink-2); }
        .rows.is-spread > li { grid-template-columns: 1.5rem minmax(0, 1fr) auto; }
        @media (max-width: 30rem) { .rows.is-spread > li { grid-template-columns: 1.5rem minmax(0, 1fr); } .rows.is-spread > li > :last-child { grid-column: 2; } }

        /* Panel: the one next step */
        .panel { background: var(--sunk); padding: var(--s5) var(--s5) var(--s6); border-radius: var(--radius); }
        .panel > * + * { margin-block-start: var(--s3); }

        /* Receipt */
        .receipt {
          max-width: 26rem; padding: var(--s6) var(--s6) var(--s8); background: var(--sunk);
          mask: radial-gradient(circle 7px at 50% 100%, transparent 96%, #000) repeat-x 0 100% / 20px 100%;
        }
        .receipt dl { margin-block-start: var(--s4); border-block-start: 1px dashed var(--line-strong); }
        .receipt dl > div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: var(--s3); padding-block: var(--s2); }
        .receipt dl + dl { margin-block-start: 0; }
        .receipt dt { color: var(--ink-2); font: var(--t14); line-height: 1.5rem; }
        .receipt code { font: 0.875rem/1.5rem var(--mono); overflow-wrap: anywhere; }
        .receipt .state { padding-block-start: var(--s3); border-block-start: 1px dashed var(--line-strong); width: 100%; }

        /* Facts in pairs */
        .facts { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s8); }
        .facts dt { font: var(--t14); color: var(--ink-2); }
        .facts.is-list { display: grid; gap: 0; }
        .facts.is-list > div { display: grid; grid-template-columns: minmax(0, 9rem) minmax(0, 1fr); gap: var(--s1) var(--s4); padding-block: var(--s2); border-block-end: 1px solid var(--line); }
        .facts.is-list dt { line-height: 1.5rem; }

        /* Tables */
        .table-wrap { overflow-x: auto; }
        .table th, .table td { padding: var(--s3) var(--s4) var(--s3) 0; border-block-end: 1px solid var(--line); }
        .table th:last-child, .table td:last-child { padding-inline-end: 0; }
        .table thead th { font: 700 var(--t14); color: var(--ink-2); padding-block: var(--s2); border-block-end: 2px solid var(--ink); position: sticky; inset-block-start: 0; background: var(--paper); }
        .table tbody th { font-weight: 700; }
        .table .figure { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .table tbody tr:hover { background: var(--sunk); }
        .table caption { text-align: start; font: 700 var(--t16); padding-block-end: var(--s2); }
        .table .sub { display: block; font: var(--t14); color: var(--ink-2); }
        @media (max-width: 40rem) {
          .table.is-cards, .table.is-cards tbody, .table.is-cards tr, .table.is-cards th, .table.is-cards td { display: block; }
          .table.is-cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
          .table.is-cards tr { padding-block: var(--s3); border-block-end: 1px solid var(--line); }
          .table.is-cards tr:first-child { border-block-start: 2px solid var(--ink); }
          .table.is-cards th, .table.is-cards td { border: 0; padding: 0; text-align: start; }
          .table.is-cards th { padding-block-end: var(--s2); }
          .table.is-cards td[data-label] { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: var(--s3); }
          .table.is-cards td[data-label]::before { content: attr(data-label); font: var(--t14); line-height: 1.5rem; color: var(--ink-2); }
        }
        .filters + .table, .filters + .timeline { margin-block-start: var(--s5); }
        .filters { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s5); }
        .filters a[aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }

        /* A clock: how much of the time is used */
        .clock { display: inline-flex; gap: var(--s2); align-items: center; white-space: nowrap; }
        .clock svg { flex: none; width: 1.25rem; height: 1.25rem; }
        .clock .face { fill: none; stroke: var(--line); stroke-width: 4; }
        .clock .used { fill: none; stroke: var(--ink-2); stroke-width: 4; }
        .clock.is-late { color: var(--refused); font-weight: 700; }
        .clock.is-late .used { stroke: var(--refused); }
        .clock.is-soon { font-weight: 700; }
        .clock.is-soon .used { stroke: var(--ink); }

        /* Calendar strip: fourteen days */
        .strip { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); }
        .strip li { background: var(--paper); min-height: 5.25rem; padding: var(--s2); font: var(--t14); }
        .strip .off { background: var(--sunk); }
        .strip .today { box-shadow: inset 0 4px var(--accent); }
        .strip .day { display: block; color: var(--ink-2); }
        .strip .today .day { color: var(--ink); font-weight: 700; }
        .strip .due { display: flex; gap: 3px; margin-block-start: var(--s2); align-items: center; font-weight: 700; }
        .strip .due svg { flex: none; width: 0.625rem; height: 0.625rem; fill: var(--accent); }
        .strip .due.is-late { color: var(--refused); }
        .strip .due.is-late svg { fill: var(--refused); }
        .strip .note { display: block; color: var(--ink-2); margin-block-start: var(--s2); }
        @media (min-width: 60rem) { .strip { grid-template-columns: repeat(14, minmax(0, 1fr)); } .strip li { min-height: 6rem; } }
        @media (max-width: 47.99rem) {
          .strip { grid-template-columns: 1fr; }
          .strip .is-empty { display: none; }
          .strip li { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s5); min-height: 0; padding: var(--s3); font: var(--t16); }
          .strip .today { box-shadow: inset 4px 0 var(--accent); }
          .strip .day { min-width: 8.5rem; }
          .strip .due, .strip .note { margin-block-start: 0; }
        }

        /* Timeline: a mark, a date, what happened. With room, the date stands at the left. */
        .timeline > li { position: relative; display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: 0 var(--s4); padding-block-end: var(--s6); }
        .timeline > li::before { content: ""; position: absolute; inset-inline-start: calc(0.625rem - 1px); inset-block: 1.75rem 0.25rem; border-inline-start: 2px solid var(--line); }
        .timeline > li:last-child::before { display: none; }
        .timeline > li:last-child { padding-block-end: 0; }
        .timeline > li > .shape { grid-area: 1 / 1; margin-block-start: 0.125rem; }
        .timeline > li > time { grid-area: 1 / 2; color: var(--ink-2); font: var(--t14); line-height: 1.5rem; }
        .timeline > li > div { grid-area: 2 / 2; }
        @media (min-width: 40rem) {
          .timeline.is-dated > li { grid-template-columns: 6rem 1.25rem minmax(0, 1fr); }
          .timeline.is-dated > li > time { grid-area: 1 / 1; }
          .timeline.is-dated > li > .shape { grid-area: 1 / 2; }
          .timeline.is-dated > li > div { grid-area: 1 / 3; }
          .timeline.is-dated > li::before { inset-inline-start: calc(6rem + 1rem + 0.625rem - 1px); }
        }

        /* Flow: who received what. Drawn twice, once for narrow screens. */
        .flow text { fill: var(--ink); font: 16px var(--sans); }
        .flow .name { font-weight: 700; }
        .flow .sub { fill: var(--ink-2); font-size: 14px; }
        .flow .stream { fill: none; stroke: var(--accent); opacity: 0.42; }
        .flow .stopped { fill: none; stroke: var(--refused); stroke-width: 2; stroke-dasharray: 5 5; }
        .flow .bar { fill: var(--accent); }
        .flow .shape { color: var(--refused); }
        .flow .for-narrow { width: 100%; height: auto; }
        .flow .for-wide { display: none; }
        @media (min-width: 48rem) { .flow .for-wide { display: block; width: 100%; height: auto; } .flow .for-narrow { display: none; } }

        /* A request, tracked like a parcel */
        .parcel { display: grid; }
        .parcel > li { position: relative; display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: 0 var(--s4); padding-block-end: var(--s5); color: var(--ink-2); }
        .parcel > li::before { content: ""; position: absolute; inset-inline-start: calc(0.875rem - 2px); inset-block: 1.75rem 0; border-inline-start: 4px solid var(--line); }
        .parcel > li:last-child::before { display: none; }
        .parcel > li:last-child { padding-block-end: 0; }
        .parcel svg { width: 1.75rem; height: 1.75rem; }
        .dot { fill: var(--dot-fill, var(--paper)); stroke: var(--dot-line, var(--line-strong)); stroke-width: var(--dot-width, 2); }
        .core { fill: var(--accent); }
        .tick { fill: none; stroke: var(--on-accent); stroke-width: 2.5; }
        .parcel .is-done { color: var(--ink); --dot-fill: var(--accent); --dot-line: var(--accent); }
        .parcel .is-done::before { border-color: var(--accent); }
        .parcel .is-late { color: var(--ink); --dot-line: var(--refused); --dot-width: 4; --accent: var(--refused); }
        .parcel .is-late strong { color: var(--refused); }
        .parcel .is-now { color: var(--ink); --dot-line: var(--accent); --dot-width: 4; }
        .parcel strong { display: block; line-height: 1.75rem; }

        /* My choices: topic by channel */
        .matrix th, .matrix td { border-block-end: 1px solid var(--line); padding: 0; vertical-align: middle; }
        .matrix thead th { font: 700 var(--t14); text-align: center; padding-block: var(--s2); border-block-end: 2px solid var(--ink); width: 3.25rem; }
        .matrix thead th:first-child { width: auto; text-align: start; }
        .matrix tbody th { font-weight: 400; padding-block: var(--s2); padding-inline-end: var(--s2); }
        .matrix td { text-align: center; }
        .matrix td label { display: grid; place-items: center; min-height: 3rem; cursor: pointer; }
        .matrix input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
        .matrix .never { color: var(--ink-2); font: var(--t14); }

        /* Notice beside its findings */
        .reading { display: grid; gap: var(--s8); }
        .reading > * { min-width: 0; }
        .passage { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s3) var(--s8); }
        .passage .notice-words > * + * { margin-block-start: var(--s3); }
        .passage h3 { font-family: var(--serif); font-size: 1.1875rem; }
        .finding { border-block-start: 3px solid var(--state); padding-block-start: var(--s2); font: var(--t14); }
        .finding .state { font-size: 1rem; }
        .finding p { margin-block-start: var(--s1); }
        .finding + .finding { margin-block-start: var(--s4); }
        .grid-2 > .finding { margin: 0; }
        .gap { border: 2px dashed var(--state); padding: var(--s4); color: var(--ink-2); }
        @media (min-width: 60rem) { .passage { grid-template-columns: minmax(0, 36rem) minmax(0, 1fr); gap: var(--s3) var(--s12); } .passage .notice-words { padding-block-start: var(--s1); } }

        /* Coverage: one square an element */
        .coverage { display: grid; border-block-start: 2px solid var(--ink); }
        .coverage > li { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s1) var(--s5); padding-block: var(--s3); border-block-end: 1px solid var(--line); }
        .coverage .name { font-weight: 700; }
        .coverage .cells { display: flex; flex-wrap: wrap; gap: 3px; }
        .coverage .cells svg { width: 1.25rem; height: 1.25rem; }
        .coverage .rest { color: var(--ink-2); }
        @media (min-width: 48rem) { .coverage > li { grid-template-columns: 15.5rem 22rem minmax(0, 1fr); align-items: center; } }
        .cell-yes { fill: var(--allowed); stroke: var(--allowed); }
        .cell-part { fill: var(--needed); stroke: var(--needed); }
        .cell-no { fill: none; stroke: var(--refused); }
        .cell-na { fill: none; stroke: var(--line-strong); }
        .legend { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s6); font: var(--t14); color: var(--ink-2); }
        .legend > li { display: flex; gap: var(--s2); align-items: center; }
        .legend svg { width: 1.25rem; height: 1.25rem; }

        /* One line of numbers that add up */
        .tally { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--s4) var(--s6); padding-block: var(--s4); border-block: 1px solid var(--line); }
        .tally dt { font: var(--t14); color: var(--ink-2); display: flex; gap: var(--s2); align-items: center; }
        .tally dt svg { flex: none; width: 1.125rem; height: 1.125rem; }
        .tally dd { font: 700 var(--t36); letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
        .tally > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }

        .notes { border-block-start: 3px solid var(--ink); padding-block-start: var(--s3); }
        .notes h2 { font: 700 var(--t19); margin-block-end: var(--s3); }
        .notes + .notes { margin-block-start: var(--s10); }
        .links > li { padding-block: var(--s1); }
        .actions + .links { margin-block-start: var(--s4); }
        .banner { display: flex; gap: var(--s3); padding: var(--s4) var(--s5); background: var(--state-tint, var(--accent-tint)); max-width: var(--measure); border-radius: var(--radius); }
        .banner .shape { margin-block-start: 0.125rem; }
        """#
}
