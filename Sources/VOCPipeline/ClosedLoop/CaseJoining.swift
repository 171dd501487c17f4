internal import VOCCore

/// The case that another one was joined to.
struct CaseJoin: Sendable, Equatable {
    enum Reason: String, Sendable { case thread, copy }

    let lead: String
    let reason: Reason
}

/// Joins cases of one route: those of one conversation, and those whose texts are near-copies. The
/// first of them, by nights and then in the order of the dumps, stands for all.
struct CaseJoining {
    /// What joining asks of a case.
    struct Member: Sendable {
        var id: String
        var route: Int
        /// 0 for none.
        var thread: UInt64
        var itemKey: UInt64
    }

    private struct Group: Hashable {
        var route: Int
        var key: UInt64
    }

    private var threads: [Group: String] = [:]
    private var copies: [Group: String] = [:]

    /// Says that an earlier night has the case `lead` of a conversation.
    mutating func know(_ lead: String, route: Int, thread: UInt64) {
        threads[Group(route: route, key: thread)] = lead
    }

    /// The case that each of `members` belongs to, nil for one that stands for itself.
    mutating func joins(
        _ members: [Member], groupOfItem: [UInt64: UInt64], joinsThreads: Bool, joinsCopies: Bool
    ) -> [CaseJoin?] {
        members.map { member in
            let thread =
                joinsThreads && member.thread != 0
                ? Group(route: member.route, key: member.thread) : nil
            let copy =
                joinsCopies
                ? groupOfItem[member.itemKey].map { Group(route: member.route, key: $0) } : nil
            var join: CaseJoin?
            if let thread, let lead = threads[thread] {
                join = CaseJoin(lead: lead, reason: .thread)
            } else if let copy, let lead = copies[copy] {
                join = CaseJoin(lead: lead, reason: .copy)
            }
            let lead = join?.lead ?? member.id
            if let thread, threads[thread] == nil { threads[thread] = lead }
            if let copy, copies[copy] == nil { copies[copy] = lead }
            return join
        }
    }
}
