import Synchronization

/// The programs of a rulebook: the whole, and what of it matters to requests of one shape.
///
/// A request is touched by the grounds that fit its act, parties and purposes, and by what can reach those: mostly a
/// tenth of the law. An excerpt is cut from the whole when the first of such requests comes; a rulebook that was loaded to
/// decide a few requests compiles their excerpts alone.
final class Excerpts: Sendable {
    /// Most excerpts kept; beyond them all are made anew.
    private static let most = 1024
    /// Excerpts compiled one by one; beyond them the whole is compiled, from which others are cut.
    private static let compiledMost = 8

    private struct State {
        var whole: Program?
        var programs: [[Int]: Program] = [:]
    }

    private let book: Rulebook
    private let promises: [PromiseDocument]
    private let symbols: Symbols
    private let state: Mutex<State>

    init(_ book: Rulebook, _ promises: [PromiseDocument], _ symbols: Symbols, whole: Program?) {
        self.book = book
        self.promises = promises
        self.symbols = symbols
        state = Mutex(State(whole: whole))
    }

    /// The whole rulebook, compiled.
    var whole: Program {
        if let whole = state.withLock({ $0.whole }) { return whole }
        let made = compiled(book)
        state.withLock { $0.whole = made }
        return made
    }

    /// The excerpt of these grounds, and their numbers in it.
    func excerpt(_ fitting: [Int]) -> (Program, [Int]) {
        let (whole, known, count) = state.withLock { ($0.whole, $0.programs[fitting], $0.programs.count) }
        if let known { return (known, Array(known.grounds.indices)) }
        // Where most of a small rulebook fits, the whole serves as well.
        if let whole, fitting.count * 2 >= whole.grounds.count { return (whole, fitting) }
        let made: Program
        if whole == nil, count < Excerpts.compiledMost {
            made = compiled(book.restricted(to: Set(fitting)))
        } else {
            var cutter = ExcerptCutter(whole ?? self.whole)
            made = cutter.program(fitting)
        }
        state.withLock { state in
            if state.programs.count >= Excerpts.most { state.programs.removeAll() }
            state.programs[fitting] = made
        }
        return (made, Array(made.grounds.indices))
    }

    /// Compiles a rulebook that the checker passed; one that cannot be compiled opens nothing.
    private func compiled(_ book: Rulebook) -> Program {
        do {
            var builder = ProgramBuilder(book, promises, symbols: symbols)
            return try builder.build()
        } catch {
            return Program(
                book: self.book, symbols: symbols, slots: SlotTable(),
                atoms: Atoms(documents: Array(repeating: AtomSpace(), count: self.book.documents.count)),
                rules: CompiledRules(grounds: [], stops: [], exceptions: [], standings: []))
        }
    }
}
