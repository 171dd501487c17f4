internal import VOCCore

/// The patterns that may get weights: words, phrases of two and three words, and the same over
/// stems, with all negators as one; and beginnings of words, which also meet forms that no text to
/// learn from has.
enum TopicCandidates {
    /// Words that deny what follows; a phrase that begins with one of them marks what is denied.
    private static let negators: Set<String> = [
        "not", "no", "never", "cannot", "without", "neither", "nor", "nothing", "none", "don't",
        "doesn't", "didn't", "isn't", "wasn't", "aren't", "weren't", "won't", "wouldn't", "can't",
        "couldn't", "shouldn't", "hasn't", "haven't", "hadn't", "dont", "doesnt", "didnt", "cant",
        "wont", "isnt", "wasnt",
    ]
    static let most = 40_000
    /// Words of all texts together under which nothing is too rare to be looked at.
    private static let littleText = 50_000

    /// Patterns in the notation of lexicons/README.md, each once; the most frequent if there are
    /// too many.
    static func patterns(_ texts: [String]) -> [String] {
        let table = WordTable(texts)
        var found: [(pattern: String, count: Int)] = []
        // Where there is little text, words that stand in one of them have to do.
        let least = table.sequence.count < TopicCandidates.littleText ? 1 : 2
        for (lengths, least) in [(1...1, least), (2...3, 2)] {
            let plain = PhraseCounts(table, lengths: lengths, least: least) { _ in true }
            for index in plain.keys.indices {
                let words = PhraseCounts.words(plain.keys[index])
                guard words.count < 3 || plain.counts[index] > 2,
                    words.contains(where: { $0 > 0 })
                else { continue }
                found.append((plain.text(index, table), plain.counts[index]))
            }
        }
        found += beginnings(table)
        let (stems, members) = stemmed(table)
        let rough = PhraseCounts(stems, lengths: 1...3, least: 2) { _ in true }
        for index in rough.keys.indices {
            let words = PhraseCounts.words(rough.keys[index])
            guard words.count < 3 || stems.words[words[0]] == "not" else { continue }
            // Where each stem stands for one word, the phrase of words is there already.
            guard words.contains(where: { members[$0].count > 1 }) else { continue }
            let pattern = words.map { word in
                members[word].count > 1
                    ? "(\(members[word].joined(separator: "|")))" : members[word][0]
            }
            found.append((pattern.joined(separator: " "), rough.counts[index]))
        }
        if found.count > most {
            found.sort { $0.count != $1.count ? $0.count > $1.count : $0.pattern < $1.pattern }
            found.removeLast(found.count - most)
        }
        return found.map(\.pattern).sorted()
    }

    /// Beginnings of four to six letters that two words or more share, with the texts of each.
    private static func beginnings(_ table: WordTable) -> [(pattern: String, count: Int)] {
        var number: [Substring: Int] = [:]
        var names: [Substring] = []
        var words: [Int] = []
        let ofWord = table.words.map { word -> [Int] in
            (4...6).compactMap { length in
                let letters = word.prefix(length)
                guard word.utf8.count > length, letters.utf8.allSatisfy({ $0 &- 0x61 < 26 })
                else { return nil }
                if let known = number[letters] {
                    words[known] += 1
                    return known
                }
                number[letters] = names.count
                names.append(letters)
                words.append(1)
                return names.count - 1
            }
        }
        var texts = [Int](repeating: 0, count: names.count)
        var last = [Int](repeating: -1, count: names.count)
        for text in 0..<table.textCount {
            for word in table.sequence[table.starts[text]..<table.starts[text + 1]]
            where word >= 0 {
                for place in ofWord[Int(word)] where last[place] != text {
                    last[place] = text
                    texts[place] += 1
                }
            }
        }
        return names.indices.filter { words[$0] > 1 }.map { ("\(names[$0])*", texts[$0]) }
    }

    /// By label: which of `patterns` are words of its name, or of their stem. Words that stand in a
    /// tenth of the texts tell nothing.
    static func named(
        _ labels: [String], _ patterns: [String], isRare: (Int) -> Bool
    ) -> [[Int]] {
        var places: [String: [Int]] = [:]
        for (place, pattern) in patterns.enumerated()
        where !pattern.contains(" ") && !pattern.hasSuffix("*") && isRare(place) {
            let members = pattern.drop { $0 == "(" }.split(separator: ")").first ?? ""
            for word in members.split(separator: "|") {
                places[String(word), default: []].append(place)
                let stem = WordGroups.stem(String(word))
                if places[" " + stem]?.last != place {
                    places[" " + stem, default: []].append(place)
                }
            }
        }
        let namesOf = labels.map { label in
            label.lowercased().split { !$0.isLetter }.map(String.init)
        }
        return namesOf.map { name in
            var found = Set<Int>()
            let words = name.filter { !negators.contains($0) }
            // `not_complaint` beside `complaint`: its words are the other's.
            guard words == name || !namesOf.contains(words) else { return [] }
            for word in words where word.utf8.count > 1 {
                found.formUnion(places[word] ?? [])
                found.formUnion(
                    (places[" " + WordGroups.stem(word)] ?? []).filter {
                        patterns[$0].hasPrefix("(")
                    })
            }
            return found.sorted()
        }
    }

    /// The table with stems in the place of words, and the words of each stem, sorted.
    private static func stemmed(_ table: WordTable) -> (WordTable, [[String]]) {
        var texts = [Int](repeating: 0, count: table.words.count)
        for word in table.sequence where word >= 0 { texts[Int(word)] += 1 }
        var number: [String: Int32] = ["<n>": 0]
        var stems = ["<n>"]
        var members: [[String]] = [["<n>"]]
        var stemOf = [Int32](repeating: 0, count: table.words.count)
        for index in table.words.indices.dropFirst() {
            let word = table.words[index]
            let stem = negators.contains(word) ? "not" : WordGroups.stem(word)
            if let known = number[stem] {
                stemOf[index] = known
                members[Int(known)].append(word)
            } else {
                stemOf[index] = Int32(stems.count)
                number[stem] = Int32(stems.count)
                stems.append(stem)
                members.append([word])
            }
        }
        return (
            table.replacing(words: stems) { $0 == WordTable.gap ? $0 : stemOf[Int($0)] },
            members.map { $0.sorted() }
        )
    }
}
