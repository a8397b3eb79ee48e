extension Mutant {
    /// Whether it changes a condition, a boundary or a reach, and no list of names, duty, limit or class beside them.
    package var isOfCondition: Bool {
        switch change {
        case .ground(let old, let new):
            old.actors == new.actors && old.acts == new.acts && old.purposes == new.purposes
                && old.about == new.about && old.limits == new.limits && old.accounting == new.accounting
                && old.isOutside == new.isOutside && old.duties.count == new.duties.count
        case .stop(let old, let new), .documentStop(_, let old, let new):
            old.duties.count == new.duties.count && old.isManner == new.isManner && old.isQuiet == new.isQuiet
                && old.offersNothing == new.offersNothing
        case .exception(let old, let new):
            old.limits == new.limits && old.accounting == new.accounting && old.duties.count == new.duties.count
        case .standing(let old, let new): old.kind == new.kind && old.becomes == new.becomes
        case .promise(_, let old, let new):
            new.map { old.limits == $0.limits && old.duties.count == $0.duties.count } ?? false
        case .exclusion(_, _, let new): new != nil
        case .condition, .answer, .right, .documentRight: true
        }
    }
}
