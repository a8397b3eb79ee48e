/// A name that is stored as it is written in rules.
protocol StoredName: Stored, RawRepresentable<String> {}

extension StoredName {
    init(from reader: inout StoredReader) throws(StoredError) {
        let name: String = try reader.next()
        guard let value = Self(rawValue: name) else { throw reader.error("a name that is not known") }
        self = value
    }

    func store(in writer: inout StoredWriter) { writer.add(rawValue) }
}

extension Accounting.Exempt: StoredName {}
extension Act: StoredName {}
extension Asked: StoredName {}
extension ChangeOffer.By: StoredName {}
extension Confidence: StoredName {}
extension DocumentField.Cut: StoredName {}
extension Domain: StoredName {}
extension FactSource: StoredName {}
extension Ground.Kind: StoredName {}
extension PromiseDocument.Kind: StoredName {}
extension ReasonOrder.Criterion: StoredName {}
extension RequestField: StoredName {}
extension Stop.Author: StoredName {}
extension Test.Operator: StoredName {}
