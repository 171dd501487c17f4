/// The one error of `voc`: a stable code, words for people, the place and the next step.
///
/// An error never holds what a customer wrote, nor an address: it points to the place instead.
public struct VOCError: Error, Sendable, CustomStringConvertible {
    public let code: ErrorCode
    /// What happened, in lower case and without a full stop.
    public let message: String
    public let origin: Origin?
    /// What to do about it.
    public let hint: String?
    /// The cause in the words of the library or system that reported it.
    public let underlying: String?

    public init(
        _ code: ErrorCode, _ message: String, at origin: Origin? = nil, hint: String? = nil,
        underlying: String? = nil
    ) {
        self.code = code
        self.message = message
        self.origin = origin
        self.hint = hint
        self.underlying = underlying
    }

    /// `may.csv:812:17: error: the quote opened here is never closed [csv.unclosed-quote]`, then
    /// cause and hint.
    public var description: String { text("error") }

    /// The same where it stops nothing.
    package var asWarning: String { text("warning") }

    private func text(_ kind: String) -> String {
        var text = origin.map { "\($0): " } ?? ""
        text += "\(kind): \(VOCError.printable(message)) [\(code.id)]"
        if let underlying { text += "\n  cause: \(VOCError.printable(underlying))" }
        if let hint { text += "\n  hint: \(VOCError.printable(hint))" }
        return text
    }

    /// `text` with control and bidirectional-override characters spelled out, safe for terminals
    /// and logs.
    public static func printable(_ text: String) -> String {
        func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
            default: false
            }
        }
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// The documented exit statuses of the command.
public enum ExitStatus: Int32, Sendable {
    case fine = 0
    /// Rejects over the limit, `--fail-on-alert`, a rule test.
    case gateFailed = 1
    case usage = 64
    case brokenPartial = 65
    case inputMissing = 66
    case internalError = 70
    case ioFailed = 74
    case badConfiguration = 78
}

/// A stable name for one kind of error, with the text of `voc explain`.
///
/// Codes are a contract: the words of an error may change, its code does not.
public struct ErrorCode: Sendable, Hashable {
    /// Such as `csv.unclosed-quote`.
    public let id: String
    /// What it means, in one or two sentences.
    public let meaning: String
    /// A small example that causes it.
    public let example: String
    /// How to mend it.
    public let mend: String
    /// What the command exits with when this error ends it.
    public let exit: ExitStatus

    public init(
        _ id: String, meaning: String, example: String, mend: String, exit: ExitStatus
    ) {
        self.id = id
        self.meaning = meaning
        self.example = example
        self.mend = mend
        self.exit = exit
    }

    public static func == (one: ErrorCode, other: ErrorCode) -> Bool { one.id == other.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension ErrorCode {
    /// The codes that this module can report; other modules list theirs in the same way.
    public static let core: [ErrorCode] = [
        .fileMissing, .fileUnreadable, .fileUnwritable, .yamlMalformed, .configUnknownKey,
        .configMissingKey, .configWrongType, .configUnknownValue, .partialBroken,
        .partialMismatch, .brokenPipe, .internalFault,
    ]

    public static let fileMissing = ErrorCode(
        "file.missing", meaning: "A file or folder that was named does not exist.",
        example: "voc score nothing-here.csv",
        mend: "Check the path; patterns such as *.csv must match.",
        exit: .inputMissing)
    public static let fileUnreadable = ErrorCode(
        "file.unreadable", meaning: "The system refused to open or read a file.",
        example: "voc score /root/secret.csv",
        mend: "Check the permissions; the cause line has the system's words.",
        exit: .inputMissing)
    public static let fileUnwritable = ErrorCode(
        "file.unwritable",
        meaning:
            "The system refused to create, write, sync or rename a file. Nothing half-written is left under the final name.",
        example: "voc run nightly.yml --out /proc",
        mend: "Check permissions and free space, then run again.",
        exit: .ioFailed)
    public static let yamlMalformed = ErrorCode(
        "yaml.malformed", meaning: "The file is not well-formed YAML.",
        example: "inputs: [a, b",
        mend: "Look at the place given: indentation, an unclosed bracket or quote, a tab.",
        exit: .badConfiguration)
    public static let configUnknownKey = ErrorCode(
        "config.unknown-key",
        meaning: "A key that this file does not know; it would have no effect.",
        example: "inptus:", mend: "Correct the spelling; the hint names the nearest key.",
        exit: .badConfiguration)
    public static let configMissingKey = ErrorCode(
        "config.missing-key", meaning: "A key that must be there is missing.",
        example: "a pipeline without inputs:",
        mend: "Add the key; `voc schema` shows what it holds.",
        exit: .badConfiguration)
    public static let configWrongType = ErrorCode(
        "config.wrong-type", meaning: "A value is not of the kind expected here.",
        example: "minimum: many", mend: "Give the kind of value that the message asks for.",
        exit: .badConfiguration)
    public static let configUnknownValue = ErrorCode(
        "config.unknown-value", meaning: "A value is not one of those allowed here.",
        example: "onReject: ignore", mend: "Use one of the values in the hint.",
        exit: .badConfiguration)
    public static let partialBroken = ErrorCode(
        "partial.broken",
        meaning: "A partial result is cut short, altered or not a partial at all.",
        example: "voc merge half-written.ndjson", mend: "Run the map step again for this part.",
        exit: .brokenPartial)
    public static let partialMismatch = ErrorCode(
        "partial.mismatch",
        meaning:
            "Partials made with different lexicons, themes, settings or versions cannot be added up.",
        example: "voc merge monday.part tuesday.part",
        mend: "Map all parts with the same binary and configuration.",
        exit: .badConfiguration)
    public static let brokenPipe = ErrorCode(
        "output.broken-pipe",
        meaning: "Whoever read the output stopped reading; for voc that is success.",
        example: "voc score big.csv | head", mend: "Nothing to do.", exit: .fine)
    public static let internalFault = ErrorCode(
        "internal.fault", meaning: "voc itself is at fault.", example: "none known",
        mend: "Report it with the message; no customer text is in it.", exit: .internalError)
}
