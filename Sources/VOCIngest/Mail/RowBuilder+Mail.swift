internal import VOCCore

/// Messages that are no feedback: our own, automatic replies, bounces.
extension RowBuilder {
    /// Asked only where the recipe names agents or leaves something out.
    func leftOut(_ values: UnsafePointer<RawValue>) -> Refusal? {
        let author = unsafe value(authorField, values, scratch)
        unsafe FoldedText.fold(author.bytes, into: own)
        let address = address(in: unsafe FoldedSlice(own.start, 0..<own.count))
        if let address, isAgent(address) {
            return Refusal(
                code: .recordFromAgent, message: "this was sent by one of the agents", field: nil)
        }
        guard !recipe.leavesOut.isEmpty, let markers = recipe.markers else { return nil }
        var isBounce = notes.isBounce
        if let address {
            let end = (0..<address.count).first { address[$0] == 0x40 } ?? address.count
            if markers.bounceSenders.isEqual(to: address.slice(0..<end)) { isBounce = true }
        }
        let subject = unsafe value(titleField, values, title)
        unsafe FoldedText.fold(subject.bytes, into: own)
        let words = unsafe FoldedSlice(own.start, 0..<own.count).trimmed()
        if isBounce || markers.bounces.prefix(of: words) != nil {
            guard recipe.leavesOut.contains(.bounces) else { return nil }
            return Refusal(
                code: .recordBounce, message: "this reports that a mail was not delivered",
                field: nil)
        }
        if recipe.leavesOut.contains(.autoReplies),
            notes.isAutomatic || markers.autoReplies.prefix(of: words) != nil
        {
            return Refusal(
                code: .recordAutoReply, message: "this is an automatic reply", field: nil)
        }
        return nil
    }

    /// The mail address in `Name <address>` or alone.
    private func address(in author: FoldedSlice) -> FoldedSlice? {
        guard let at = (0..<author.count).last(where: { author[$0] == 0x40 }) else { return nil }
        func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3C || byte == 0x3E }
        var low = at
        while low > 0, !isEnd(author[low - 1]) { low -= 1 }
        var high = at
        while high < author.count, !isEnd(author[high]) { high += 1 }
        return author.slice(low..<high)
    }

    /// Whether an address or its domain, or one that the domain is part of, is ours.
    private func isAgent(_ address: FoldedSlice) -> Bool {
        recipe.agents.contains { agent in
            if address.isEqual(to: agent) { return true }
            guard !agent.contains(0x40), address.ends(with: agent), address.count > agent.count
            else {
                return false
            }
            let before = address[address.count - agent.count - 1]
            return before == 0x40 || before == 0x2E
        }
    }
}
