internal import VOCCore

/// A loose look at the beginning of JSON, which may be cut short: every key by its path, with its
/// values. Lists are passed through; Python's quotes are taken too.
struct JSONSampler {
    private(set) var samples: [FieldSample] = []
    private var places: [String: Int] = [:]
    /// How many objects there are at each path.
    private(set) var objects: [String: Int] = [:]

    private static let most = 4000

    init(_ head: [UInt8]) {
        var open: [(closer: UInt8, path: String)] = []
        var key = ""
        var expectsKey = false
        var at = 0
        while at < head.count, places.count < JSONSampler.most {
            let byte = head[at]
            let path = open.last.map { $0.closer == 0x7D ? join($0.path, key) : $0.path } ?? ""
            switch byte {
            case 0x22, 0x27:
                let start = at
                guard let text = JSONText.string(head, &at) else { return }
                if expectsKey {
                    key = String(decoding: text, as: UTF8.self)
                    _ = place(of: join(open.last?.path ?? "", key))
                    expectsKey = false
                } else if byte == 0x22 || start > 0 {
                    add(text, path)
                }
                continue
            case 0x7B, 0x5B:
                guard open.count < 32 else { return }
                if byte == 0x7B { objects[path, default: 0] += 1 }
                open.append((byte == 0x7B ? 0x7D : 0x5D, path))
                expectsKey = byte == 0x7B
            case 0x7D, 0x5D:
                if open.popLast() == nil { return }
                expectsKey = false
            case 0x2C: expectsKey = open.last?.closer == 0x7D
            case 0x3A, 0x20, 0x09, 0x0A, 0x0D: break
            default:
                let start = at
                at += 1
                while at < head.count, head[at] > 0x20, head[at] != 0x2C, head[at] | 0x20 != 0x7D {
                    at += 1
                }
                let word = head[start..<at]
                if !word.elementsEqual("null".utf8), !word.elementsEqual("None".utf8) {
                    add(Array(word), path)
                }
                continue
            }
            at += 1
        }
    }

    private func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    private mutating func place(of path: String) -> Int {
        if let place = places[path] { return place }
        places[path] = samples.count
        samples.append(FieldSample(path))
        return samples.count - 1
    }

    private mutating func add(_ value: [UInt8], _ path: String) {
        guard !path.isEmpty else { return }
        samples[place(of: path)].add(value)
    }
}
