internal import VOCAnalysis
internal import VOCCore

extension Night {
    /// Looks for copies among the night's items, counts them in `summary`, leaves them out of the
    /// search for new terms, and names in the items' lines the group that each is in.
    ///
    /// Returns the group of each item in one, by keys.
    func settleCopies(_ summary: inout Summary, _ box: inout Outbox) throws(VOCError)
        -> [UInt64: UInt64]
    {
        let groupOfItem = CopySearch.settle(&summary)
        if !groupOfItem.isEmpty {
            summary.leaveOutCopies(groupOfItem)
            try box.nameGroups(groupOfItem)
        }
        return groupOfItem
    }
}

extension Plan {
    /// Texts of so many words are looked at for copies; nil where the pipeline wants none.
    var copyWords: Int? { file.findsCopies ? file.copyWords : nil }
}

/// Adds a last key to some lines of a stream of lines.
struct LineMarker {
    private var line = 0
    private var rest: [UInt8] = []

    /// `bytes` with `suffix(n)` put before the brace that ends line `n`, counted from 0.
    ///
    /// What is not yet a whole line is held for the next call.
    mutating func mark(_ bytes: ArraySlice<UInt8>, _ suffix: (Int) -> String?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + rest.count + 4096)
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            var whole = bytes[start..<end]
            if !rest.isEmpty {
                whole = (rest + whole)[...]
                rest.removeAll(keepingCapacity: true)
            }
            if let more = suffix(line), whole.last == UInt8(ascii: "}") {
                result += whole.dropLast()
                result += Array(more.utf8)
                result.append(UInt8(ascii: "}"))
            } else {
                result += whole
            }
            result.append(0x0A)
            line += 1
            start = end + 1
        }
        rest += bytes[start...]
        return result
    }
}
