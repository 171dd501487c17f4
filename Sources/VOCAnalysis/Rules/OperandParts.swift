internal import VOCCore

/// The operands of rules taken apart, so that a phrase is noted once however many operands have it.
///
/// Lists of alternatives share many words: `not` alone stands in dozens of them, and noting each was
/// a good part of what rules cost. A *part* is made of frequent words that stand in exactly the same
/// operands, or of all that one operand shares with no other or that is rare; an operand is met where
/// one of its parts is.
struct OperandParts {
    /// The phrases of each part.
    private(set) var phrases: [Phrase] = []
    /// By operand, its parts, ascending.
    private(set) var ofOperand: [[UInt32]]
    /// Words that need no part of their own beside a beginning, `late` beside `lat*`, but have to be
    /// known.
    private(set) var coveredWords: [String] = []

    /// What can be met in one place of a text.
    private enum Element: Hashable {
        case word(String)
        case prefix(String)
        case number, sum, emoji
        case phrase([WordSet])
    }

    init(_ operands: [Phrase]) {
        ofOperand = Array(repeating: [], count: operands.count)
        var places: [Element: Int] = [:]
        var elements: [(element: Element, operands: [UInt32])] = []
        for (index, operand) in operands.enumerated() {
            for element in elementsOnce(of: operand) {
                if let place = places[element] {
                    elements[place].operands.append(UInt32(index))
                } else {
                    places[element] = elements.count
                    elements.append((element, [UInt32(index)]))
                }
            }
        }
        var parts: [[UInt32]: Int] = [:]
        var singles: [WordSet] = []
        var longer: [[[WordSet]]] = []
        let shares = elements.flatMap { entry in
            OperandParts.isShared(entry.element, by: entry.operands.count)
                ? [entry] : entry.operands.map { (entry.element, [$0]) }
        }
        for (element, operands) in shares {
            let part = parts[operands] ?? singles.count
            if part == singles.count {
                parts[operands] = part
                singles.append(WordSet())
                longer.append([])
                for operand in operands { ofOperand[Int(operand)].append(UInt32(part)) }
            }
            switch element {
            case .word(let word): singles[part].words.append(word)
            case .prefix(let prefix): singles[part].prefixes.append(prefix)
            case .number: singles[part].matchesNumber = true
            case .sum: singles[part].matchesSum = true
            case .emoji: singles[part].matchesEmoji = true
            case .phrase(let sets): longer[part].append(sets)
            }
        }
        for (part, var single) in singles.enumerated() {
            single.words.sort()
            single.prefixes.sort()
            phrases.append(Phrase(single: single, longer: longer[part]))
        }
    }

    /// Whether noting an element once for so many operands is worth it: each operand that has it is
    /// then made of more parts.
    private static func isShared(_ element: Element, by count: Int) -> Bool {
        switch element {
        case .word(let word): Double(count - 1) * Phrase.commonness(ofWord: word) >= leastShared
        case .prefix(let prefix):
            Double(count - 1) * Phrase.commonness(ofPrefix: prefix) >= leastShared
        case .number, .sum, .emoji, .phrase: false
        }
    }

    /// Found by trials: with less, evaluating operands costs more than noting them saves.
    private static let leastShared = 60.0

    /// What an operand is made of, each once, without words and beginnings that a beginning among
    /// them covers.
    private mutating func elementsOnce(of operand: Phrase) -> [Element] {
        var result: [Element] = []
        var single = WordSet()
        var longer = Set<[WordSet]>()
        for sequence in operand.sequences where !sequence.isEmpty {
            if sequence.count > 1 {
                let sets = sequence.map { operand.sets[$0] }
                if longer.insert(sets).inserted { result.append(.phrase(sets)) }
                continue
            }
            let set = operand.sets[sequence[0]]
            single.words += set.words
            single.prefixes += set.prefixes
            if set.matchesNumber { single.matchesNumber = true }
            if set.matchesSum { single.matchesSum = true }
            if set.matchesEmoji { single.matchesEmoji = true }
        }
        let prefixes = Set(single.prefixes).sorted()
        for prefix in prefixes
        where !prefixes.contains(where: { $0 != prefix && prefix.hasPrefix($0) }) {
            result.append(.prefix(prefix))
        }
        for word in Set(single.words).sorted() {
            if prefixes.contains(where: { word.hasPrefix($0) }) {
                coveredWords.append(word)
            } else {
                result.append(.word(word))
            }
        }
        if single.matchesNumber { result.append(.number) }
        if single.matchesSum { result.append(.sum) }
        if single.matchesEmoji { result.append(.emoji) }
        return result
    }
}
