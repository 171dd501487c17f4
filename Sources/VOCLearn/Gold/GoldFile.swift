package import VOCCore
internal import VOCIngest

/// A text and what people or ratings say about it.
package struct GoldItem: Sendable {
    /// What is said about one aspect of the text: a category or theme, and a polarity such as
    /// `positive`.
    package struct Aspect: Sendable {
        package let category: String
        package let polarity: String
    }

    package let id: String
    package let text: String
    /// In the order of the file; a single `label` is a list of one.
    package let labels: [String]
    package let aspects: [Aspect]
    /// The part of the data it belongs to, such as `test`; nil if the file does not say.
    package let split: String?
    /// Kept out of all fitting: its split is another than the one to learn from.
    package let isHeldOut: Bool
    /// The line of the file.
    package let line: Int

    package init(
        id: String, text: String, labels: [String], aspects: [Aspect] = [], split: String? = nil,
        isHeldOut: Bool = false, line: Int = 0
    ) {
        self.id = id
        self.text = text
        self.labels = labels
        self.aspects = aspects
        self.split = split
        self.isHeldOut = isHeldOut
        self.line = line
    }

    /// Which of `count` folds the item belongs to: by a hash of its id, so that folds stay the same
    /// when rows are added, removed or reordered.
    package func fold(of count: Int) -> Int { Int(Digest(of: id).low % UInt64(count)) }
}

/// The names of a gold file's fields, with dots into inner objects, such as `extra.severity`.
package struct GoldFields: Sendable {
    package var id = "id"
    package var text = "text"
    /// Nil for the first there is of `labels`, `label` and `rating`.
    package var label: String?
    package var aspects = "aspects"
    package var split = "split"

    package init() {}
}

/// Labelled texts of one domain, one JSON object a line: `id`, `text` and `label`, `labels` or
/// `rating`, perhaps `aspects` (`category` and `polarity` each) and `split`.
///
/// Texts are mended like those of a dump, so that they score as `voc score` scores them.
package struct GoldFile: Sendable {
    /// The file's name without its ending: the domain.
    package let name: String
    package let path: String
    package private(set) var items: [GoldItem] = []

    package init(name: String, path: String = "", items: [GoldItem]) {
        self.name = name
        self.path = path
        self.items = items
    }

    /// Reads `path`. Rows that have a `split` other than `split` are held out; rows without one are
    /// learned from.
    package init(_ path: String, split: String = "train", fields: GoldFields = GoldFields())
        throws(VOCError)
    {
        self.path = path
        let last = path.split(separator: "/").last.map(String.init) ?? path
        name = last.firstIndex(of: ".").map { String(last[..<$0]) } ?? last
        var number = 0
        for line in try TextFile.bytes(path).split(
            separator: 0x0A, omittingEmptySubsequences: false)
        {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let origin = Origin(file: path, line: number, column: 1)
            guard let row = JSONFragment.object(Array(line)) else {
                throw VOCError(.goldRow, "this line is not a JSON object", at: origin)
            }
            guard let text = row[fields.text]?.string else {
                throw VOCError(
                    .goldRow, "this row has no text in '\(fields.text)'", at: origin,
                    hint: "name its field with --text-field")
            }
            let aspects = GoldFile.aspects(row, fields)
            guard let labels = GoldFile.labels(row, fields) ?? (aspects.isEmpty ? nil : []) else {
                throw VOCError(
                    .goldRow, "this row has no \(fields.label ?? "label, labels or rating")",
                    at: origin, hint: "name its field with --label-field")
            }
            let part = row[fields.split]?.string
            items.append(
                GoldItem(
                    id: row[fields.id]?.string ?? "\(name)-\(number)",
                    text: TextMender.mended(text), labels: labels, aspects: aspects, split: part,
                    isHeldOut: part.map { $0 != split } ?? false, line: number))
        }
    }

    /// The files of each path: itself, or the `.jsonl` and `.ndjson` files of a folder, sorted.
    package static func expand(_ paths: [String]) throws(VOCError) -> [String] {
        var result: [String] = []
        for path in paths {
            guard TextFile.isFolder(path) else {
                result.append(path)
                continue
            }
            let found = TextFile.names(in: path).filter {
                $0.hasSuffix(".jsonl") || $0.hasSuffix(".ndjson")
            }
            guard !found.isEmpty else {
                throw VOCError(
                    .fileMissing, "there is no .jsonl file in this folder", at: Origin(file: path))
            }
            result += found.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
        }
        return result
    }

    private static func labels(_ row: JSONFragment, _ fields: GoldFields) -> [String]? {
        if let field = fields.label { return row[field]?.strings }
        if let labels = row["labels"]?.strings ?? row["label"]?.strings { return labels }
        guard let rating = row["rating"]?.string, let number = Double(rating) else { return nil }
        return [number <= 2 ? "negative" : number >= 4 ? "positive" : "neutral"]
    }

    private static func aspects(_ row: JSONFragment, _ fields: GoldFields) -> [GoldItem.Aspect] {
        guard case .list(let list) = row[fields.aspects] else { return [] }
        return list.compactMap { item in
            guard let category = item["category"]?.string, let polarity = item["polarity"]?.string
            else { return nil }
            return GoldItem.Aspect(category: category, polarity: polarity)
        }
    }
}

extension JSONFragment {
    /// A text, number or boolean as text; nil for anything else.
    fileprivate var string: String? {
        if case .text(let bytes) = self { return String(decoding: bytes, as: UTF8.self) }
        return nil
    }

    /// A list of texts; a single text is a list of one.
    fileprivate var strings: [String]? {
        if case .list(let items) = self { return items.compactMap(\.string) }
        return string.map { [$0] }
    }
}
