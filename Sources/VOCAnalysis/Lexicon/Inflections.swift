internal import VOCCore

/// The rules of a language that make `fails`, `failed`, `failing` from `fail  v`; read from
/// `inflections.tsv`.
struct Inflections: Sendable {
    private struct Rule: Sendable {
        let ending: [Character]
        let strip: Int
        let add: [String]
    }

    private var rules: [String: [Rule]] = [:]

    /// No rules: only explicit forms.
    init() {}

    var isEmpty: Bool { rules.isEmpty }

    init(path: String) throws(VOCError) {
        for row in try TabbedFile(path, columns: ["class", "ending", "strip", "add", "note"]).rows {
            guard let strip = Int(row[2]), strip >= 0 else {
                throw VOCError(
                    .lexiconRow, "strip is '\(row[2])', expected a number of letters",
                    at: row.origin)
            }
            rules[row[0], default: []].append(
                Rule(
                    ending: row[1] == "*" ? [] : Array(row[1]), strip: strip,
                    add: row[3].split(separator: ",").map(String.init)))
        }
    }

    /// The forms of `word` for the classes in `column`, such as `v n =broke`; not the word itself.
    func forms(of word: String, _ column: String, at origin: Origin) throws(VOCError) -> [String] {
        var result: [String] = []
        for item in column.split(separator: " ") {
            if item.hasPrefix("=") {
                result.append(String(item.dropFirst()))
                continue
            }
            guard let candidates = rules[String(item)] else {
                throw VOCError(
                    .lexiconRow, "unknown form class '\(item)'", at: origin,
                    hint: DidYouMean.hint(for: String(item), among: rules.keys.sorted()))
            }
            let letters = Array(word)
            var best: Rule?
            for rule in candidates
            where Inflections.ends(letters, with: rule.ending) && rule.strip < letters.count
                && rule.ending.count > (best?.ending.count ?? -1)
            {
                best = rule
            }
            guard let best, let last = letters.last else { continue }
            let stem = String(letters.dropLast(best.strip))
            for ending in best.add {
                result.append(
                    ending.hasPrefix("+") ? stem + String(last) + ending.dropFirst() : stem + ending
                )
            }
        }
        return result
    }

    /// `C` stands for a consonant letter, `V` for a vowel letter.
    private static func ends(_ letters: [Character], with ending: [Character]) -> Bool {
        guard ending.count <= letters.count else { return false }
        for (letter, wanted) in zip(letters.suffix(ending.count), ending) {
            let isVowel = "aeiou".contains(letter)
            switch wanted {
            case "C": if isVowel || !letter.isLetter { return false }
            case "V": if !isVowel { return false }
            default: if letter != wanted { return false }
            }
        }
        return true
    }
}
