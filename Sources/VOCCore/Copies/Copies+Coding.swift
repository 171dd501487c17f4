/// Sketches as 32 bytes, the rest as varints; part of `Summary.encoded()` since format 3.
extension ByteWriter {
    /// `ledger` must be settled.
    mutating func append(_ ledger: CopyLedger) {
        append(signed: ledger.searched)
        append(unsigned: UInt64(ledger.places.count))
        for place in ledger.places {
            append(place.source)
            append(place.channel)
        }
        append(unsigned: UInt64(ledger.records.count))
        for record in ledger.records {
            for lane in 0..<4 { append(fixed: record.sketch.words[lane]) }
            append(fixed: record.key)
            append(signed: Int(record.day))
            append(unsigned: UInt64(record.place))
            append(unsigned: UInt64(record.counters))
            append(signed: Int(record.milliPoints))
            append(signed: Int(record.ratingMilli))
        }
    }

    mutating func append(_ findings: CopyFindings) {
        append(signed: findings.searched)
        append(signed: findings.passedOver)
        append(signed: findings.groups)
        append(unsigned: UInt64(findings.campaigns.count))
        for campaign in findings.campaigns {
            append(fixed: campaign.id)
            append(signed: campaign.count)
            append(signed: Int(campaign.firstDay))
            append(signed: Int(campaign.lastDay))
            append(unsigned: UInt64(campaign.sources.count))
            for source in campaign.sources { append(source) }
            append(signed: campaign.positive)
            append(signed: campaign.negative)
            append(campaign.example)
        }
    }
}

extension ByteReader {
    mutating func copyLedger() throws(VOCError) -> CopyLedger {
        var ledger = CopyLedger()
        let searched = try amount()
        for number in 0..<(try count()) {
            let place = CopyPlace(source: try string(), channel: try string())
            guard ledger.number(of: place) == number else { throw broken() }
        }
        let recordCount = try count()
        guard recordCount <= searched else { throw broken() }
        for _ in 0..<recordCount {
            var words = SIMD4<UInt64>()
            for lane in 0..<4 { words[lane] = try fixed() }
            let key = try fixed()
            let day = try int32()
            guard let place = UInt32(exactly: try unsigned()), place < ledger.places.count,
                let counters = UInt32(exactly: try unsigned())
            else { throw broken() }
            ledger.add(
                CopyRecord(
                    sketch: TextSketch(words: words), key: key, day: day, place: place,
                    counters: counters, milliPoints: try int32(), ratingMilli: try int32()))
        }
        ledger.setSearched(searched)
        return ledger
    }

    mutating func copyFindings() throws(VOCError) -> CopyFindings {
        var findings = CopyFindings()
        findings.searched = try amount()
        findings.passedOver = try amount()
        findings.groups = try amount()
        var campaigns: [Campaign] = []
        for _ in 0..<(try count()) {
            var campaign = Campaign(
                id: try fixed(), count: try amount(), firstDay: try int32(),
                lastDay: try int32(), sources: [], positive: 0, negative: 0)
            for _ in 0..<(try count()) { campaign.sources.append(try string()) }
            campaign.positive = try amount()
            campaign.negative = try amount()
            campaign.example = try string()
            campaigns.append(campaign)
        }
        findings.add(campaigns)
        return findings
    }
}
