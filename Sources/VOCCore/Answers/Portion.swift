/// Items shared out among their themes: an item with three themes is a third of an item under each.
///
/// Themes overlap, so counts by theme do not add up to a score; portions do. They are cells like
/// any other, under `portion:` and the theme, in whole numbers of 1/2520 item, which is exact for
/// up to ten themes in one item; what is left of a text with more counts as without a theme.
package enum Portion {
    package static let prefix = "portion:"
    /// Portions in an item: the least number that 1 to 10 divide.
    package static let whole = 2520

    package static func topic(_ theme: String) -> String { prefix + theme }
}
