extension Rulebook {
    /// The rulebook with some of its grounds, and the stops and exceptions that can reach them.
    ///
    /// Decides requests to which no other ground fits as the whole does, and is compiled in less time.
    package func restricted(to kept: Set<Int>) -> Rulebook {
        var book = self
        book.grounds = kept.sorted().filter { grounds.indices.contains($0) }.map { grounds[$0] }
        book.stops = stops.filter { stop in book.grounds.contains { stop.reach.includes($0) } }
        let ids = Set(book.stops.map(\.id))
        book.exceptions = exceptions.filter { exception in exception.stops.contains { ids.contains($0) } }
        return book
    }
}

extension CompiledRulebook {
    /// Compiles a rulebook that has the vocabulary of another.
    ///
    /// - Throws: `CompileError` where a bound of ours is exceeded.
    package init(
        _ book: Rulebook, promises: [PromiseDocument], wordsOf other: CompiledRulebook
    ) throws(CompileError) {
        try self.init(book, promises: promises, symbols: other.symbols)
    }
}
