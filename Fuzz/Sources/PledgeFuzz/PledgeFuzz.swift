import FuzzTargets
import Glibc

/// One input of the fuzzer.
// SAFETY: the C shape of the fuzzer's callback; the bytes are copied before they are read.
private typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// The fuzzer's own loop, from its runtime library.
@_silgen_name("LLVMFuzzerRunDriver")
// SAFETY: the C shape of `main`'s arguments; the driver may write into the array, not beyond its count.
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: Callback
) -> CInt

/// Which part is fuzzed: the environment variable `PLEDGE_FUZZ_TARGET`, else rule text.
@main
struct PledgeFuzz {
    fileprivate static let target = FuzzTarget(rawValue: CommandLine.environmentTarget) ?? .language

    static func main() {
        if target == .request { precondition(FuzzTarget.hasLaw, "the embedded law does not load") }
        var count = CommandLine.argc
        // SAFETY: the array that the process was started with; it lives as long as the process.
        var arguments = CommandLine.unsafeArgv
        _ = runDriver(&count, &arguments) { start, count in
            // SAFETY: the driver hands over `count` readable bytes for the time of this call; they are copied.
            PledgeFuzz.target.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
            return 0
        }
    }
}

extension CommandLine {
    /// The variable's value; empty when it is not set.
    fileprivate static var environmentTarget: String {
        // SAFETY: `getenv` gives a C string or nothing; it is copied before anything could change it.
        getenv("PLEDGE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    }
}
