/// What was found in the words [start, end): a payload, or a state with several.
struct PhraseHit: Sendable, BitwiseCopyable {
    /// The payload; or a state, with `isState`, for `PhraseMatcher.payloads(of:)`: a state is looked
    /// at only when its memory, asked for here, has had time to come.
    var found: UInt32
    var start: Int32
    var end: Int32

    static let isState: UInt32 = 1 << 31
}

/// A phrase that has begun with word `start` and has come to a state.
struct PhraseUnderWay: BitwiseCopyable {
    var state: UInt32
    var start: Int32
}

extension PhraseMatcher {
    /// What a state delivers and where it leads.
    struct State: BitwiseCopyable {
        /// The first payloads; if there are more, all of them lie in `payloads` from
        /// `payloadStart` on.
        var firstPayloads: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        var payloadStart: UInt32 = 0
        var payloadCount: UInt32 = 0
        /// Its stretch of `edges`.
        var edgeStart: UInt32 = 0
        var edgeCount: UInt32 = 0

        static let mostFirst: UInt32 = 4
    }

    /// Where a phrase leads that begins with a word.
    struct Root: BitwiseCopyable {
        /// `.max` if not yet known.
        var target = Target(rawValue: .max)
        /// The one payload, or the state that has several, as in a `PhraseHit`: single words are most
        /// of what is found, and need no look at a state.
        var found: UInt32 = 0
    }

    /// A state to go to, with what makes a look at it needless. The dead state is 0.
    struct Target: BitwiseCopyable {
        static let hasPayload: UInt32 = 1 << 22
        static let hasEdges: UInt32 = 1 << 23
        static let stateBits: UInt32 = (1 << 22) - 1

        var rawValue: UInt32
        var state: UInt32 { rawValue & Target.stateBits }
    }
}
