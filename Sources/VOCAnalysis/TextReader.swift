internal import VOCCore

/// Reads texts with an analyzer's lexicons and rules; one per thread, its buffers are reused.
@safe package final class TextReader {
    package let analyzer: Analyzer
    /// In memory of its own: a reader belongs to one thread, which asks it for one text at a time,
    /// so that the checks for shared access of a class's variable are of no use.
    let pass: UnsafeMutablePointer<TextPass>

    package init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        unsafe pass = .allocate(capacity: 1)
        unsafe pass.initialize(to: TextPass(analyzer))
    }

    deinit {
        unsafe pass.deinitialize(count: 1)
        unsafe pass.deallocate()
    }

    /// Reads one text (valid UTF-8). `declared` is the language its export gives, or empty.
    ///
    /// The score is nil if no lexicon entry was found, which is not the same as neutral. Evidence
    /// is in text order. `facts` are what rules may ask of the item besides its text.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        facts: ItemFacts = ItemFacts(), into reading: inout Reading
    ) {
        unsafe pass.pointee.read(text, declaredLanguage: declared, facts: facts, into: &reading)
    }

    package func read(
        _ text: String, declaredLanguage: String = "", facts: ItemFacts = ItemFacts()
    ) -> Reading {
        var reading = Reading()
        var text = text
        var declared = declaredLanguage
        text.withUTF8 { bytes in
            declared.withUTF8 {
                unsafe read(bytes, declaredLanguage: $0, facts: facts, into: &reading)
            }
        }
        return reading
    }

    /// Reads a text like `read`, and says which rules its words meet, whether they count or give way
    /// to others: indices for `Analyzer.rule(_:)`.
    package func readMeeting(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        facts: ItemFacts = ItemFacts(), into reading: inout Reading
    ) -> Set<UInt32> {
        unsafe pass.pointee.metRules = []
        unsafe read(text, declaredLanguage: declared, facts: facts, into: &reading)
        defer { unsafe pass.pointee.metRules = nil }
        return unsafe pass.pointee.metRules ?? []
    }

    /// The sentences and clauses of the text read last, which gave `reading`.
    package func parts(of reading: Reading) -> [PartReading] {
        unsafe pass.pointee.parts(of: reading)
    }

    /// Reads `text` while recording the arithmetic.
    func readTracing(_ text: String, declaredLanguage: String) -> (Reading, Trace) {
        unsafe pass.pointee.trace = Trace()
        defer { unsafe pass.pointee.trace = nil }
        let reading = read(text, declaredLanguage: declaredLanguage)
        return unsafe (reading, pass.pointee.trace ?? Trace())
    }
}
