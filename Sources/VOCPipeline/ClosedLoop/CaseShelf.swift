internal import VOCCore

/// The files of a night's cases in the making: `cases.ndjson` and those of each queue.
///
/// Which cases belong together is known at the end only: until then rows lie in the temporary
/// files, and memory holds a few numbers for each case.
struct CaseShelf {
    /// One file with its rows.
    // Sound: a shelf belongs to one outbox, which is used behind a lock.
    private final class Rows: @unchecked Sendable {
        let name: String
        let format: CaseFormat
        var file: AtomicFile
        /// The length of each row in bytes, and whose it is.
        var lengths: [UInt32] = []
        var members: [UInt32] = []
        private let headerCount: Int

        init(_ name: String, _ format: CaseFormat, in folder: String) throws(VOCError) {
            self.name = name
            self.format = format
            // Cases hold customers' own words: for the owner's eyes only.
            file = try AtomicFile("\(folder)/\(name)", mode: 0o600)
            let header = format.header ?? []
            headerCount = header.count
            try file.write(header)
        }

        func add(_ item: Case, member: Int) throws(VOCError) {
            let row = format.row(item)
            lengths.append(UInt32(row.count))
            members.append(UInt32(member))
            try file.write(row)
        }

        /// Ends each row by what it was joined to, or leaves it out.
        func settle(_ joins: [CaseJoin?]) throws(VOCError) {
            var ender = RowEnder(
                format: format, header: headerCount, lengths: lengths, members: members,
                joins: joins)
            try file.rewrite { (bytes) throws(VOCError) in ender.end(bytes) }
            try file.commit()
        }
    }

    private let folder: String
    private let setting: CaseSetting
    private let all: Rows
    /// By queue and format.
    private var queueRows: [[Rows]] = []
    private let isWanted: Bool
    private(set) var members: [CaseJoining.Member] = []
    private(set) var joins: [CaseJoin?] = []
    private var queueOfMember: [UInt32] = []

    init(_ folder: String, queues: [String], _ setting: CaseSetting) throws(VOCError) {
        self.folder = folder
        self.setting = setting
        all = try Rows("cases.ndjson", .ndjson, in: folder)
        isWanted = !queues.isEmpty
        guard isWanted else { return }
        try TextFile.makeFolder("\(folder)/cases")
        TextFile.removeAbandoned(in: "\(folder)/cases")
        for queue in queues {
            var rows: [Rows] = []
            for format in setting.formats {
                rows.append(try Rows("cases/\(format.fileName(queue))", format, in: folder))
            }
            queueRows.append(rows)
        }
    }

    mutating func add(_ item: Case) throws(VOCError) {
        let member = members.count
        members.append(
            .init(
                id: item.id, route: item.routeIndex, thread: item.thread, itemKey: item.itemKey))
        queueOfMember.append(UInt32(item.queueIndex))
        try all.add(item, member: member)
        for rows in queueRows[item.queueIndex] { try rows.add(item, member: member) }
    }

    /// Joins what belongs together; `groupOfItem` names the group of near-copies of an item.
    mutating func join(_ joining: inout CaseJoining, groupOfItem: [UInt64: UInt64]) {
        joins = joining.joins(
            members, groupOfItem: groupOfItem, joinsThreads: setting.joinsThreads,
            joinsCopies: setting.joinsCopies)
    }

    /// Cases that stand for themselves and cases joined to others, by queue.
    func counts(queues: Int) -> [(cases: Int, joined: Int)] {
        var result = [(cases: Int, joined: Int)](repeating: (0, 0), count: queues)
        for (member, queue) in queueOfMember.enumerated() {
            if joins[member] == nil {
                result[Int(queue)].cases += 1
            } else {
                result[Int(queue)].joined += 1
            }
        }
        return result
    }

    /// Gives all files their names; returns those, in a fixed order. Call `join` before.
    mutating func commit() throws(VOCError) -> (all: String, queues: [String]) {
        try all.settle(joins)
        var names: [String] = []
        for rows in queueRows.joined() {
            try rows.settle(joins)
            names.append(rows.name)
        }
        return (all.name, names)
    }
}

/// Puts an ending behind each row of a stream of rows, or leaves the row out.
private struct RowEnder {
    let format: CaseFormat
    let lengths: [UInt32]
    let members: [UInt32]
    let joins: [CaseJoin?]
    private var row = 0
    /// Bytes of the header still to come.
    private var header: Int
    /// Bytes of the row that have passed.
    private var passed = 0

    init(
        format: CaseFormat, header: Int, lengths: [UInt32], members: [UInt32],
        joins: [CaseJoin?]
    ) {
        self.format = format
        self.header = header
        self.lengths = lengths
        self.members = members
        self.joins = joins
    }

    mutating func end(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 4096)
        var at = bytes.startIndex
        let ahead = min(header, bytes.count)
        result += bytes[at..<at + ahead]
        header -= ahead
        at += ahead
        while row < lengths.count, at < bytes.endIndex {
            let join = joins[Int(members[row])]
            let count = min(Int(lengths[row]) - passed, bytes.endIndex - at)
            if join == nil || !format.leavesOutJoined { result += bytes[at..<at + count] }
            at += count
            passed += count
            guard passed == Int(lengths[row]) else { break }
            result += format.ending(join)
            row += 1
            passed = 0
        }
        return result
    }
}
