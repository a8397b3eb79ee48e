/// What an author can touch at all, whatever a rule says.
///
/// - Source: the semantics, section 6.
extension Rulebook {
    /// Whether a promise document can limit the ground: not what is outside, nor what the set `beyond-documents` names.
    package func canBeLimited(_ ground: Ground) -> Bool {
        !ground.isOutside && !(sets["beyond-documents"] ?? []).contains { ground.isUnder($0) }
    }

    /// Whether a stop could close the ground, were it in its reach.
    package func canReach(_ stop: Stop, _ ground: Ground) -> Bool {
        switch stop.author {
        case .law: !ground.isOutside || stop.head.isOverlay
        case .patient: !ground.isOutside
        case .document: canBeLimited(ground)
        }
    }
}
