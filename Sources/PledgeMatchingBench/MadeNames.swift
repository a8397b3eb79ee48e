/// Names as they are spread among people: a few common, many rare.
enum MadeNames {
    private static let commonGiven = """
        James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
        Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret
        Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa
        José María Luis Carmen Juan Rosa Carlos Ana Jorge Elena Mohammed Aisha Wei Mei Nguyen Linh Andrzej Agnieszka
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)
    private static let commonFamily = """
        Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
        Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
        Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
        Mitchell Carter Roberts O'Brien Kowalski Müller Nowak Patel Singh Kim Park Chen Wang
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)
    private static let starts = [
        "Ba", "Cor", "De", "El", "Fer", "Gra", "Hol", "Ja", "Kra", "Lan", "Mor", "Nor", "Pe", "Ros",
        "Ste", "Tor", "Va", "Wes", "Yar", "Za",
    ]
    private static let middles = ["", "la", "ri", "man", "den", "to", "ve", "sky", "li", "no", "ber", "ga", "che"]
    private static let ends = [
        "n", "son", "ton", "ley", "ski", "ez", "er", "ini", "ov", "ford", "wood", "stein", "a", "ie",
    ]
    private static let streetKinds = ["Street", "St", "Avenue", "Ave", "Road", "Drive", "Lane", "Court", "Blvd"]

    static func given(_ chance: inout Chance) -> String {
        chance.is(0.7) ? commonGiven[chance.skewed(commonGiven.count)] : made(chance.skewed(3_640))
    }

    static func family(_ chance: inout Chance) -> String {
        chance.is(0.45) ? commonFamily[chance.skewed(commonFamily.count)] : made(3_639 - chance.skewed(3_640))
    }

    static func street(_ chance: inout Chance) -> String {
        let name = chance.is(0.3) ? commonFamily[chance.skewed(commonFamily.count)] : made(chance.skewed(3_640))
        return name + " " + streetKinds[chance.skewed(streetKinds.count)]
    }

    static func town(_ rank: Int) -> String { made(rank * 17 % 3_640) + (rank % 4 == 0 ? " City" : "ville") }

    /// The name of a rank below 3,640.
    private static func made(_ rank: Int) -> String {
        let rest = rank / starts.count
        return starts[rank % starts.count] + middles[rest % middles.count] + ends[rest / middles.count % ends.count]
    }
}
