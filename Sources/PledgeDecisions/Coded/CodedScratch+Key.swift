// SAFETY of this file: the key has the bound of `KeptRulings.keyMost`, which is checked before it is laid out.

/// What a ruling depends on, as a key under which it is kept.
extension CodedScratch {
    /// Lays out all that the ruling depends on: the plan, the tests that it asks, and the items where it asks them.
    ///
    /// - Returns: How many words the key has; 0 where it has no room.
    func layKey(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Int {
        let words = hot.pointee.words
        guard words <= 32, 2 + words * 2 + documentCount * 3 <= KeptRulings.keyMost else { return 0 }
        var count = 1
        if hot.pointee.asksItem {
            let item = CodedScratch.number(request.fields[RequestField.item.position])
            key[1] = item << 32 | CodedScratch.number(request.fields[RequestField.object.position])
            count = 2
        }
        // Where nothing is unknown, what does not hold follows from what does.
        var unknown: UInt64 = 0
        for word in 0..<words {
            let asked = hot.pointee.asked[word]
            if asked == 0 { continue }
            key[count] = bits[word] & asked
            count += 1
            let open = asked & ~(bits[word] | bits[word + words])
            if open != 0 {
                unknown |= 1 << UInt64(word)
                key[count] = open
                count += 1
            }
        }
        key[0] = UInt64(hot.pointee.number) << 32 | unknown
        for index in 0..<documentCount {
            key[count] = UInt64(UInt32(bitPattern: documentTypes[index]))
            key[count + 1] = documents[index].yes
            key[count + 2] = documents[index].no
            count += 3
        }
        return count
    }

    private static func number(_ value: CodedValue) -> UInt64 {
        switch value {
        case .unknown: 0
        case .absent: 1
        case .name(let position): UInt64(position) + 2
        default: 0xFFFF_FFFF
        }
    }
}
