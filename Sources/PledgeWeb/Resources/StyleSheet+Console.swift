extension StyleSheet {
    /// Parts of the staff console that other pages do not have.
    static let console = #"""
        /* The console ----------------------------------------------------------- */
        .button.is-small { min-height: 2.25rem; padding: var(--s1) var(--s3); font: 700 var(--t14); }
        .picture { overflow-x: auto; background: #fff; border: 1px solid var(--line); }
        .picture img { display: block; width: 100%; min-width: 40rem; height: auto; }
        .chart { max-width: 56rem; margin-block-end: var(--s6); }
        .chart svg { width: 100%; height: auto; }
        .chart text { fill: var(--ink); font: 14px var(--sans); }
        .chart .bar { fill: var(--accent); }
        @media (max-width: 40rem) { .chart { display: none; } }
        pre { overflow-x: auto; padding: var(--s4); background: var(--sunk); font: 0.875rem/1.375rem var(--mono); max-height: 30rem; }
        dd code, p code { font: 0.875rem/1.5rem var(--mono); overflow-wrap: anywhere; }
        .table tbody th .state { display: flex; font: 700 var(--t14); margin-block-end: var(--s1); }
        .table tbody th .state .shape { width: 1rem; height: 1rem; }
        .receipt .facts.is-list > div { border-block-end: 0; grid-template-columns: 6.5rem minmax(0, 1fr); }
        .panel fieldset .choice label { padding-inline-end: var(--s2); }
        .panel + .panel, .panel + form { margin-block-start: var(--s6); }
        .page-head .state { margin-block-end: var(--s2); }
        form.panel input[type="text"], form.panel select { background: var(--paper); }
        @media (max-width: 40rem) {
          .table.is-cards td[data-label]:empty { display: none; }
          .table.is-cards .clock { white-space: normal; }
        }
        .timeline a, .rows a { overflow-wrap: anywhere; }
        .scan { display: block; max-width: 100%; height: auto; margin-block-end: var(--s4); }
        .key { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
        """#
}
