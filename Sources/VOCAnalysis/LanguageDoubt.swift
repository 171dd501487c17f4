internal import CLanguage

/// Names the language of a text where its function words leave doubt.
///
/// CLD2 costs some microseconds a text, more than all else that is done for a short one: ask only
/// in doubt.
enum LanguageDoubt {
    /// Shorter texts, in bytes, do not tell.
    private static let least = 40
    /// This much of the text, in percent, must be in the language.
    private static let share: Int32 = 80

    /// The code of the language, such as `fi`; nil where it is not certain.
    static func settled(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        guard text.count >= least, let start = text.baseAddress else { return nil }
        var code = [CChar](repeating: 0, count: 8)
        var percent: Int32 = 0
        let isCertain = unsafe clanguage_detect(start, text.count, &code, &percent) == 1
        guard isCertain, percent >= share else { return nil }
        let letters = code.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: letters, as: UTF8.self)
    }
}
