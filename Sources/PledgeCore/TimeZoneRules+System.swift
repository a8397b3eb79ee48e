import Glibc

extension TimeZoneRules {
    /// Where the system keeps its time zones.
    package static let systemFolder = "/usr/share/zoneinfo"

    /// Reads the system's file for a zone by its tzdata name, such as `America/Chicago`.
    ///
    /// Reads a file: for the shell around the core, never within a decision.
    ///
    /// - Throws: `TimeZoneError` when the name is none, or no such file can be read.
    package static func named(_ name: String) throws(TimeZoneError) -> TimeZoneRules {
        if name == "UTC" || name == "Etc/UTC" { return .utc }
        // The name becomes part of a path: nothing that climbs, hides or ends it.
        let isName =
            name.utf8.count <= 64 && name.utf8.first != UInt8(ascii: "/")
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".")
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                    }
            }
        guard isName else { throw TimeZoneError("not the name of a time zone; write one such as `America/Chicago`") }
        guard let file = fopen("\(systemFolder)/\(name)", "rb") else {
            throw TimeZoneError("no time zone `\(name)` on this system; write one such as `America/Chicago`")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        return try TimeZoneRules(tzif: Array(bytes[0..<count]))
    }
}
