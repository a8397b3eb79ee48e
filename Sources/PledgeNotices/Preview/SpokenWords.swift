/// How signs and abbreviations are said in a language.
struct SpokenWords: Sendable {
    /// Abbreviations in lower case, with their periods, and what is said.
    let abbreviations: [String: String]
    /// Signs inside and around words.
    let signs: [Character: String]
    /// Signs inside addresses of mail and of the web.
    let address: [Character: String]
    /// Words in capitals that stay so.
    let names: Set<String>
    let months: [String]
    let and: String
    let or: String
    let percent: String
    let section: String
    let point: String
    /// One, and more than one.
    let dollar: (String, String)
    let cent: (String, String)
    /// Month, day and year.
    let day: @Sendable (String, Int, Int) -> String

    static func of(_ language: NoticeDocument.Language) -> SpokenWords {
        switch language {
        case .english: english
        case .spanish: spanish
        }
    }

    private static let english = SpokenWords(
        abbreviations: [
            "e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "u.s.": "United States",
            "u.s": "United States", "dr.": "Doctor", "mr.": "Mister", "mrs.": "Missus", "vs.": "versus",
            "inc.": "Incorporated", "ste.": "Suite", "no.": "number", "w/": "with", "w/o": "without", "c/o": "care of",
            "and/or": "and, or", "him/her": "him or her", "his/her": "his or her", "he/she": "he or she",
            "hhs": "H H S", "ocr": "O C R", "phi": "P H I", "ephi": "electronic P H I", "cfr": "C F R",
            "hiv": "H I V", "ohca": "O H C A", "npp": "notice of privacy practices", "fda": "F D A", "id": "I D",
            "n.w.": "Northwest", "s.w.": "Southwest", "n.e.": "Northeast", "s.e.": "Southeast", "p.o.": "P O",
            "d.c.": "D C", "a.m.": "A M", "p.m.": "P M", "ext.": "extension", "&": "and",
        ],
        signs: [
            "&": "and", "%": "percent", "§": "section", "+": "plus", "=": "equals", "@": "at", "#": "number",
            "°": "degrees", "€": "euros", "£": "pounds",
        ],
        address: ["@": "at", ".": "dot", "/": "slash", "-": "hyphen", "_": "underscore", "?": "question mark"],
        names: ["HIPAA", "AIDS", "USA", "I"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        and: "and", or: "or", percent: "percent", section: "section", point: "point", dollar: ("dollar", "dollars"),
        cent: ("cent", "cents"), day: { "\($0) \($1), \($2)" })

    private static let spanish = SpokenWords(
        abbreviations: [
            "p.ej.": "por ejemplo", "etc.": "etcétera", "ee.uu.": "Estados Unidos", "dr.": "Doctor", "dra.": "Doctora",
            "sr.": "Señor", "sra.": "Señora", "ud.": "usted", "uds.": "ustedes", "núm.": "número", "y/o": "y, o",
            "él/ella": "él o ella", "hhs": "H H S", "phi": "P H I", "vih": "V I H", "tel.": "teléfono", "&": "y",
        ],
        signs: [
            "&": "y", "%": "por ciento", "§": "sección", "+": "más", "=": "igual", "@": "arroba", "#": "número",
            "°": "grados", "€": "euros", "£": "libras",
        ],
        address: ["@": "arroba", ".": "punto", "/": "barra", "-": "guion", "_": "guion bajo", "?": "interrogación"],
        names: ["HIPAA"],
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        and: "y", or: "o", percent: "por ciento", section: "sección", point: "punto", dollar: ("dólar", "dólares"),
        cent: ("centavo", "centavos"), day: { "\($1) de \($0) de \($2)" })
}
