internal import VOCCore

/// Evaluates the rules of one sentence from the phrases found in it; one per thread.
///
/// A rule is looked at only where the rarest phrase it needs was found, and the parts that rules
/// share are evaluated once a sentence, so that the cost follows what is said and not the number of
/// rules.
struct RuleEvaluator: ~Copyable {
    let tables: RuleTables
    var hits = Scratch<PartHit>()
    /// The hits at which rules are looked at: most phrases are sought only beside rarer ones.
    private var triggers = Scratch<Int32>()
    /// By part of an operand.
    var sights: Scratch<Sight>
    /// By look, by node: the sentence in which it was last evaluated.
    private var lookSeen: Scratch<UInt32>
    var nodeSeen: Scratch<UInt32>
    /// By node, its matches in the sentence.
    var nodeMatches: Scratch<MatchRange>
    var matches = Scratch<RuleHit>()
    /// Hits of the parts of one operand.
    var gathered = Scratch<Int32>()
    var sentence: UInt32 = 0

    /// The sentence in which a part was last seen, and its last hit there.
    struct Sight: BitwiseCopyable {
        /// The sentence, and whether rules are looked at when the part is seen.
        private var bits: UInt32
        private(set) var hit: Int32 = -1

        static let sentences: UInt32 = 1 << 31 - 1

        init(isTrigger: Bool) { bits = isTrigger ? Sight.sentences &+ 1 : 0 }

        var sentence: UInt32 { bits & Sight.sentences }
        var triggerCount: Int { Int(bits >> 31) }

        func seen(in sentence: UInt32, _ hit: Int) -> Sight {
            var result = self
            result.bits = bits & ~Sight.sentences | sentence
            result.hit = Int32(truncatingIfNeeded: hit)
            return result
        }
    }

    struct MatchRange: BitwiseCopyable {
        var first: Int32 = 0
        var end: Int32 = 0
    }

    init(_ tables: RuleTables) {
        self.tables = tables
        sights = Scratch(capacity: tables.partCount)
        lookSeen = Scratch(capacity: tables.looks.count)
        nodeSeen = Scratch(capacity: tables.nodes.count)
        nodeMatches = Scratch(capacity: tables.nodes.count)
        for part in 0..<tables.partCount {
            sights.append(Sight(isTrigger: tables.isTrigger[part]))
        }
        for _ in 0..<tables.looks.count { lookSeen.append(0) }
        for _ in 0..<tables.nodes.count {
            nodeSeen.append(0)
            nodeMatches.append(MatchRange())
        }
    }

    mutating func beginSentence() {
        hits.removeAll()
        triggers.removeAll()
        matches.removeAll()
        sentence = (sentence &+ 1) & Sight.sentences
    }

    /// Notes the parts of operands in the words [start, end): those of `list` that are less than
    /// `limit`, after `base` is taken off; says how many there are. The list ascends.
    @inline(__always)
    mutating func note(
        _ list: UnsafeBufferPointer<UInt32>, from base: UInt32, to limit: UInt32, _ start: Int32,
        _ end: Int32
    ) -> Int {
        let first = hits.count
        hits.reserve(first &+ list.count)
        triggers.reserve(triggers.count &+ list.count)
        let hits = unsafe self.hits.start
        let triggers = unsafe self.triggers.start
        let sights = unsafe self.sights.start
        let sentence = sentence
        var triggerCount = self.triggers.count
        var index = 0
        while index < list.count {
            let payload = unsafe list[index]
            guard payload < limit else { break }
            let place = Int(payload &- base)
            let last = unsafe sights[place]
            let hit = first &+ index
            unsafe sights[place] = last.seen(in: sentence, hit)
            // Written in any case, counted only if it is one.
            unsafe triggers[triggerCount] = Int32(truncatingIfNeeded: hit)
            triggerCount &+= last.triggerCount
            unsafe hits[hit] = PartHit(
                part: payload &- base, start: start, end: end,
                previous: last.sentence == sentence ? last.hit : -1)
            index &+= 1
        }
        self.hits.settle(count: first &+ index)
        self.triggers.settle(count: triggerCount)
        return index
    }

    mutating func note(part: UInt32, _ start: Int32, _ end: Int32) {
        unsafe withUnsafePointer(to: part) {
            _ = unsafe note(
                UnsafeBufferPointer(start: $0, count: 1), from: 0, to: .max, start, end)
        }
    }

    /// Whether any rule is to be looked at.
    var hasHits: Bool { triggers.count > 0 }

    /// Appends what holds in the sentence to `result`.
    mutating func endSentence(
        in words: borrowing Scratch<Word>, into result: inout Scratch<RuleHit>
    ) {
        for index in 0..<triggers.count {
            let hit = hits[Int(triggers[index])]
            for place in tables.singleRules.range(Int(hit.part)) {
                var found = RuleHit(rule: tables.singleRules.elements[place])
                found.append(hit.start, hit.end)
                result.append(found)
            }
            guard hit.previous < 0 else { continue }
            for place in tables.worthLooks.range(Int(hit.part)) {
                let number = tables.worthLooks.elements[place]
                guard lookSeen[Int(number)] != sentence, isComplete(number) else { continue }
                lookSeen[Int(number)] = sentence
                let look = tables.looks[number]
                let range = matches(of: look.node, words)
                for match in range.first..<range.end {
                    var found = matches[Int(match)]
                    found.rule = look.rule
                    result.append(found)
                }
            }
        }
    }

    /// Whether something of all that a look needs was seen.
    private mutating func isComplete(_ look: UInt32) -> Bool {
        for place in tables.needs.range(Int(look)) {
            let choices = tables.choices.range(Int(tables.needs.elements[place]))
            if !choices.contains(where: {
                sights[Int(tables.choices.elements[$0])].sentence == sentence
            }) {
                return false
            }
        }
        return true
    }
}
