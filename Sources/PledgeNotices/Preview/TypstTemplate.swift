/// How a notice looks on paper, for Typst; the notice itself comes as data.
enum TypstTemplate {
    /// `data` is the notice, read by the line that the caller puts before this.
    ///
    /// - Source: PDF/UA-1 (ISO 14289-1): a title, a language, headings in order; Typst refuses a document without.
    static let body = """
        #set document(title: data.title, author: if data.organization == "" { () } else { (data.organization,) })
        #set text(
          lang: data.language, size: data.size * 1pt, fill: rgb("#14181c"), hyphenate: false,
          font: ("Liberation Sans", "DejaVu Sans", "Libertinus Serif"),
        )
        #set page(
          paper: "us-letter", margin: 2.2cm,
          footer: context align(center, text(size: calc.max(9pt, data.size * 0.8pt), fill: rgb("#414951"))[
            #data.page #counter(page).display() #data.of #counter(page).final().first()
          ]),
        )
        #set par(leading: 0.75em, spacing: 1.2em)
        #set list(spacing: 0.9em)
        #set enum(spacing: 0.9em)
        #show heading: set text(fill: rgb(data.color))
        #show heading: set block(above: 1.6em, below: 0.9em, sticky: true)
        #let shown(runs) = for run in runs {
          let parts = run.text.split("\\n").map(part => [#part])
          let body = parts.join(linebreak())
          if run.blank { body = highlight(fill: rgb("#fcf2dd"), text(fill: rgb("#6a4100"), body)) }
          if run.emphasized { body = emph(body) }
          if run.strong { body = strong(body) }
          body
        }
        #if data.organization != "" {
          block(below: 1.4em, text(weight: "bold", fill: rgb(data.color), data.organization))
        }
        #for part in data.blocks {
          if part.kind == "heading" { heading(level: part.level, shown(part.runs)) }
          else if part.kind == "paragraph" { par(text(lang: part.language, shown(part.runs))) }
          else if part.kind == "numbers" { enum(..part.items.map(shown)) }
          else { list(..part.items.map(shown)) }
        }

        """
}
