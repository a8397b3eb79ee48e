extension StyleSheet {
    /// Tokens, elements, type.
    static let base = #"""
        /* Pledge: one style sheet.
           1 tokens · 2 base · 3 type · 4 shell · 5 states · 6 controls · 7 components
           8 pages · 9 letter · 10 print, motion, forced colors
           Every text color reaches 7:1 on every ground it is used on, light and dark. */

        /* 1 Tokens ------------------------------------------------------------ */
        :root {
          color-scheme: light dark;

          --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
          --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif;
          --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;

          /* 14 16 19 24 36, each with a line height on the 4 px grid */
          --t14: 0.875rem/1.25rem var(--sans);
          --t16: 1rem/1.5rem var(--sans);
          --t19: 1.1875rem/1.75rem var(--sans);
          --t24: 1.5rem/2rem var(--sans);
          --t36: 2.25rem/2.5rem var(--sans);

          --s1: 0.25rem;  --s2: 0.5rem;  --s3: 0.75rem;  --s4: 1rem;  --s5: 1.25rem;
          --s6: 1.5rem;   --s8: 2rem;    --s10: 2.5rem;  --s12: 3rem; --s16: 4rem;

          --page: 70rem;
          --measure: 40rem;
          --gutter: 1rem;
          --radius: 3px;
          --touch: 2.75rem;

          --paper: #ffffff;  --sunk: #f4f6f7;
          --ink: #14181c;    --ink-2: #414951;
          --line: #d3d9de;   --line-strong: #68727c;
          --accent: #0f477a; --accent-deep: #0a3358; --accent-tint: #e9f1f8; --on-accent: #ffffff;
          --allowed: #0d5733;  --allowed-tint: #e7f4ec;
          --needed: #6a4100;   --needed-tint: #fcf2dd;
          --refused: #941320;  --refused-tint: #fcecea;
          --required: #532d89; --required-tint: #f2ecfb;
          --focus: #ffcf33;    --focus-ink: #14181c;
        }

        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #13171a;  --sunk: #1b2024;
            --ink: #eef1f3;    --ink-2: #b9c1c9;
            --line: #363e45;   --line-strong: #8b959f;
            --accent: #a3cef5; --accent-deep: #c6e1fa; --accent-tint: #182a3a; --on-accent: #0d1a26;
            --allowed: #86d9a9;  --allowed-tint: #14291e;
            --needed: #f2c66d;   --needed-tint: #2c2310;
            --refused: #ffa8a2;  --refused-tint: #371b1c;
            --required: #d3b9ff; --required-tint: #271f39;
          }
        }

        @media (min-width: 48rem) {
          :root { --gutter: 2rem; }
        }

        /* 2 Base -------------------------------------------------------------- */
        *, ::before, ::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: var(--s16); }
        body {
          margin: 0; min-height: 100vh; display: flex; flex-direction: column;
          background: var(--paper); color: var(--ink); font: var(--t16);
          overflow-wrap: break-word;
        }
        h1, h2, h3, h4, p, ul, ol, dl, dd, figure, blockquote, table, fieldset { margin: 0; padding: 0; }
        ul[class], ol[class], nav ul { list-style: none; }
        fieldset { border: 0; min-width: 0; }
        svg { display: block; max-width: 100%; }
        img { max-width: 100%; height: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: start; vertical-align: top; }

        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
        a:hover, a.is-hover { color: var(--accent-deep); text-decoration-thickness: 3px; }

        /* Two rings, dark inside and yellow outside: seen on any ground. */
        :focus-visible, .is-focus {
          outline: 3px solid var(--focus-ink); outline-offset: 0;
          box-shadow: 0 0 0 6px var(--focus); border-radius: var(--radius);
        }
        main:focus { outline: none; box-shadow: none; }

        .hidden {
          position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0;
          overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
        }

        /* 3 Type -------------------------------------------------------------- */
        h1 { font: 700 var(--t36); letter-spacing: -0.015em; text-wrap: balance; }
        h2 { font: 700 var(--t24); letter-spacing: -0.008em; text-wrap: balance; }
        h3 { font: 700 var(--t19); }
        h4 { font: 700 var(--t16); }
        @media (max-width: 30rem) {
          h1 { font-size: 1.875rem; line-height: 2.25rem; }
        }
        .lead { font: var(--t19); text-wrap: pretty; }
        p { text-wrap: pretty; }
        .small { font: var(--t14); }
        .quiet { color: var(--ink-2); }
        .number { font-variant-numeric: tabular-nums; }
        .spaced { margin-block-start: var(--s6); }
        .nowrap { white-space: nowrap; }
        .prose > * + * { margin-block-start: var(--s4); }
        .prose { max-width: var(--measure); }
        .eyebrow { font: 700 var(--t14); color: var(--ink-2); }
        kbd {
          font: 700 0.875rem/1.25rem var(--mono); padding: 0 var(--s2); border: 1px solid var(--line-strong);
          border-radius: var(--radius); background: var(--paper);
        }

        /* The notice's own words are always set in the serif: one voice, one face. */
        .notice-words { font-family: var(--serif); font-size: 1.1875rem; line-height: 1.75rem; }
        """#
}
