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
    let startLink: String
    let hidden: [HiddenField]

    init(_ interview: Interview, _ link: Link = Link()) {
        startLink = link.begin("/start")
        hidden = HiddenField.all(link)
        var headings: [String] = []
        var tiles: [String: [Tile]] = [:]
        for situation in interview.rulebook.situations {
            if tiles[situation.heading] == nil { headings.append(situation.heading) }
            tiles[situation.heading, default: []].append(Tile(situation, link))
        }
        self.groups = headings.map { TileGroup(heading: $0, tiles: tiles[$0] ?? []) }
    }
}

extension Tile {
    init(_ situation: Situation, _ link: Link) {
        self.init(
            title: situation.title.firstUppercased, hint: situation.hint.isEmpty ? nil : situation.hint.firstUppercased,
            link: link.ask(InterviewState(opening: Opening(situation))))
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
    let situationsLink: String
    let hidden: [HiddenField]

    init(_ typed: String, interview: Interview, link: Link = Link()) {
        let words = interview.words
        let search = InterviewSearch(typed, rulebook: interview.rulebook, words: words)
        self.typed = String(typed.prefix(InterviewSearch.textMax))
        self.hasFound = !search.isEmpty
        self.headline = words(search.isEmpty ? .foundNothing : .closest)
        self.lead = words(search.isEmpty ? .foundNothingLead : .foundLead)
        self.startLink = search.opening.map(link.start) ?? link.begin("/start")
        self.situationsLink = link.begin(link.home)
        self.hidden = HiddenField.all(link)
        var groups: [TileGroup] = []
        if !search.situations.isEmpty {
            groups.append(TileGroup(heading: words(.allSituations), tiles: search.situations.map { Tile($0, link) }))
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
                link: link.start(opening))
        }
        if !kinds.isEmpty { groups.append(TileGroup(heading: words(.whoAsks), tiles: kinds)) }
        self.groups = groups
    }
}

/// What a form carries along unseen.
struct HiddenField {
    let name: String
    let value: String

    /// Whom it is about, and who gets it.
    static func all(_ link: Link) -> [HiddenField] {
        [("p", link.patient), ("to", link.recipient)].compactMap { name, value in
            value.map { HiddenField(name: name, value: $0) }
        }
    }
}
