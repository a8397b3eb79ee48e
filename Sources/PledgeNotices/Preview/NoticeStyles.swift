/// The looks of a notice's page.
enum NoticeStyles {
    /// A style sheet for screen and paper.
    ///
    /// Text reaches 7:1 on white: `#14181c` 17.9, `#414951` 9.1, and a `BrandColor` by its own rule.
    static func sheet(color: BrandColor, isLarge: Bool) -> String {
        let size = isLarge ? "18pt" : "1.125rem"
        return """
            :root { color-scheme: light; --ink: #14181c; --quiet: #414951; --brand: \(color.hex); }
            *, ::before, ::after { box-sizing: border-box; }
            html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
            body {
              margin: 0 auto; padding: 1.5rem; max-width: \(isLarge ? "46rem" : "42rem");
              background: #ffffff; color: var(--ink);
              font: \(size)/1.6 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: break-word;
            }
            h1, h2, h3, h4, h5, h6 { color: var(--brand); line-height: 1.25; margin: 1.8em 0 0.5em; }
            h1 { font-size: 1.8em; margin-top: 0.6em; }
            h2 { font-size: 1.35em; }
            h3 { font-size: 1.15em; }
            h4, h5, h6 { font-size: 1em; }
            p, ul, ol { margin: 0 0 1em; }
            ul, ol { padding-left: 1.6em; }
            li { margin-bottom: 0.4em; }
            a { color: var(--brand); text-underline-offset: 0.18em; }
            a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
            mark { background: #fcf2dd; color: #6a4100; outline: 1px dashed #6a4100; }
            header { border-bottom: 3px solid var(--brand); margin-bottom: 1rem; }
            header p { font-weight: 700; color: var(--brand); margin-bottom: 0.4em; }
            nav { border: 1px solid var(--quiet); padding: 1rem 1.25rem 0; margin: 1.5rem 0; }
            nav p { font-weight: 700; margin-bottom: 0.4em; }
            main:focus { outline: none; }
            .skip { position: absolute; left: -100rem; background: #ffffff; padding: 0.5rem; }
            .skip:focus { left: 1rem; top: 1rem; }
            @media print {
              @page { margin: 2.2cm; }
              body { padding: 0; max-width: none; font-size: \(isLarge ? "18pt" : "12pt"); }
              nav, .skip { display: none; }
              h1, h2, h3, h4, h5, h6 { break-after: avoid; }
              li, p { orphans: 3; widows: 3; }
            }

            """
    }
}
