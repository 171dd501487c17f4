internal import Glibc
internal import VOCCore

/// Numbers names that come as bytes, without making a string for a name seen before.
///
/// Names are kept in normal form C: equal strings then have equal bytes, whichever spelling was
/// seen first.
struct NameTable {
    private var unicode: UnicodeText?
    private var index: [UInt64: UInt32] = [:]
    private(set) var names: [String] = []
    private var bytes: [[UInt8]] = []
    private var last: UInt32 = 0
    private static let few = 8

    mutating func number(of name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if Int(last) < bytes.count, unsafe isSame(name, last) { return last }
        // Dumps come from few sources: comparing is quicker than hashing.
        if bytes.count <= NameTable.few {
            for number in 0..<UInt32(bytes.count) where unsafe isSame(name, number) {
                last = number
                return number
            }
        }
        var key = unsafe Digest(of: name).low
        while let known = index[key] {
            if unsafe isSame(name, known) {
                last = known
                return known
            }
            key &+= 1
        }
        last = UInt32(names.count)
        index[key] = last
        names.append(unsafe normal(name))
        bytes.append(unsafe Array(name))
        return last
    }

    private func isSame(_ name: UnsafeBufferPointer<UInt8>, _ number: UInt32) -> Bool {
        unsafe bytes[Int(number)].withUnsafeBufferPointer {
            unsafe $0.count == name.count
                && (name.isEmpty || memcmp($0.baseAddress!, name.baseAddress!, name.count) == 0)
        }
    }

    private mutating func normal(_ name: UnsafeBufferPointer<UInt8>) -> String {
        let text = unsafe String(decoding: name, as: UTF8.self)
        guard unsafe name.contains(where: { $0 >= 0x80 }) else { return text }
        let unicode = self.unicode ?? UnicodeText()
        self.unicode = unicode
        return unicode.normalized(text, .nfc)
    }
}
