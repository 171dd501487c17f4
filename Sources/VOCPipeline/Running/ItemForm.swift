/// How scored items are written.
package enum ItemForm: Sendable {
    /// Not at all: only what they add up to is wanted.
    case none
    /// A JSON object a line.
    case lines
    /// Columns, as an Arrow stream; without texts and sentences.
    case columns
}
