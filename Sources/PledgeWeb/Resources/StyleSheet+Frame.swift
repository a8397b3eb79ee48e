extension StyleSheet {
    /// Shell, states, controls.
    static let frame = #"""
        /* 4 Shell ------------------------------------------------------------- */
        .wrap { width: 100%; max-width: calc(var(--page) + 2 * var(--gutter)); margin-inline: auto; padding-inline: var(--gutter); }
        .skip { position: absolute; inset-inline-start: var(--s4); inset-block-start: -10rem; padding: var(--s2) var(--s4); background: var(--focus); color: var(--focus-ink); z-index: 9; }
        .skip:focus { inset-block-start: var(--s2); color: var(--focus-ink); }

        .top { border-block-end: 1px solid var(--line); }
        .top .wrap { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; column-gap: var(--s8); }
        .org { font: 700 var(--t19); color: var(--ink); text-decoration: none; padding-block: var(--s4) var(--s2); }
        .org:hover { color: var(--ink); text-decoration: underline; }
        .who { font: var(--t14); color: var(--ink-2); display: flex; flex-wrap: wrap; gap: 0 var(--s4); padding-block: var(--s1); }
        .who a { color: inherit; }
        .nav { flex-basis: 100%; }
        .nav ul { display: flex; flex-wrap: wrap; column-gap: var(--s6); }
        .nav a {
          display: block; padding-block: var(--s2) calc(var(--s2) + 1px); color: var(--ink-2);
          text-decoration: none; border-block-end: 3px solid transparent; margin-block-end: -1px;
        }
        .nav a:hover { color: var(--ink); border-block-end-color: var(--line-strong); }
        .nav a[aria-current] { color: var(--ink); font-weight: 700; border-block-end-color: var(--accent); }

        main { flex: 1; padding-block: var(--s8) var(--s16); }
        .foot { border-block-start: 1px solid var(--line); font: var(--t14); color: var(--ink-2); }
        .foot .wrap { display: flex; flex-wrap: wrap; justify-content: space-between; gap: var(--s2) var(--s8); padding-block: var(--s6); }
        .foot a { color: inherit; }

        .back { display: inline-block; font: var(--t16); margin-block-end: var(--s4); }
        .back::before { content: "\2190\00a0"; }
        .page-head { margin-block-end: var(--s8); }
        .page-head > * + * { margin-block-start: var(--s2); }
        .page-head .lead { max-width: var(--measure); }
        .page-head .actions { margin-block-start: var(--s5); }
        .page-head .facts { margin-block-start: var(--s4); }
        .rows + .actions, .coverage + p, .timeline + .actions, .timeline + p { margin-block-start: var(--s5); }

        .stack > * + * { margin-block-start: var(--s4); }
        .stack-2 > * + * { margin-block-start: var(--s2); }
        .stack-6 > * + * { margin-block-start: var(--s6); }
        .section + .section { margin-block-start: var(--s12); }
        .section > h2 { margin-block-end: var(--s4); }
        .section > h2 + .quiet { margin-block: calc(-1 * var(--s3)) var(--s4); max-width: var(--measure); }

        /* Two columns: the work at left, what it rests on at right. */
        .columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s12); }
        @media (min-width: 60rem) {
          .columns { grid-template-columns: minmax(0, var(--measure)) minmax(0, 1fr); gap: var(--s16); }
          .columns.is-wide { grid-template-columns: minmax(0, 1fr) 19rem; gap: var(--s12); }
        }

        /* 5 The four states: a word, a shape, a color ------------------------- */
        .is-allowed  { --state: var(--allowed);  --state-tint: var(--allowed-tint); }
        .is-needed   { --state: var(--needed);   --state-tint: var(--needed-tint); }
        .is-refused  { --state: var(--refused);  --state-tint: var(--refused-tint); }
        .is-required { --state: var(--required); --state-tint: var(--required-tint); }

        .shape { flex: none; width: 1.25rem; height: 1.25rem; color: var(--state, var(--ink-2)); }
        .glyph { stroke: var(--paper); }
        .state { display: inline-flex; gap: var(--s2); align-items: center; font-weight: 700; color: var(--state, var(--ink-2)); }
        .state .shape { width: 1.125rem; height: 1.125rem; }

        .answer { border-block-start: 6px solid var(--state); background: var(--state-tint); padding: var(--s6) var(--gutter) var(--s8); }
        .answer-title { display: flex; font: 700 var(--t36); gap: var(--s4); align-items: center; color: var(--state); }
        .answer-title .shape { width: 3rem; height: 3rem; }
        .answer .why { font: var(--t19); margin-block-start: var(--s4); max-width: var(--measure); }
        .say { margin-block-start: var(--s5); max-width: 48rem; }
        .answer + * { margin-block-start: var(--s10); }
        .say .eyebrow { color: var(--ink-2); }
        .say p:last-child { font: var(--t24); text-indent: -0.34em; text-wrap: pretty; margin-block-start: var(--s1); }
        @media (max-width: 30rem) {
          .answer-title { gap: var(--s3); align-items: flex-start; font-size: 1.875rem; line-height: 2.25rem; }
          .answer-title .shape { width: 2.25rem; height: 2.25rem; }
          .say p:last-child { font: var(--t19); }
        }

        /* 6 Controls ---------------------------------------------------------- */
        .button {
          display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: var(--touch); padding: var(--s2) var(--s5);
          font: 700 var(--t16); text-align: center; text-decoration: none; cursor: pointer;
          color: var(--on-accent); background: var(--accent); border: 2px solid var(--accent); border-radius: var(--radius);
        }
        .button:hover, .button.is-hover { background: var(--accent-deep); border-color: var(--accent-deep); color: var(--on-accent); }
        .button.is-plain { color: var(--accent); background: transparent; }
        .button.is-plain:hover, .button.is-plain.is-hover { background: var(--accent-tint); color: var(--accent-deep); }
        .button.is-grave { background: var(--refused); border-color: var(--refused); color: var(--paper); }
        .button[disabled] { background: var(--sunk); border-color: var(--line-strong); border-style: dashed; color: var(--ink-2); cursor: not-allowed; }
        .actions { display: flex; flex-wrap: wrap; gap: var(--s4) var(--s5); align-items: center; }

        .field { max-width: var(--measure); }
        .field > label, .field > legend, legend { display: block; padding: 0; font: 700 var(--t16); }
        legend.is-big, label.is-big { font: 700 var(--t24); }
        .hint { color: var(--ink-2); margin-block-start: var(--s1); }
        input[type="text"], input[type="password"], input[type="search"], input[type="tel"], input[type="email"], input[type="date"], textarea, select {
          display: block; width: 100%; min-height: var(--touch); margin-block-start: var(--s2); padding: var(--s2) var(--s3);
          font: var(--t16); color: var(--ink); background: var(--paper); border: 2px solid var(--line-strong); border-radius: var(--radius);
        }
        textarea { min-height: 7rem; resize: vertical; }
        .is-short { max-width: 12rem; }
        .error { display: flex; gap: var(--s2); align-items: flex-start; margin-block-start: var(--s2); font-weight: 700; color: var(--refused); }
        .error .shape { color: inherit; margin-block-start: 0.125rem; }
        .has-error { border-inline-start: 4px solid var(--refused); padding-inline-start: var(--s4); }
        .has-error input { border-color: var(--refused); }
        .search-row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s3); align-items: end; }
        .search-row .button { margin-block-start: var(--s2); }

        .choice { position: relative; display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); align-items: start; min-height: var(--touch); }
        .choice input { grid-row: 1; grid-column: 1; width: 1.5rem; height: 1.5rem; margin: 0.625rem 0 0; accent-color: var(--accent); }
        .choice label { grid-column: 2; padding-block: 0.625rem; cursor: pointer; }
        .choice .hint { grid-column: 2; margin: -0.375rem 0 var(--s2); }

        .error-summary { border: 4px solid var(--refused); padding: var(--s5); max-width: var(--measure); }
        .error-summary ul { margin-block-start: var(--s2); padding: 0; }
        .error-summary a { color: var(--refused); font-weight: 700; }

        details > summary { cursor: pointer; color: var(--accent); padding-block: var(--s2); width: fit-content; max-width: 100%; }
        details > summary:hover { text-decoration: underline; text-decoration-thickness: 3px; text-underline-offset: 0.18em; }
        details[open] > summary { color: var(--ink); font-weight: 700; }
        details > :not(summary) { margin-block-start: var(--s2); }
        """#
}
