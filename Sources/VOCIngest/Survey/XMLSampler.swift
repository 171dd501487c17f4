internal import VOCCore

/// A loose look at the beginning of XML, which may be cut short: elements and attributes by the path
/// below each element, with their values.
struct XMLSampler {
    /// By the element they are in, then by path: `entry` → `author.name`.
    private(set) var samples: [String: [FieldSample]] = [:]
    private var places: [String: Int] = [:]
    /// How often each element is there.
    private(set) var counts: [String: Int] = [:]
    /// The element that repeats most, two levels down.
    private(set) var likelyElement = ""

    private static let most = 4000

    init(_ head: [UInt8]) {
        var open: [(name: String, text: [UInt8])] = []
        var second: [String: Int] = [:]
        var order: [String] = []
        var at = 0
        while at < head.count, places.count < XMLSampler.most {
            guard let next = head[at...].firstIndex(of: 0x3C) else { break }
            if next > at, !open.isEmpty { open[open.count - 1].text += head[at..<next].prefix(500) }
            let rest = head[next...]
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
            guard let end = rest.firstIndex(of: 0x3E) else { break }
            at = end + 1
            guard next + 1 < end, head[next + 1] != 0x21, head[next + 1] != 0x3F else { continue }
            if head[next + 1] == 0x2F {
                guard let closed = open.popLast() else { break }
                add(Entities.decoded(closed.text), open.map(\.name) + [closed.name], attribute: nil)
                continue
            }
            let tag = head[(next + 1)..<end]
            let isEmpty = tag.last == 0x2F
            let name = String(
                decoding: tag.prefix { $0 > 0x20 && $0 != 0x2F }, as: UTF8.self)
            counts[name, default: 0] += 1
            if open.count == 1 {
                if second[name] == nil { order.append(name) }
                second[name, default: 0] += 1
            }
            let path = open.map(\.name) + [name]
            for (attribute, value) in XMLSampler.attributes(tag) {
                add(Entities.decoded(value), path, attribute: attribute)
            }
            if isEmpty {
                add([], path, attribute: nil)
            } else {
                open.append((name, []))
            }
            guard open.count < 64 else { break }
        }
        likelyElement = order.max { (second[$0] ?? 0) < (second[$1] ?? 0) } ?? ""
        // The first of those that repeat equally often.
        let most = second[likelyElement] ?? 0
        likelyElement = order.first { second[$0] == most } ?? ""
    }

    /// The value belongs to every element around it, by the path from there.
    private mutating func add(_ value: [UInt8], _ path: [String], attribute: String?) {
        for start in path.indices.suffix(5) {
            var below = path[(start + 1)...].joined(separator: ".")
            if let attribute { below += below.isEmpty ? "@\(attribute)" : ".@\(attribute)" }
            guard !below.isEmpty else { continue }
            let key = "\(path[start])\n\(below)"
            let place: Int
            if let known = places[key] {
                place = known
            } else {
                place = samples[path[start], default: []].count
                places[key] = place
                samples[path[start], default: []].append(FieldSample(below))
            }
            samples[path[start]]?[place].add(value)
        }
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
