package import PledgeCore

/// A rulebook with its promise documents, compiled once; decides many times, from any number of threads.
package struct CompiledRulebook: Sendable {
    package let book: Rulebook
    package let promises: [PromiseDocument]
    let symbols: Symbols
    let index: GroundIndex
    /// For versions of one series: whether the later one lessens against the earlier one.
    let lessens: [[Bool]]
    private let excerpts: Excerpts

    /// The whole rulebook, compiled.
    var program: Program { excerpts.whole }

    /// Compiles a checked rulebook.
    ///
    /// - Throws: `CompileError` where a bound of ours is exceeded; a checked rulebook has no other reason.
    package init(_ book: Rulebook, promises: [PromiseDocument] = []) throws(CompileError) {
        try self.init(book, promises: promises, symbols: try Symbols(book))
    }

    /// Compiles a rulebook whose vocabulary the symbols are of.
    init(_ book: Rulebook, promises: [PromiseDocument], symbols: Symbols) throws(CompileError) {
        var builder = ProgramBuilder(book, promises, symbols: symbols)
        self.init(book, promises, symbols, whole: try builder.build())
    }

    /// Takes a rulebook that was compiled before it was stored, and compiles of it what requests need.
    ///
    /// - Throws: `CompileError` where a bound of ours is exceeded.
    package init(_ stored: StoredRulebook) throws(CompileError) {
        self.init(stored.rulebook, stored.promises, try Symbols(stored.rulebook), whole: nil)
    }

    private init(_ book: Rulebook, _ promises: [PromiseDocument], _ symbols: Symbols, whole: Program?) {
        self.book = book
        self.promises = promises
        self.symbols = symbols
        index = GroundIndex(book, symbols)
        lessens = Lessening.table(book, promises)
        excerpts = Excerpts(book, promises, symbols, whole: whole)
    }

    /// The program that decides a request to which these grounds fit, and their numbers in it.
    func excerpt(_ fitting: [Int]) -> (Program, [Int]) { excerpts.excerpt(fitting) }

    /// Decides a request.
    ///
    /// Pure: no clock, no database, no locale.
    ///
    /// - Parameters:
    ///   - request: Parsed; its names are declared and its types fit.
    ///   - zone: Time zone of the organization, for days.
    /// - Returns: The decision, advice that records nothing.
    package func decide(_ request: Request, zone: TimeZoneRules = .utc) -> Decision {
        Evaluation(self, request, zone).decision()
    }

    /// Decides a request without looking for what would make it lawful, or what to ask.
    ///
    /// Takes a tenth of the time where a request is refused.
    package func decideInBrief(_ request: Request, zone: TimeZoneRules = .utc) -> Decision {
        Evaluation(self, request, zone, isBrief: true).decision()
    }

    /// Every stop whose condition surely holds, whatever it reaches, and every ground surely open but for stops.
    ///
    /// For a request of one part: the determining rules of a permit-and-forbid workload.
    package func determining(_ request: Request, zone: TimeZoneRules = .utc) -> (stops: [RuleID], grounds: [RuleID]) {
        let evaluation = Evaluation(self, request, zone, isWhole: true)
        guard let piece = evaluation.pieces.first else { return ([], []) }
        let state = PartState(evaluation.values, part: piece.values, bearsSomeLabel: piece.extent.isLabeledIfAny)
        let bounds = evaluation.bounds
        let stops = program.stops.filter {
            state.applies($0, bounds) == .yes && $0.formula.truth(state.bits, nil) == .yes
        }
        let grounds = evaluation.instances(state).filter { instance in
            (state.condition(instance, request.act, bounds) & state.promised(instance, bounds)) == .yes
        }
        return (stops.map(\.rule.id), grounds.map { program.grounds[$0.ground].rule.id })
    }
}
