/// The elements of a page that voc wrote, to ask questions of: well formed but for void elements.
final class PageNode {
    let name: String
    let attributes: [String: String]
    private(set) weak var parent: PageNode?
    private(set) var children: [PageNode] = []
    private(set) var ownText = ""

    init(_ name: String, _ attributes: [String: String] = [:], in parent: PageNode? = nil) {
        self.name = name
        self.attributes = attributes
        self.parent = parent
    }

    /// This element and all below it, in the order of the page.
    var all: [PageNode] { [self] + children.flatMap(\.all) }

    var text: String { ownText + children.map(\.text).joined() }

    func named(_ names: String...) -> [PageNode] { all.filter { names.contains($0.name) } }

    func has(_ attribute: String, _ value: String) -> Bool { attributes[attribute] == value }

    /// What an element is called by a screen reader; empty for none.
    func label(in page: PageNode) -> String {
        if let label = attributes["aria-label"] { return label }
        let ids = (attributes["aria-labelledby"] ?? "").split(separator: " ")
        if !ids.isEmpty {
            return ids.compactMap { id in page.all.first { $0.has("id", String(id)) }?.text }
                .joined(separator: " ")
        }
        return children.first { $0.name == "title" }?.text ?? ""
    }

    /// Reads a page; nil if an element is closed that is not open, or left open.
    static func page(_ markup: String) -> PageNode? {
        let void: Set = ["meta", "br", "hr", "img", "link", "col", "input"]
        let root = PageNode("")
        var open = [root]
        var rest = Substring(markup)
        while let start = rest.firstIndex(of: "<") {
            open[open.count - 1].ownText += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ">") else { return nil }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard open.count > 1, open.removeLast().name == tag.dropFirst() else { return nil }
                continue
            }
            let isClosed = tag.hasSuffix("/")
            let (name, attributes) = parts(isClosed ? tag.dropLast() : tag)
            let node = PageNode(name, attributes, in: open[open.count - 1])
            open[open.count - 1].children.append(node)
            if name == "style" {
                guard let close = rest.range(of: "</style>") else { return nil }
                node.ownText = String(rest[..<close.lowerBound])
                rest = rest[close.upperBound...]
            } else if !isClosed, !void.contains(name) {
                open.append(node)
            }
        }
        return open.count == 1 ? root : nil
    }

    private static func parts(_ tag: Substring) -> (String, [String: String]) {
        let name = tag.prefix { !$0.isWhitespace }
        var attributes: [String: String] = [:]
        var rest = tag.dropFirst(name.count).drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest.dropFirst(key.count)
            var value = Substring()
            if rest.hasPrefix("=\"") {
                rest = rest.dropFirst(2)
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
            }
            attributes[String(key)] = String(value)
            rest = rest.drop(while: \.isWhitespace)
        }
        return (String(name), attributes)
    }
}

extension Substring {
    /// Where `other` first stands.
    fileprivate func range(of other: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(other) {
                return place..<index(place, offsetBy: other.count)
            }
            place = index(after: place)
        }
        return nil
    }
}
