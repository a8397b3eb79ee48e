import PledgeCore

/// One ground, on one document where it rests on one, for one part.
struct Instance: Hashable {
    var ground: Int
    /// Number of the document among those of the ground's type; nothing for a ground that rests on none, and for one
    /// that rests on records nobody read.
    var document: Int?
}

/// What goes out as a matter of routine: to these kinds, for these purposes, at most these elements.
///
/// - Source: 45 CFR 164.514(d)(3)(i).
struct CompiledRoutine: Sendable {
    var recipients: NameBits
    var purposes: NameBits
    var elements: NameBits
}

/// What bounds the grounds of a part beside its own values: the versions that bind, and routine protocols.
final class PartBounds {
    let versions: Versions
    /// Days at which the version that binds an item changes.
    let versionDays: [Day]
    /// Routine protocols for minimum necessary.
    let routines: [CompiledRoutine]
    /// The day of the act, for dates of force.
    let day: Day
    /// The documents that bind, where they are the same whatever the part is.
    private let always: [[Int]]?

    init(versions: Versions, versionDays: [Day], routines: [CompiledRoutine], day: Day) {
        self.versions = versions
        self.versionDays = versionDays
        self.routines = routines
        self.day = day
        always = versionDays.count < 2 && !versions.isShared ? [versions.binding(held: nil)] : nil
    }

    /// The sets of documents that may bind: one where it is known since when the item is held, and from where it came.
    func bindings(_ state: PartState) -> [[Int]] {
        if let always { return always }
        let kinds = kinds(state)
        let helds: [Period?]
        if versionDays.count < 2 {
            helds = [nil]
        } else {
            switch state[.held] {
            case .period(let range), .time(let range):
                helds = [Period(state.zone.day(of: Instant(seconds: range.lowerBound)))]
            case .absent: helds = [versionDays.last.map { Period($0) }]
            default: helds = versionDays.map { Period($0) }
            }
        }
        if helds.count * kinds.count == 1 { return [versions.binding(held: helds[0], kind: kinds[0])] }
        let all = helds.flatMap { held in kinds.map { versions.binding(held: held, kind: $0) } }
        return Array(Set(all)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The kinds of notice that may bind the part: a joint one for what was made or received in the arrangement.
    private func kinds(_ state: PartState) -> [PromiseDocument.Kind?] {
        guard versions.isShared, state[.source] != .absent else { return [nil] }
        let sources = state.program.symbols.table(.source).closure([Versions.arrangement])
        guard case .names(let source) = state[.source] else { return [.notice, .jointNotice] }
        return [source.yes.intersects(sources) ? .jointNotice : .notice]
    }

    /// Whether the part's source tells which notice binds it, and is not known.
    func dependsOnSource(_ state: PartState) -> Bool { versions.isShared && state[.source] == .unknown }
}

extension PartState {
    /// Whether acts, kinds, purposes and items fit.
    func matches(_ ground: CompiledGround, _ act: Act) -> Truth {
        guard let kinds = ground.recipients[act] else { return .no }
        var result = anyOf(self[.actor], ground.actors) & anyOf(self[.recipient], kinds) & purposesFit(ground)
        if let items = ground.items, let objects = ground.objects {
            result = result & (self[.object] == .absent ? anyOf(self[.item], items) : anyOf(self[.object], objects))
        }
        return result
    }

    private func anyOf(_ value: Known, _ names: NameBits) -> Truth {
        guard case .names(let set) = value else { return value == .unknown && !names.isEmpty ? .unknown : .no }
        if set.yes.intersects(names) { return .yes }
        return names.isSubset(of: set.no) ? .no : .unknown
    }

    /// Every purpose of the request stands under one the ground is for.
    private func purposesFit(_ ground: CompiledGround) -> Truth {
        guard case .names(let set) = self[.purpose] else {
            // A ground for every purpose fits whatever the purpose turns out to be.
            if program.symbols.table(.purpose).all.isSubset(of: ground.purposes) { return .yes }
            return self[.purpose] == .unknown ? .unknown : .no
        }
        return Truth(set.yes.isSubset(of: ground.purposes) && !set.yes.isEmpty)
    }

    /// Whether records of the type were not read, so that there may be one.
    func isUnread(_ type: Int) -> Bool { !isRecordsRead && program.book.documents[type].onFile }

    /// The atoms of the document the instance rests on.
    func documentBits(of instance: Instance) -> AtomBits? {
        documentBits(of: instance.document, program.grounds[instance.ground].type)
    }

    /// The atoms of a document; of a record nobody read, nothing is known.
    func documentBits(of document: Int?, _ type: Int?) -> AtomBits? {
        guard let type else { return nil }
        return document.map { documentBits[type][$0] } ?? AtomBits(count: program.documents[type].atoms.count)
    }

    /// The law's condition, with the ground's limits.
    func condition(_ instance: Instance, _ act: Act, _ bounds: PartBounds) -> Truth {
        let ground = program.grounds[instance.ground]
        var result = matches(ground, act)
        if result == .no { return .no }
        result = result & ground.formula.truth(bits, documentBits(of: instance))
        // Whether there is such a record at all is not known either.
        if instance.document == nil, ground.type != nil { result = result & .unknown }
        if ground.usesMinimum { result = result & isMinimum(bounds) }
        return result
    }

    /// Whether the protocol is for this recipient and every purpose of the request.
    func fits(_ routine: CompiledRoutine) -> Truth {
        guard case .names(let purposes) = self[.purpose] else {
            return anyOf(self[.recipient], routine.recipients) & (self[.purpose] == .unknown ? .unknown : .no)
        }
        return anyOf(self[.recipient], routine.recipients) & Truth(purposes.yes.isSubset(of: routine.purposes))
    }

    /// Whether the part lies within every routine protocol that fits.
    func isMinimum(_ bounds: PartBounds) -> Truth {
        bounds.routines.reduce(.yes) { $0 & (!fits($1) | isWithin($1.elements)) }
    }

    private func isWithin(_ elements: NameBits) -> Truth {
        guard case .names(let set) = self[.elements] else { return .unknown }
        return Truth(set.yes.isSubset(of: elements))
    }

    func compelled(_ instance: Instance) -> Truth {
        let ground = program.grounds[instance.ground]
        return ground.compelled.truth(bits, documentBits(of: instance))
    }

    /// What one promise document says of the instance.
    func promised(_ instance: Instance, by document: Int, _ bounds: PartBounds) -> Truth {
        let ground = program.grounds[instance.ground]
        switch ground.promised[document] {
        case .yes: return .yes
        case .silent: return Truth(!act.isBoundByPromises)
        case .stated(let alternatives, let excluded, _, let silenceIsYes):
            let own = documentBits(of: instance)
            if alternatives.isEmpty {
                return Truth(silenceIsYes || !act.isBoundByPromises) & !excluded.truth(bits, own)
            }
            let stated = alternatives.reduce(Truth.no) { $0 | truth($1, own, bounds) }
            return stated & !excluded.truth(bits, own)
        }
    }

    private func truth(
        _ sentence: CompiledPromise.Alternative, _ own: AtomBits?, _ bounds: PartBounds
    ) -> Truth {
        let result = sentence.formula.truth(bits, own)
        return sentence.usesMinimum ? result & isMinimum(bounds) : result
    }

    func promised(_ instance: Instance, _ bounds: PartBounds) -> Truth {
        let answers = bounds.bindings(self).map { documents in
            documents.reduce(Truth.yes) { $0 & promised(instance, by: $1, bounds) }
        }
        guard let first = answers.first else { return .yes }
        return answers.allSatisfy { $0 == first } ? first : .unknown
    }

    /// Whether the exception holds for the part; over its documents where it rests on one.
    func lifts(_ exception: CompiledException, _ bounds: PartBounds) -> Truth {
        var result = Truth.yes
        if exception.usesMinimum { result = isMinimum(bounds) }
        guard let type = exception.type else { return result & exception.formula.truth(bits, nil) }
        var isLifted = documentBits[type].reduce(.no) { $0 | exception.formula.truth(bits, $1) }
        if isUnread(type) {
            let unread = AtomBits(count: program.documents[type].atoms.count)
            isLifted = isLifted | (exception.formula.truth(bits, unread) & .unknown)
        }
        return result & isLifted
    }

    /// Whether the exception holds for the part on one document, or on a record nobody read; on none where it needs none.
    func lifts(_ exception: CompiledException, on document: Int?, _ bounds: PartBounds) -> Truth {
        var result = Truth.yes
        if exception.usesMinimum { result = isMinimum(bounds) }
        result = result & exception.formula.truth(bits, documentBits(of: document, exception.type))
        return exception.type != nil && document == nil ? result & .unknown : result
    }

    /// Whether the stop is in force at all on the day, and binds the part.
    func applies(_ stop: CompiledStop, _ bounds: PartBounds) -> Truth {
        guard stop.force.includes(bounds.day) else { return .no }
        guard let document = stop.document else { return .yes }
        return binds(document, bounds)
    }

    /// Whether a stop that reaches the ground closes it here.
    func stopped(_ stop: Int, _ exceptions: [Int], _ bounds: PartBounds) -> Truth {
        let compiled = program.stops[stop]
        var result = applies(compiled, bounds)
        if result == .no { return .no }
        result = result & compiled.formula.truth(bits, nil)
        for exception in exceptions where result != .no {
            result = result & !lifts(program.exceptions[exception], bounds)
        }
        return result
    }

    /// Whether the document binds the part.
    func binds(_ document: Int, _ bounds: PartBounds) -> Truth {
        let answers = bounds.bindings(self).map { $0.contains(document) }
        if answers.allSatisfy({ $0 }) { return .yes }
        return answers.contains(true) ? .unknown : .no
    }

    /// Whether this sentence of the document promises the instance.
    func promises(_ instance: Instance, _ document: Int, _ sentence: Int, _ bounds: PartBounds) -> Truth {
        guard case .stated(let alternatives, let excluded, _, _) = program.grounds[instance.ground].promised[document],
            alternatives.indices.contains(sentence)
        else { return .no }
        let own = documentBits(of: instance)
        return truth(alternatives[sentence], own, bounds) & !excluded.truth(bits, own)
    }

    /// Whether the stop would close the instance, if no exception lifted it.
    func threatens(_ stop: Int, _ instance: Instance, _ bounds: PartBounds) -> Truth {
        let compiled = program.stops[stop]
        var result = applies(compiled, bounds)
        if result != .no { result = result & compiled.formula.truth(bits, nil) }
        if result != .no, compiled.yieldsToCompulsion { result = result & !compelled(instance) }
        return result
    }

    /// Whether one of these stops closes the instance.
    func closed(_ instance: Instance, _ stops: [Int], _ bounds: PartBounds) -> Truth {
        var result = Truth.no
        for (stop, exceptions) in program.grounds[instance.ground].stops where stops.contains(stop) {
            var closed = stopped(stop, exceptions, bounds)
            if program.stops[stop].yieldsToCompulsion { closed = closed & !compelled(instance) }
            result = result | closed
        }
        return result
    }

    /// Condition, promises and stops together.
    ///
    /// - Source: the semantics, section 5. What is compelled, no promise and no wish can stop but in its manner.
    func open(_ instance: Instance, _ act: Act, _ bounds: PartBounds) -> Truth {
        let ground = program.grounds[instance.ground]
        var result = condition(instance, act, bounds)
        if result == .no { return .no }
        let compelled = compelled(instance)
        result = result & (promised(instance, bounds) | compelled)
        for (stop, exceptions) in ground.stops where result != .no {
            var closed = stopped(stop, exceptions, bounds)
            if program.stops[stop].yieldsToCompulsion { closed = closed & !compelled }
            result = result & !closed
        }
        return result
    }
}
