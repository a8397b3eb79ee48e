/// Compares two records field by field.
///
/// A class, so that millions of calls copy nothing.
final class PairComparison: Sendable {
    private let columns: Columns
    private static let closeFrom = 0.92
    private static let similarFrom = 0.8
    /// How much better swapped values must fit before they count as swapped.
    private static let swapGain = 3
    /// Digits of a telephone number of North America after the area code.
    private static let withoutArea = 7

    init(_ columns: Columns) { self.columns = columns }

    func pattern(_ left: Int, _ right: Int) -> PairPattern {
        var pattern = PairPattern()
        setNames(&pattern, left, right)
        setLines(&pattern, left, right)
        pattern.set(.birth, births(columns.birth[left], columns.birth[right]))
        pattern.set(.phone, phones(left, right))
        pattern.set(.number, code(columns.numbers, columns.number[left], columns.number[right]))
        pattern.set(.city, text(columns.cities, columns.city[left], columns.city[right]))
        pattern.set(.postcode, code(columns.postcodes, columns.postcode[left], columns.postcode[right]))
        pattern.set(.state, code(columns.states, columns.state[left], columns.state[right]))
        return pattern
    }

    private func setNames(_ pattern: inout PairPattern, _ left: Int, _ right: Int) {
        let (given, family) = (columns.given, columns.family)
        let best = ordered(
            columns.names, (given[left], family[left]), (given[right], family[right]), name(_:_:role:))
        pattern.set(.given, best.first)
        pattern.set(.family, best.second)
        pattern.areNamesSwapped = best.isSwapped
    }

    private func setLines(_ pattern: inout PairPattern, _ left: Int, _ right: Int) {
        let (street, unit) = (columns.street, columns.unit)
        let best = ordered(columns.lines, (street[left], unit[left]), (street[right], unit[right])) {
            text(columns.lines, $0, $1, role: $2)
        }
        pattern.set(.street, best.first)
        pattern.set(.unit, best.second)
        pattern.areLinesSwapped = best.isSwapped
    }

    /// Two values as they stand or, where that fits much better, crosswise.
    private func ordered(
        _ lexicon: Lexicon, _ left: (UInt32, UInt32), _ right: (UInt32, UInt32),
        _ compare: (UInt32, UInt32, Int) -> Found
    ) -> (first: Found, second: Found, isSwapped: Bool) {
        let first = compare(left.0, right.0, 0)
        let second = compare(left.1, right.1, 1)
        let cost = first.cost + second.cost
        guard cost > Self.swapGain else { return (first, second, false) }
        var firstAcross = compare(left.0, right.1, 0)
        var secondAcross = compare(left.1, right.0, 1)
        guard firstAcross.cost + secondAcross.cost + Self.swapGain <= cost else { return (first, second, false) }
        // As common as it is in the role in which it is more common.
        if firstAcross.level == .exact {
            firstAcross.frequency = max(firstAcross.frequency, lexicon.frequency(left.0, role: 1))
        }
        if secondAcross.level == .exact {
            secondAcross.frequency = max(secondAcross.frequency, lexicon.frequency(left.1, role: 0))
        }
        return (firstAcross, secondAcross, true)
    }

    private func name(_ left: UInt32, _ right: UInt32, role: Int) -> Found {
        let found = text(columns.names, left, right, role: role)
        guard found.level == .similar || found.level == .different else { return found }
        let names = columns.names
        if names.isShort(left, right) { return Found(level: .close) }
        // An initial.
        let isInitial = names.read(left, right) { ($0.count == 1 || $1.count == 1) && $0[0] == $1[0] }
        return isInitial ? Found(level: .similar) : found
    }

    /// Names, streets, cities.
    private func text(_ lexicon: Lexicon, _ left: UInt32, _ right: UInt32, role: Int = 0) -> Found {
        guard left != 0, right != 0 else { return Found(level: .missing) }
        guard left != right else { return Found(level: .exact, frequency: lexicon.frequency(left, role: role)) }
        let mayBeAlike = JaroWinkler.most(lexicon.outlines[Int(left)], lexicon.outlines[Int(right)]) >= Self.similarFrom
        let similarity = mayBeAlike ? lexicon.read(left, right, JaroWinkler.similarity) : 0
        if similarity >= Self.closeFrom || shareWord(lexicon, left, right) { return Found(level: .close) }
        let soundsAlike = lexicon.sounds[Int(left)] == lexicon.sounds[Int(right)] && lexicon.sounds[Int(left)] != 0
        return Found(level: similarity >= Self.similarFrom || soundsAlike ? .similar : .different)
    }

    /// Whether one is a part of the other, such as `Maria` of `Maria Elena` or `Garcia` of `Garcia Lopez`.
    private func shareWord(_ lexicon: Lexicon, _ left: UInt32, _ right: UInt32) -> Bool {
        func holds(_ several: UInt32, _ one: UInt32) -> Bool {
            let words = lexicon.words[Int(several)]
            guard !words.isEmpty else { return false }
            let text = lexicon.text(one)
            return text.count > 2 && words.contains { $0.utf8.elementsEqual(text) }
        }
        return holds(left, right) || holds(right, left)
    }

    /// House numbers, postcodes, states.
    private func code(_ lexicon: Lexicon, _ left: UInt32, _ right: UInt32) -> Found {
        guard left != 0, right != 0 else { return Found(level: .missing) }
        guard left != right else { return Found(level: .exact, frequency: lexicon.frequency(left)) }
        let level = lexicon.read(left, right) { left, right -> Agreement in
            if OneMistake.parts(left, right) { return .close }
            // The first three of a postcode are a region.
            let isRegion =
                min(left.count, right.count) > 3 && left[0] == right[0] && left[1] == right[1] && left[2] == right[2]
            return isRegion ? .similar : .different
        }
        return Found(level: level)
    }

    private func births(_ left: UInt32, _ right: UInt32) -> Found {
        guard left != 0, right != 0 else { return Found(level: .missing) }
        let lexicon = columns.births
        guard left != right else { return Found(level: .exact, frequency: lexicon.frequency(left)) }
        return Found(level: lexicon.read(left, right, BirthText.agreement))
    }

    /// The best of all pairs of numbers.
    private func phones(_ left: Int, _ right: Int) -> Found {
        var best = Found(level: .missing)
        for one in columns.phones(of: left) {
            for other in columns.phones(of: right) {
                let found = phone(one, other)
                if best.level == .missing || found.cost < best.cost { best = found }
            }
        }
        return best
    }

    private func phone(_ left: UInt32, _ right: UInt32) -> Found {
        let lexicon = columns.phones
        guard left != right else { return Found(level: .exact, frequency: lexicon.frequency(left)) }
        let level = lexicon.read(left, right) { left, right -> Agreement in
            if OneMistake.parts(left, right) { return .close }
            guard min(left.count, right.count) >= Self.withoutArea else { return .different }
            for back in 1...Self.withoutArea where left[left.count - back] != right[right.count - back] {
                return .different
            }
            return .similar
        }
        return Found(level: level)
    }
}
