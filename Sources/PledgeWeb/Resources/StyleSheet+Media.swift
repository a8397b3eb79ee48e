extension StyleSheet {
    /// Print, motion, forced colors.
    static let media = #"""
        /* 10 Print, motion, forced colors -------------------------------------- */
        @media (prefers-reduced-motion: no-preference) {
          .button, .tile, .lawful a { transition: background-color 120ms ease-out, border-color 120ms ease-out; }
        }

        @media print {
          :root {
            color-scheme: light;
            --paper: #fff; --sunk: #fff; --ink: #000; --ink-2: #333; --line: #999; --line-strong: #555;
            --accent: #000; --accent-deep: #000; --accent-tint: #fff; --on-accent: #fff;
            --allowed: #0d5733; --needed: #6a4100; --refused: #941320; --required: #532d89;
            --allowed-tint: #fff; --needed-tint: #fff; --refused-tint: #fff; --required-tint: #fff;
          }
          @page { size: letter; margin: 0.75in 1in; }
          html { font-size: 11pt; }
          body { display: block; }
          .nav, .who, .skip, .back, .actions, .sheet-bar, .filters, .search-row, .jump, .panel, .no-print { display: none !important; }
          main { padding-block: 1rem; }
          .wrap, .patient-page .wrap { max-width: none; padding-inline: 0; }
          .answer { border: 2px solid var(--state); border-block-start-width: 6px; padding: 1rem; }
          .columns, .columns.is-wide { display: block; }
          .columns > * + * { margin-block-start: 1.5rem; }
          details::details-content { content-visibility: visible; block-size: auto; }
          details > summary { list-style: none; font-weight: 700; }
          .section + .section, .section { margin-block-start: 1.25rem; }
          .section > h2 { margin-block-end: 0.5rem; }
          .answer + * { margin-block-start: 1.25rem; }
          .lawful { gap: 0; padding-inline-start: 1.25rem; list-style: square; }
          .lawful a { display: block; border: 0; padding: 0.25rem 0; min-height: 0; }
          .lawful a strong { display: block; }
          .lawful a::after { content: none; }
          .strip { gap: 0; background: none; border-width: 1px 0 0 1px; }
          .strip li { border: solid var(--line); border-width: 0 1px 1px 0; min-height: 4rem; }
          .tile, .receipt { border: 1px solid var(--line-strong); }
          .receipt { mask: none; }
          .foot { margin-block-start: 1.25rem; break-before: avoid; }
          .foot .wrap { padding-block: 0.5rem; }
          a { color: inherit; text-decoration: none; }
          h1, h2, h3 { break-after: avoid; }
          h2 { font-size: 13pt; line-height: 17pt; }
          .lead, .why, .say p:last-child, .patient-page { font-size: 12pt; line-height: 16pt; }
          .answer-title { font-size: 22pt; line-height: 26pt; }
          .answer-title .shape { width: 2rem; height: 2rem; }
          .patient-page .timeline > li { padding-block-end: 0.75rem; }
          .matrix td label { min-height: 2rem; }
          li, tr, figure, .receipt, .finding, .panel { break-inside: avoid; }
          thead { display: table-header-group; }
          .table thead th { position: static; }
          .letter-page, .letter-page main { background: none; padding: 0; }
          .letter { border: 0; padding: 0; max-width: none; font-size: 11pt; line-height: 14.5pt; }
          .letter h1 { font-size: 14pt; line-height: 18pt; margin-block: 16pt 8pt; }
          .letter h2 { font-size: 11pt; line-height: 14.5pt; margin-block: 9pt 1pt; }
          .letter p + p { margin-block-start: 5pt; }
          .letter .address { margin-block-start: 20pt; }
          .letter .reference, .letter .sign, .letter footer { margin-block-start: 12pt; }
          .letter .sign svg { height: 2rem; width: 7.5rem; }
          .letter .slip { margin-block-start: 14pt; padding-block-start: 10pt; }
          .letter .slip { break-inside: avoid; }
        }

        @media (forced-colors: active) {
          .glyph { stroke: Canvas; }
          .answer, .panel, .banner, .tile { border: 2px solid CanvasText; }
          .layer.is-deciding .sheet { stroke: Highlight; }
          .nav a { border-block-end-color: Canvas; }
          .nav a[aria-current] { border-block-end-color: Highlight; }
        }
        """#
}
