// SAFETY of this file: the cursor does not outlive the buffer it walks on.

import PledgeCore

/// Tells a resource's kind from its first bytes, without making values of the rest.
///
/// Nothing means that they do not tell: then the whole is parsed.
enum FHIRPeek {
    /// The kind of a resource that starts with its `resourceType`.
    static func kind(ofResource bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            var cursor = JSONCursor(buffer)
            return kind(&cursor)
        }
    }

    /// The kind of the resource in a bundle's entry, when only members of plain text stand before it.
    static func kind(ofEntry bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            var cursor = JSONCursor(buffer)
            guard cursor.read(UInt8(ascii: "{")) else { return nil }
            while let name = cursor.string(), cursor.read(UInt8(ascii: ":")) {
                if buffer[name].elementsEqual("resource".utf8) { return kind(&cursor) }
                guard cursor.string() != nil, cursor.read(UInt8(ascii: ",")) else { return nil }
            }
            return nil
        }
    }

    private static func kind(_ cursor: inout JSONCursor) -> String? {
        guard cursor.read(UInt8(ascii: "{")), let name = cursor.string(),
            cursor.bytes[name].elementsEqual("resourceType".utf8), cursor.read(UInt8(ascii: ":")),
            let value = cursor.string()
        else { return nil }
        return String(decoding: cursor.bytes[value], as: UTF8.self)
    }
}
