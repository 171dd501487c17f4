package import VOCCore

/// Looks for lines of a lexicon that never count, that clash, or that say nothing new.
///
/// Only lines of the lexicon itself are spoken of, not those of the lexicons that it extends. Cost:
/// loading it, and one table of all that its phrases stand for.
package struct LexiconLint {
    private let lexicon: Lexicon
    /// The pack whose lines are looked at, as its lines name it.
    private let own: String
    private var findings: [LintFinding] = []

    /// The findings in the order of files and lines. `name` is a pack's, such as `en/airline`.
    package static func findings(_ name: String, in folders: LexiconFolders) throws(VOCError)
        -> [LintFinding]
    {
        var lint = LexiconLint(try Lexicon(name, in: folders))
        lint.findReplaced()
        lint.findDroppedForms()
        lint.findOverlaps()
        return lint.findings.sorted {
            ($0.origin.file, $0.origin.line, $0.code.id, $0.entry, $0.message)
                < ($1.origin.file, $1.origin.line, $1.code.id, $1.entry, $1.message)
        }
    }

    private init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
        own = lexicon.packs.last?.id ?? ""
    }

    private mutating func note(
        _ severity: LintFinding.Severity, _ code: ErrorCode, _ entry: LexiconEntry,
        spelled: String? = nil, _ message: String, _ other: LexiconEntry
    ) {
        findings.append(
            LintFinding(
                severity, code, at: entry.origin, entry: spelled ?? entry.text, message: message,
                other: other.origin))
    }

    // MARK: - Lines of the same spelling

    private mutating func findReplaced() {
        let ours = lexicon.replaced.filter { $0.new.pack == own }
        let same = redundantLines(ours)
        var told = Set<Origin>()
        for (phrase, old, new) in ours where old.origin != new.origin {
            let isForm = phrase != new.text
            if old.pack == own {
                if phrase != old.text {
                    noteDropped(form: phrase, of: old, for: new)
                } else {
                    note(
                        .warning, .lintDead, old,
                        "never counts: \(new.said) of the same spelling replaces it", new)
                }
            } else if same.contains(new.origin) {
                guard told.insert(new.origin).inserted else { continue }
                note(.warning, .lintRedundant, new, "says the same as its base, \(old.said)", old)
            } else if !old.hasEffect(of: new) {
                let turns = isForm && old.turnsAgainst(new)
                note(
                    turns ? .warning : .note, .lintReplaces, new, spelled: phrase,
                    isForm
                        ? "a form of '\(new.text)', \(new.said), replaces a line of the base, \(old.said)"
                        : "\(new.said), replaces a line of the base, \(old.said)", old)
            }
        }
    }

    /// Lines of which everything, forms too, is in the base with the same effect.
    private func redundantLines(
        _ replaced: [(phrase: String, old: LexiconEntry, new: LexiconEntry)]
    ) -> Set<Origin> {
        var made: [Origin: Int] = [:]
        for item in lexicon.entries where item.entry.pack == own {
            made[item.entry.origin, default: 0] += 1
        }
        var known: [Origin: Int] = [:]
        for (_, old, new) in replaced where old.pack != own && old.hasEffect(of: new) {
            known[new.origin, default: 0] += 1
        }
        return Set(known.filter { made[$0.key] == $0.value }.keys)
    }

    private mutating func findDroppedForms() {
        for (form, entry) in lexicon.droppedForms where entry.pack == own && form != entry.text {
            guard let winner = lexicon.entry(spelled: form), winner.origin != entry.origin else {
                continue
            }
            noteDropped(form: form, of: entry, for: winner)
        }
    }

    /// Forms that would have done the same are not worth a line.
    private mutating func noteDropped(
        form: String, of entry: LexiconEntry, for winner: LexiconEntry
    ) {
        guard !entry.hasEffect(of: winner) else { return }
        let whose = winner.text == form ? "the line" : "a form of '\(winner.text)'"
        note(
            entry.turnsAgainst(winner) ? .warning : .note, .lintForm, entry, spelled: form,
            "a form of '\(entry.text)', \(entry.said), gives way to \(whose), \(winner.said)",
            winner)
    }

    // MARK: - Phrases of other spelling that match the same words

    private mutating func findOverlaps() {
        // By what is said, the first entry that says it: of two as long, at the same place, the one
        // loaded first counts.
        var owner: [String: Int] = [:]
        var spellings: [[[String]]?] = []
        for (index, item) in lexicon.entries.enumerated() {
            let isMark = item.entry.kind == .filler && item.phrase.singleWords != nil
            let all = isMark ? nil : LexiconLint.spellings(of: item.phrase)
            spellings.append(all)
            for words in all ?? [] {
                let key = words.joined(separator: " ")
                if owner[key] == nil { owner[key] = index }
            }
        }
        for (index, all) in spellings.enumerated() {
            guard let all else { continue }
            let isDead = findHidden(index, all, owner)
            if !isDead, lexicon.entries[index].entry.pack == own {
                findWeakness(index, all, owner)
            }
        }
    }

    /// Whether nothing is left of the entry.
    private mutating func findHidden(_ index: Int, _ all: [[String]], _ owner: [String: Int])
        -> Bool
    {
        let entry = lexicon.entries[index].entry
        var hidden = 0
        var first: LexiconEntry?
        var clashes = Set<Int>()
        for words in all {
            let key = words.joined(separator: " ")
            guard let place = owner[key], place < index else { continue }
            let other = lexicon.entries[place].entry
            hidden += 1
            first = first ?? other
            guard entry.pack == own || other.pack == own, entry.turnsAgainst(other),
                clashes.insert(place).inserted
            else { continue }
            note(
                .warning, .lintConflict, entry,
                "\(entry.said), but '\(key)' is also '\(other.text)', \(other.said), which counts",
                other)
        }
        guard let first, hidden == all.count else { return false }
        if entry.pack == own {
            note(
                .warning, .lintDead, entry,
                "never counts: all it matches is matched by lines loaded before it, such as '\(first.text)', \(first.said)",
                first)
        }
        return true
    }

    /// A phrase that weighs less than the strongest of its words in its direction, told of the
    /// spelling that loses most. Phrases with words that turn or weaken others are left out, and
    /// those with words of both directions: their sum is not the phrase's meaning.
    private mutating func findWeakness(_ index: Int, _ all: [[String]], _ owner: [String: Int]) {
        let entry = lexicon.entries[index].entry
        guard entry.kind == .polar, entry.milli != 0 else { return }
        var worst: (strongest: LexiconEntry, sum: Int, words: String)?
        for words in all where words.count > 1 {
            var strongest: LexiconEntry?
            var sum = 0
            var isPlain = true
            for word in words {
                guard let place = owner[word] else { continue }
                let other = lexicon.entries[place].entry
                switch other.kind {
                case .polar where other.milli != 0:
                    if (other.milli > 0) != (entry.milli > 0) { isPlain = false }
                    sum += other.milli
                    if abs(other.milli) > abs(strongest?.milli ?? 0) { strongest = other }
                case .polar, .booster, .carrier, .filler: break
                default: isPlain = false
                }
            }
            guard isPlain, let strongest, abs(strongest.milli) > abs(entry.milli),
                abs(sum) > abs(worst?.sum ?? 0)
            else { continue }
            worst = (strongest, sum, words.joined(separator: " "))
        }
        guard let worst else { return }
        note(
            .note, .lintWeakPhrase, entry,
            "\(entry.said), is weaker than '\(worst.strongest.text)' in '\(worst.words)', \(worst.strongest.said); its words come to \(Decimals.shortThousandths(worst.sum))",
            worst.strongest)
    }

    /// Everything a phrase stands for, each once; nil if that has no end (beginnings of words,
    /// numbers) or is more than can be looked at.
    private static func spellings(of phrase: Phrase, most: Int = 2000) -> [[String]]? {
        var result: [[String]] = []
        var seen = Set<[String]>()
        for variant in phrase.variants {
            var count = 1
            for set in variant {
                guard set.prefixes.isEmpty, !set.matchesClass else { return nil }
                count *= set.words.count
                guard result.count + count <= most else { return nil }
            }
            var made: [[String]] = [[]]
            for set in variant { made = made.flatMap { start in set.words.map { start + [$0] } } }
            for words in made where !words.isEmpty && seen.insert(words).inserted {
                result.append(words)
            }
        }
        return result.isEmpty ? nil : result
    }
}

extension LexiconEntry {
    /// Whether both do the same to a text.
    fileprivate func hasEffect(of other: LexiconEntry) -> Bool {
        kind == other.kind && milli == other.milli && reach == other.reach
    }

    /// Whether one praises and the other blames.
    fileprivate func turnsAgainst(_ other: LexiconEntry) -> Bool {
        kind == .polar && other.kind == .polar && milli.signum() * other.milli.signum() < 0
    }

    /// Its kind or weight, for people.
    fileprivate var said: String {
        switch kind {
        case .polar: "weight \(Decimals.shortThousandths(milli))"
        case .negator: "a negator"
        case .negatorBack: "a negator of what stands before"
        case .booster: "a booster"
        case .damper: "a damper"
        case .contrast: "a contrast"
        case .concession: "a concession"
        case .carrier: "a carrier"
        case .hypothetical: "a hypothetical"
        case .filler: "a filler"
        case .mark: "a mark"
        }
    }
}
