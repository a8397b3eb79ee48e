package import PledgeCore

/// What the columns of a table mean.
///
/// As JSON:
///
///     {"delimiter": ";", "dates": "month/day/year",
///      "columns": {"Chart no": {"field": "identifier", "type": "MR", "system": "urn:oid:1.2.3"},
///                  "Last": "family", "First": "given", "Born": "birth"}}
///
/// Without a mapping each column is named after its field.
package struct CSVMapping: Hashable, Sendable {
    /// What a column may be.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case identifier, family, given, middle, prefix, suffix, birth, death, gender, language
        case line1, line2, city, state, postalCode, country
        case phone, homePhone, workPhone, mobilePhone, email
        /// Y where the person's record must not be shared, else N or empty; as PD1-12.
        case protection
        /// Read by nobody, on purpose.
        case ignored
    }

    /// How days are written.
    package enum Dates: String, Hashable, Sendable, CaseIterable {
        /// `2026-11-21`, `2026-11`, `2026`.
        case iso = "year-month-day"
        /// `11/21/2026`.
        case american = "month/day/year"
        /// `21.11.2026` or `21/11/2026`.
        case european = "day.month.year"
        /// `20261121`.
        case digits = "yearmonthday"
    }

    package struct Column: Hashable, Sendable {
        package var field: Field
        /// Of an identifier.
        package var system: String?
        /// Of an identifier: a code of HL7 table 0203.
        package var type: String?

        package init(_ field: Field, system: String? = nil, type: String? = nil) {
            self.field = field
            self.system = system
            self.type = type
        }
    }

    /// Comma, semicolon or tab; nothing means that the first line tells.
    package var delimiter: UInt8?
    package var dates = Dates.iso
    /// Columns by their heading.
    package var columns: [String: Column]

    package init(columns: [String: Column]) { self.columns = columns }

    /// Each column is named after its field.
    package static let plain = CSVMapping(
        columns: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0.rawValue, Column($0)) }))
}

extension CSVMapping {
    /// Why a mapping cannot be used; it quotes the mapping, which holds no patient data.
    package struct Fault: Error, Hashable, Sendable {
        /// Lower case, no final period.
        package var message: String
    }

    /// Reads a mapping.
    ///
    /// - Parameter value: The JSON shown above.
    /// - Throws: What does not fit.
    package init(_ value: JSONValue) throws(Fault) {
        guard case .object(let object) = value, case .object(let columns)? = object["columns"] else {
            throw Fault(message: "a mapping is an object with `columns`")
        }
        self.init(columns: [:])
        for member in object.members {
            switch (member.name, member.value) {
            case ("columns", _): break
            case ("delimiter", .string(let text)):
                guard [",", ";", "\t"].contains(text) else {
                    throw Fault(message: "`delimiter` is a comma, a semicolon or a tab")
                }
                delimiter = text.utf8.first
            case ("dates", .string(let text)):
                guard let dates = Dates(rawValue: text) else {
                    throw Fault(message: "`dates` is one of \(Dates.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                self.dates = dates
            default: throw Fault(message: "`\(member.name)` does not belong here, or is of another type")
            }
        }
        for member in columns.members { self.columns[member.name] = try CSVMapping.column(member) }
    }

    private static func column(_ member: JSONObject.Member) throws(Fault) -> Column {
        switch member.value {
        case .string(let name): return Column(try field(name, of: member.name))
        case .object(let object):
            guard case .string(let name)? = object["field"] else {
                throw Fault(message: "column `\(member.name)` needs a `field`")
            }
            var column = Column(try field(name, of: member.name))
            for part in object.members {
                switch (part.name, part.value) {
                case ("field", _): break
                case ("system", .string(let text)): column.system = text
                case ("type", .string(let text)): column.type = text
                default: throw Fault(message: "`\(part.name)` of column `\(member.name)` does not belong here")
                }
            }
            return column
        case .null, .bool, .integer, .number, .array:
            throw Fault(message: "column `\(member.name)` is a field's name, or an object with `field`")
        }
    }

    private static func field(_ name: String, of column: String) throws(Fault) -> Field {
        guard let field = Field(rawValue: name) else {
            let known = Field.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(message: "column `\(column)` names no field of ours; the fields are \(known)")
        }
        return field
    }
}
