extension StyleSheet {
    /// Pages and letters.
    static let pages = #"""
        /* 8 The patient's own pages ------------------------------------------- */
        .patient-page { font: var(--t19); }
        .patient-page .wrap { max-width: calc(var(--measure) + 2 * var(--gutter)); }
        .patient-page .small { font: var(--t16); }
        .patient-page .timeline time { font: var(--t16); }
        .patient-page details { font: var(--t16); }
        .jump { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s5); font: var(--t16); }
        .jump a { padding-block: var(--s2); }

        /* Style guide */
        .specimen { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s4); padding-block: var(--s6); border-block-start: 1px solid var(--line); }
        @media (min-width: 60rem) { .specimen { grid-template-columns: 12rem minmax(0, 1fr); gap: var(--s8); } }
        .specimen > h3 { font: 700 var(--t16); }
        .swatches { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: var(--s4); }
        .swatches svg { width: 100%; height: 3.5rem; border: 1px solid var(--line); }
        .sw-paper { fill: var(--paper); } .sw-sunk { fill: var(--sunk); } .sw-ink { fill: var(--ink); } .sw-ink-2 { fill: var(--ink-2); }
        .sw-line { fill: var(--line); } .sw-line-strong { fill: var(--line-strong); } .sw-accent { fill: var(--accent); } .sw-accent-tint { fill: var(--accent-tint); }
        .sw-allowed { fill: var(--allowed); } .sw-needed { fill: var(--needed); } .sw-refused { fill: var(--refused); } .sw-required { fill: var(--required); }
        .sw-focus { fill: var(--focus); }
        .t14 { font: var(--t14); } .t16 { font: var(--t16); } .t19 { font: var(--t19); } .t24 { font: 700 var(--t24); } .t36 { font: 700 var(--t36); }
        .bars rect { fill: var(--accent); }
        .row { display: flex; flex-wrap: wrap; gap: var(--s5) var(--s8); align-items: center; }
        .grid-2 { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s8); }
        @media (min-width: 48rem) { .grid-2 { grid-template-columns: repeat(2, minmax(0, 1fr)); } }

        /* 9 Letter ------------------------------------------------------------ */
        .letter-page { background: var(--sunk); }
        .letter-page main { padding-block: var(--s8); }
        .sheet-bar { max-width: 51rem; margin: 0 auto var(--s4); display: flex; flex-wrap: wrap; gap: var(--s3) var(--s6); align-items: center; justify-content: space-between; padding-inline: var(--gutter); }
        .letter {
          --ink: #14181c; --ink-2: #414951; --line: #d3d9de; --line-strong: #68727c; --paper: #ffffff; --accent: #0f477a; --accent-deep: #0a3358;
          max-width: 51rem; margin-inline: auto; padding: var(--s12) clamp(1.25rem, 9vw, 6rem) var(--s16); background: #fff; color: var(--ink);
          font-family: var(--serif); font-size: 1.125rem; line-height: 1.75rem; border: 1px solid var(--line);
        }
        .letter h1 { font: 700 1.5rem/2rem var(--serif); letter-spacing: 0; margin-block: var(--s8) var(--s4); }
        .letter h2 { font: 700 1.125rem/1.75rem var(--serif); letter-spacing: 0; margin-block: var(--s6) var(--s1); }
        .letter p + p { margin-block-start: var(--s3); }
        .letter ul { padding-inline-start: 1.25em; margin-block-start: var(--s2); }
        .letterhead { display: flex; flex-wrap: wrap; justify-content: space-between; gap: var(--s2) var(--s8); padding-block-end: var(--s4); border-block-end: 2px solid var(--ink); font: var(--t14); }
        .letterhead strong { font: 700 var(--t19); }
        .letter .address { margin-block-start: var(--s8); font-style: normal; }
        .letter .reference { font: var(--t14); color: var(--ink-2); margin-block-start: var(--s6); }
        .letter .sign { margin-block-start: var(--s8); }
        .letter .sign svg { width: 11rem; height: 3rem; }
        .letter .sign path { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linecap: round; }
        .letter footer { margin-block-start: var(--s8); padding-block-start: var(--s3); border-block-start: 1px solid var(--line-strong); font: var(--t14); color: var(--ink-2); }
        .slip { margin-block-start: var(--s10); padding-block-start: var(--s5); border-block-start: 2px dashed var(--line-strong); }
        .slip h2 { margin-block-start: 0; }
        .slip .lines { display: grid; gap: var(--s2); font: var(--t14); }
        .slip .lines > div { border-block-start: 1px solid var(--ink); padding-block-start: var(--s1); margin-block-start: var(--s8); }
        @media (min-width: 40rem) { .slip .lines { grid-template-columns: 2fr 1fr; column-gap: var(--s8); } }
        """#
}
