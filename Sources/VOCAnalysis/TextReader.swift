internal import VOCCore

/// Reads texts with an analyzer's lexicons and rules; one per thread, its buffers are reused.
package final class TextReader {
    package let analyzer: Analyzer
    private(set) var pass: TextPass

    package init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        pass = TextPass(analyzer)
    }

    /// Reads one text (valid UTF-8). `declared` is the language its export gives, or empty.
    ///
    /// The score is nil if no lexicon entry was found, which is not the same as neutral. Evidence
    /// is in text order. `facts` are what rules may ask of the item besides its text.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        facts: ItemFacts = ItemFacts(), into reading: inout Reading
    ) {
        unsafe pass.read(text, declaredLanguage: declared, facts: facts, into: &reading)
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

    /// Reads `text` while recording the arithmetic.
    func readTracing(_ text: String, declaredLanguage: String) -> (Reading, Trace) {
        pass.trace = Trace()
        defer { pass.trace = nil }
        let reading = read(text, declaredLanguage: declaredLanguage)
        return (reading, pass.trace ?? Trace())
    }
}
