import ArgumentParser
import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeReference

/// Runs cases made from the rules through both evaluators and prints where they differ.
@main
struct PledgeCompare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pledge-compare",
        abstract: "Try random requests on the fast and on the plain evaluator.",
        discussion: "Prints each difference as a line of JSON; exits 1 when there is one.")

    @ArgumentParser.Option(help: "Folder of the law; left out: rulebooks made at random.")
    var law: String?

    @ArgumentParser.Option(help: "A notice, agreement or policy beside the generated ones.")
    var notice: [String] = []

    @ArgumentParser.Option(help: "How many cases.")
    var cases = 10_000

    @ArgumentParser.Option(help: "Seed of every draw.")
    var seed: UInt64 = 1

    @ArgumentParser.Option(help: "Stop after so many differences.")
    var most = 20

    @ArgumentParser.Option(help: "Cases for each set of promises, or for each rulebook made at random.")
    var each = 250

    @ArgumentParser.Option(help: "Try what is offered under lawful if in one case of so many.")
    var offers = 10

    @ArgumentParser.Flag(help: "Print the rules that a difference names.")
    var explain = false

    @ArgumentParser.Flag(help: "Compare the coded decisions with the complete ones, and leave the plain evaluator out.")
    var coded = false

    func run() throws {
        var tally = Tally()
        tally.explains = explain
        let given = try law.map { try Sources.load(law: $0, notices: notice) }
        var batch: UInt64 = 0
        while tally.cases < cases, tally.differences < most {
            batch += 1
            let batchSeed = seed &* 1_000_003 &+ batch
            var books = RulebookGenerator(seed: batchSeed)
            let book = given?.rulebook ?? books.next()
            let promises = promises(given?.promises ?? [], book, batch, batchSeed)
            var round = try Round(book: book, promises: promises, seed: batchSeed, offers: offers)
            let count = min(each, cases - tally.cases)
            for _ in 0..<count where tally.differences < most {
                if coded { round.nextCoded(&tally) } else { round.next(&tally) }
            }
        }
        tally.report()
        if tally.differences > 0 { throw ExitCode(1) }
    }

    /// None, those given, each of those given, then generated ones with or without those given.
    private func promises(
        _ given: [PromiseDocument], _ book: Rulebook, _ batch: UInt64, _ seed: UInt64
    ) -> [PromiseDocument] {
        if batch == 1 { return [] }
        if !given.isEmpty, batch == 2 { return given }
        if !given.isEmpty, batch % 3 == 0 { return [given[Int(batch / 3) % given.count]] }
        var generator = PromiseGenerator(book, seed: seed &+ 7)
        return generator.next()
    }
}

/// Rule files from disk.
enum Sources {
    static func load(law: String, notices: [String]) throws -> (rulebook: Rulebook, promises: [PromiseDocument]) {
        var paths = notices
        let files = FileManager.default.enumerator(atPath: law)
        while let next = files?.nextObject() as? String {
            if next.hasSuffix(".md") { paths.append(law + "/" + next) }
        }
        let sources = try paths.sorted().map {
            SourceFile(path: $0, text: try String(contentsOfFile: $0, encoding: .utf8))
        }
        let loaded = RulebookLoader.load(sources)
        guard let rulebook = loaded.rulebook else {
            let errors = loaded.diagnostics.filter { $0.severity == .error }
            for error in errors.prefix(20) { FileHandle.standardError.write(Data((error.rendered + "\n").utf8)) }
            throw ValidationError("the rules have \(errors.count) errors")
        }
        return (rulebook, loaded.promises)
    }
}
