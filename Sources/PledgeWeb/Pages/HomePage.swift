import PledgeDecisions

/// A situation to start from.
struct Tile {
    let title: String
    let hint: String?
    let link: String
}

/// Tiles under one heading.
struct TileGroup {
    let heading: String
    let tiles: [Tile]
}

/// The everyday situations, and a field to say it in one's own words.
struct HomePage {
    let groups: [TileGroup]
    let typed = ""

    init(_ interview: Interview) {
        var headings: [String] = []
        var tiles: [String: [Tile]] = [:]
        for situation in interview.rulebook.situations {
            if tiles[situation.heading] == nil { headings.append(situation.heading) }
            tiles[situation.heading, default: []].append(Tile(situation))
        }
        self.groups = headings.map { TileGroup(heading: $0, tiles: tiles[$0] ?? []) }
    }
}

extension Tile {
    init(_ situation: Situation) {
        self.init(
            title: situation.title.firstUppercased, hint: situation.hint.isEmpty ? nil : situation.hint.firstUppercased,
            link: Link.ask(InterviewState(opening: Opening(situation))))
    }
}

/// What a few everyday words may mean.
struct SearchPage {
    let headline: String
    let lead: String?
    /// What was typed, back in the field so that it can be changed.
    let typed: String
    let hasFound: Bool
    let groups: [TileGroup]
    let startLink: String

    init(_ typed: String, interview: Interview) {
        let words = interview.words
        let search = InterviewSearch(typed, rulebook: interview.rulebook, words: words)
        self.typed = String(typed.prefix(InterviewSearch.textMax))
        self.hasFound = !search.isEmpty
        self.headline = words(search.isEmpty ? .foundNothing : .closest)
        self.lead = words(search.isEmpty ? .foundNothingLead : .foundLead)
        self.startLink = search.opening.map(Link.start) ?? "/start"
        var groups: [TileGroup] = []
        if !search.situations.isEmpty {
            groups.append(TileGroup(heading: words(.allSituations), tiles: search.situations.map(Tile.init)))
        }
        let kinds = search.kinds.map { kind in
            var opening = search.opening ?? Opening(recipients: [kind.name])
            opening.recipients = [kind.name]
            let about = [
                opening.purpose.map { interview.wordsOf([$0], .purpose) },
                opening.item.map { interview.wordsOf([$0], .item) },
            ].compactMap { $0 }.joined(separator: ", ")
            return Tile(
                title: kind.words.firstUppercased, hint: about.isEmpty ? nil : about.firstUppercased,
                link: Link.start(opening))
        }
        if !kinds.isEmpty { groups.append(TileGroup(heading: words(.whoAsks), tiles: kinds)) }
        self.groups = groups
    }
}
