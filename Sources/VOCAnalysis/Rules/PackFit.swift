package import VOCCore

/// Which theme packs suit some texts: those whose `signs`, words that tell their trade, are in many
/// of them.
package struct PackFit: Sendable {
    package struct Pack: Sendable, Equatable {
        package var name: String
        /// Of the texts, the share with a sign, from 0 to 1.
        package var share: Double
        /// Packs that it has in it already.
        package var extends: [String]
    }

    /// The packs that have signs in at least this share of the texts, the best first.
    package private(set) var packs: [Pack] = []
    /// How many texts were looked at.
    package let texts: Int

    /// A sign in so many texts is no chance: trades that are talked of by the way are in fewer.
    private static let leastShare = 0.15
    /// The best is this many times the next, or none is.
    private static let lead = 1.5
    private static let leastTexts = 50

    /// Looks at texts, of which only words outside of addresses and account names count.
    package init(_ texts: [String], in folders: LexiconFolders) throws(VOCError) {
        self.texts = texts.count
        guard texts.count >= PackFit.leastTexts else { return }
        let words = texts.map(PackFit.words)
        var seen: Set<String> = []
        for directory in folders.directories {
            for name in TextFile.names(in: "\(directory)/themes") where !seen.contains(name) {
                let folder = "\(directory)/themes/\(name)"
                guard TextFile.exists("\(folder)/pack.yml") else { continue }
                seen.insert(name)
                let head = try PackHead(folder: folder)
                guard !head.signs.isEmpty else { continue }
                let hits = words.count { !$0.isDisjoint(with: head.signs) }
                let share = Double(hits) / Double(words.count)
                guard share >= PackFit.leastShare else { continue }
                var extends: [String] = []
                for base in head.extends { extends.append(try base.string()) }
                packs.append(Pack(name: name, share: share, extends: extends))
            }
        }
        packs.sort { ($1.share, $0.name) < ($0.share, $1.name) }
    }

    /// The one that clearly fits best; nil if none does, or two do.
    package var best: Pack? {
        guard let first = packs.first else { return nil }
        guard packs.count > 1 else { return first }
        return first.share >= PackFit.lead * packs[1].share ? first : nil
    }

    private static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        for piece in text.lowercased().split(whereSeparator: \.isWhitespace)
        where piece.first != "@" && !piece.contains("://") {
            for word in piece.split(whereSeparator: { !$0.isLetter }) { words.insert(String(word)) }
        }
        return words
    }
}
