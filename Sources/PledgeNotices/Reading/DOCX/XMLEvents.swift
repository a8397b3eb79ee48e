// SAFETY of this file: libxml2's reader is used by one owner only, freed in `deinit`; the bytes outlive it, and each
// text that it lends is copied before the next call.

import CXML2

/// The elements and texts of an XML file one after the other; nothing is fetched, no entity is opened.
final class XMLEvents {
    enum Event: Equatable {
        /// The local name; `isEmpty` where no end follows.
        case start(String, isEmpty: Bool)
        case end(String)
        case text(String)
    }

    /// Attributes of an element at most; Word writes some forty where it names its vocabularies.
    private static let attributesMax = 256
    private static let isReady: Void = xmlInitParser()

    private let bytes: UnsafeMutableBufferPointer<CChar>
    private let reader: xmlTextReaderPtr

    /// - Parameter bytes: UTF-8.
    /// - Throws: The problem where the bytes could be made to work against the reader.
    init(_ bytes: [UInt8]) throws(NoticeReadingError.Problem) {
        _ = XMLEvents.isReady
        try XMLEvents.check(bytes)
        self.bytes = .allocate(capacity: max(1, bytes.count))
        for (index, byte) in bytes.enumerated() { self.bytes[index] = CChar(bitPattern: byte) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        guard
            let reader = xmlReaderForMemory(
                self.bytes.baseAddress, CInt(bytes.count), nil, "UTF-8", CInt(bitPattern: options))
        else {
            self.bytes.deallocate()
            throw .docxDamaged("its text cannot be read")
        }
        self.reader = reader
    }

    deinit {
        xmlFreeTextReader(reader)
        bytes.deallocate()
    }

    /// No document type, so that there are no entities; and no tag with attributes without end, each of which libxml2
    /// compares with all before it.
    private static func check(_ bytes: [UInt8]) throws(NoticeReadingError.Problem) {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.prefix(64).contains(0) else {
            throw .docxUnsafe("text that is not in UTF-8")
        }
        var attributes = 0
        var isInTag = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "<"):
                attributes = 0
                isInTag = true
                if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "!"), bytes[index + 2] | 0x20 == 0x64 {
                    throw .docxUnsafe("a document type with entities")
                }
            case UInt8(ascii: ">"): isInTag = false
            case UInt8(ascii: "=") where isInTag:
                attributes += 1
                if attributes > attributesMax { throw .docxUnsafe("an element with hundreds of attributes") }
            default: break
            }
        }
    }

    /// The next event; nothing at the end.
    ///
    /// - Throws: The problem where the XML is broken.
    func next() throws(NoticeReadingError.Problem) -> Event? {
        while true {
            switch xmlTextReaderRead(reader) {
            case 1: break
            case 0: return nil
            default: throw .docxDamaged("its text is no XML")
            }
            switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                return .start(name, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_END_ELEMENT.rawValue: return .end(name)
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue,
                XML_READER_TYPE_CDATA.rawValue:
                return .text(copy(xmlTextReaderConstValue(reader)))
            case XML_READER_TYPE_ENTITY_REFERENCE.rawValue, XML_READER_TYPE_DOCUMENT_TYPE.rawValue:
                throw .docxUnsafe("a document type with entities")
            default: continue
            }
        }
    }

    /// An attribute of the element that was read last, by its local name.
    func attribute(_ wanted: String) -> String? {
        defer { xmlTextReaderMoveToElement(reader) }
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            if name == wanted { return copy(xmlTextReaderConstValue(reader)) }
        }
        return nil
    }

    private var name: String { copy(xmlTextReaderConstLocalName(reader)) }

    private func copy(_ text: UnsafePointer<xmlChar>?) -> String {
        text.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
    }
}
