internal import VOCCore

/// A loose look at the beginning of XML, which may be cut short: elements and attributes by the path
/// below each element, with their values.
struct XMLSampler {
    /// In the order in which they are met first.
    private var samples: [FieldSample] = []
    /// Those of the paths below an element.
    private var placesBelow: [String: [Int]] = [:]
    private var placeOfKey: [String: Int] = [:]
    private var nodes: [Node] = [Node()]
    /// How often each element is there.
    private(set) var counts: [String: Int] = [:]
    /// The element that repeats most, two levels down.
    private(set) var likelyElement = ""

    private static let most = 4000

    /// An element by the whole path that leads to it: few, while the elements are many.
    private struct Node {
        var path: [String] = []
        var count = 0
        var children: [ArraySlice<UInt8>: Int] = [:]
        /// The samples that its text belongs to, and those of its attributes; found once.
        var textPlaces: [Int]?
        var attributePlaces: [String: [Int]] = [:]
    }

    /// An element that is not closed yet.
    private struct Open {
        let node: Int
        var text: [UInt8] = []
    }

    init(_ head: [UInt8]) {
        var open: [Open] = []
        var at = 0
        while at < head.count, samples.count < XMLSampler.most {
            guard let next = head[at...].firstIndex(of: 0x3C) else { break }
            if next > at, !open.isEmpty { open[open.count - 1].text += head[at..<next].prefix(500) }
            let rest = head[next...]
            if next + 1 < head.count, head[next + 1] == 0x21 {
                if rest.starts(with: "<![CDATA[".utf8) {
                    let start = next + 9
                    guard let end = rest.firstRange(of: Array("]]>".utf8)) else { break }
                    if !open.isEmpty, start <= end.lowerBound {
                        open[open.count - 1].text += head[start..<end.lowerBound].prefix(500)
                    }
                    at = end.upperBound
                    continue
                }
                if rest.starts(with: "<!--".utf8) {
                    guard let end = rest.firstRange(of: Array("-->".utf8)) else { break }
                    at = end.upperBound
                    continue
                }
            }
            guard let end = rest.firstIndex(of: 0x3E) else { break }
            at = end + 1
            guard next + 1 < end, head[next + 1] != 0x21, head[next + 1] != 0x3F else { continue }
            if head[next + 1] == 0x2F {
                guard let closed = open.popLast() else { break }
                add(closed.text, toTextOf: closed.node)
                continue
            }
            let tag = head[(next + 1)..<end]
            let isEmpty = tag.last == 0x2F
            let node = child(
                of: open.last?.node ?? 0, called: tag.prefix { $0 > 0x20 && $0 != 0x2F })
            nodes[node].count += 1
            for (attribute, value) in XMLSampler.attributes(tag) {
                add(value, toAttribute: attribute, of: node)
            }
            if isEmpty {
                add([], toTextOf: node)
            } else {
                open.append(Open(node: node))
            }
            guard open.count < 64 else { break }
        }
        countElements()
    }

    /// What stands below an element, by the path from there: below `entry`, `author.name`.
    func samples(below element: String) -> [FieldSample] {
        placesBelow[element, default: []].map { samples[$0] }
    }

    private mutating func countElements() {
        var second: [String: Int] = [:]
        var order: [String] = []
        for node in nodes.dropFirst() {
            guard let name = node.path.last else { continue }
            counts[name, default: 0] += node.count
            guard node.path.count == 2 else { continue }
            if second[name] == nil { order.append(name) }
            second[name, default: 0] += node.count
        }
        let most = second.values.max() ?? 0
        // The first of those that repeat equally often.
        likelyElement = order.first { second[$0] == most } ?? ""
    }

    private mutating func child(of parent: Int, called name: ArraySlice<UInt8>) -> Int {
        if let known = nodes[parent].children[name] { return known }
        let path = nodes[parent].path + [String(decoding: name, as: UTF8.self)]
        nodes[parent].children[name] = nodes.count
        nodes.append(Node(path: path))
        return nodes.count - 1
    }

    private mutating func add(_ value: [UInt8], toTextOf node: Int) {
        if nodes[node].textPlaces == nil {
            nodes[node].textPlaces = places(nodes[node].path, attribute: nil)
        }
        add(value, at: nodes[node].textPlaces ?? [])
    }

    private mutating func add(_ value: [UInt8], toAttribute name: String, of node: Int) {
        if nodes[node].attributePlaces[name] == nil {
            nodes[node].attributePlaces[name] = places(nodes[node].path, attribute: name)
        }
        add(value, at: nodes[node].attributePlaces[name] ?? [])
    }

    private mutating func add(_ value: [UInt8], at places: [Int]) {
        if places.isEmpty { return }
        let decoded = Entities.decoded(value)
        for place in places { samples[place].add(decoded) }
    }

    /// A value belongs to every element around it, by the path from there.
    private mutating func places(_ path: [String], attribute: String?) -> [Int] {
        var found: [Int] = []
        for start in path.indices.suffix(5) {
            var below = path[(start + 1)...].joined(separator: ".")
            if let attribute { below += below.isEmpty ? "@\(attribute)" : ".@\(attribute)" }
            guard !below.isEmpty else { continue }
            let key = "\(path[start])\n\(below)"
            if placeOfKey[key] == nil {
                placeOfKey[key] = samples.count
                placesBelow[path[start], default: []].append(samples.count)
                samples.append(FieldSample(below))
            }
            if let place = placeOfKey[key] { found.append(place) }
        }
        return found
    }

    private static func attributes(_ tag: ArraySlice<UInt8>) -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        var at = tag.firstIndex { $0 <= 0x20 } ?? tag.endIndex
        while at < tag.endIndex {
            guard let equals = tag[at...].firstIndex(of: 0x3D) else { break }
            let name = tag[at..<equals].filter { $0 > 0x20 }
            guard let quote = tag[equals...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                let end = tag[(quote + 1)...].firstIndex(of: tag[quote])
            else { break }
            found.append((String(decoding: name, as: UTF8.self), Array(tag[(quote + 1)..<end])))
            at = end + 1
        }
        return found
    }
}
