internal import Yams

/// A value of a YAML file with its place, so that every complaint about it can point there.
package struct ConfigNode: Sendable {
    package indirect enum Value: Sendable {
        case scalar(String, isPlain: Bool)
        case list([ConfigNode])
        case map([(key: ConfigNode, value: ConfigNode)])
        case null
    }

    package let value: Value
    package let origin: Origin

    /// Parses one YAML document. An empty document is `null`.
    package init(yaml: String, file: String) throws(VOCError) {
        let root: Node?
        do {
            // Whether a scalar is a number or a truth is asked where it is used: no need to try patterns.
            root = try Yams.compose(yaml: yaml, .basic)
        } catch let error as YamlError {
            throw ConfigNode.malformed(error, file: file)
        } catch {
            throw VOCError(
                .yamlMalformed, "this is not YAML", at: Origin(file: file, line: 1),
                underlying: "\(error)")
        }
        guard let root else {
            self.init(value: .null, origin: Origin(file: file, line: 1, column: 1))
            return
        }
        self = ConfigNode.convert(root, file: file)
    }

    /// Reads and parses a YAML file.
    package init(file path: String) throws(VOCError) {
        let text = try TextFile.read(path)
        try self.init(yaml: text, file: path)
    }

    package init(value: Value, origin: Origin) {
        self.value = value
        self.origin = origin
    }

    private static func convert(_ node: Node, file: String) -> ConfigNode {
        let mark = node.mark
        let origin = Origin(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
                return ConfigNode(value: .null, origin: origin)
            }
            return ConfigNode(value: .scalar(scalar.string, isPlain: isPlain), origin: origin)
        case .sequence(let sequence):
            return ConfigNode(
                value: .list(sequence.map { convert($0, file: file) }), origin: origin)
        case .mapping(let mapping):
            return ConfigNode(
                value: .map(
                    mapping.map { (convert($0.key, file: file), convert($0.value, file: file)) }),
                origin: origin)
        case .alias:
            return ConfigNode(value: .null, origin: origin)
        }
    }

    private static func malformed(_ error: YamlError, file: String) -> VOCError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            VOCError(
                .yamlMalformed, "the YAML is not well formed",
                at: Origin(file: file, line: mark.line, column: mark.column),
                hint: "check indentation, brackets, quotes and tabs near here",
                underlying: problem)
        default:
            VOCError(
                .yamlMalformed, "the YAML is not well formed", at: Origin(file: file, line: 1),
                hint: "check indentation, brackets, quotes and tabs", underlying: "\(error)")
        }
    }
}

extension ConfigNode {
    package var isNull: Bool {
        if case .null = value { true } else { false }
    }

    package func wrongType(_ expected: String) -> VOCError {
        let found =
            switch value {
            case .scalar(let text, _): "'\(text)'"
            case .list: "a list"
            case .map: "a map"
            case .null: "nothing"
            }
        return VOCError(.configWrongType, "expected \(expected), found \(found)", at: origin)
    }

    package func string(_ what: String = "text") throws(VOCError) -> String {
        guard case .scalar(let text, _) = value else { throw wrongType(what) }
        return text
    }

    package func int(_ what: String = "a whole number") throws(VOCError) -> Int {
        guard case .scalar(let text, _) = value, let number = Int(text) else {
            throw wrongType(what)
        }
        return number
    }

    package func double(_ what: String = "a number") throws(VOCError) -> Double {
        guard case .scalar(let text, _) = value, let number = Double(text), number.isFinite else {
            throw wrongType(what)
        }
        return number
    }

    package func bool() throws(VOCError) -> Bool {
        guard case .scalar(let text, _) = value else { throw wrongType("true or false") }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw wrongType("true or false")
        }
    }

    package func list(_ what: String = "a list") throws(VOCError) -> [ConfigNode] {
        guard case .list(let items) = value else { throw wrongType(what) }
        return items
    }

    /// A list, or a single value standing for a list of one.
    package func oneOrMore() -> [ConfigNode] {
        switch value {
        case .list(let items): items
        case .null: []
        default: [self]
        }
    }

    package func strings() throws(VOCError) -> [String] {
        var result: [String] = []
        for item in oneOrMore() { result.append(try item.string()) }
        return result
    }

    /// One of `allowed`, or an error that names the nearest.
    package func choice<T>(_ allowed: KeyValuePairs<String, T>) throws(VOCError) -> T {
        let text = try string()
        for (name, result) in allowed where name == text { return result }
        let names = allowed.map(\.key)
        throw VOCError(
            .configUnknownValue, "'\(text)' is not allowed here", at: origin,
            hint: DidYouMean.hint(for: text, among: names))
    }

    /// This node as a map whose keys are checked.
    package func map(_ what: String = "a map", keys allowed: [String]) throws(VOCError) -> ConfigMap
    {
        guard case .map(let pairs) = value else { throw wrongType(what) }
        var entries: [String: ConfigNode] = [:]
        for (key, value) in pairs {
            let name = try key.string("a key")
            guard allowed.contains(name) else {
                throw VOCError(
                    .configUnknownKey, "unknown key '\(name)'", at: key.origin,
                    hint: DidYouMean.hint(for: name, among: allowed))
            }
            guard entries[name] == nil else {
                throw VOCError(
                    .configUnknownKey, "the key '\(name)' stands here twice", at: key.origin)
            }
            entries[name] = value
        }
        return ConfigMap(entries: entries, origin: origin)
    }

    /// All pairs of a map whose keys are free.
    package func pairs(_ what: String = "a map") throws(VOCError) -> [(
        key: ConfigNode, value: ConfigNode
    )] {
        guard case .map(let pairs) = value else { throw wrongType(what) }
        return pairs
    }
}

/// A map with checked keys.
package struct ConfigMap: Sendable {
    package let entries: [String: ConfigNode]
    package let origin: Origin

    /// The value of `key`; nil if it is absent or null.
    package subscript(key: String) -> ConfigNode? {
        guard let node = entries[key], !node.isNull else { return nil }
        return node
    }

    package func required(_ key: String) throws(VOCError) -> ConfigNode {
        guard let node = self[key] else {
            throw VOCError(.configMissingKey, "the key '\(key)' is missing here", at: origin)
        }
        return node
    }
}

/// Suggests the allowed word nearest to a mistyped one.
package enum DidYouMean {
    package static func hint(for word: String, among allowed: [String]) -> String {
        if let near = nearest(to: word, among: allowed) { return "did you mean '\(near)'?" }
        return "use one of: \(allowed.sorted().joined(separator: ", "))"
    }

    /// The nearest word within a third of its length in edits (at least 2), or nil.
    package static func nearest(to word: String, among allowed: [String]) -> String? {
        allowed.map { (distance(word.lowercased(), $0.lowercased()), $0) }
            .filter { $0.0 <= max(2, $0.1.count / 3) }
            .min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
    }

    /// Damerau–Levenshtein distance (optimal string alignment).
    static func distance(_ one: String, _ other: String) -> Int {
        let a = Array(one.unicodeScalars)
        let b = Array(other.unicodeScalars)
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
