import PledgeCore

extension JSONObject {
    func text(_ name: String) -> String? { if case .string(let text)? = self[name] { text } else { nil } }

    func object(_ name: String) -> JSONObject? { if case .object(let object)? = self[name] { object } else { nil } }

    func list(_ name: String) -> [JSONValue] { if case .array(let values)? = self[name] { values } else { [] } }

    func objects(_ name: String) -> [JSONObject] {
        list(name).compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    func texts(_ name: String) -> [String] {
        list(name).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
