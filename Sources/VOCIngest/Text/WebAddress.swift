/// Web addresses that carry an id.
enum WebAddress {
    /// Appends the percent-decoded value of a query parameter, or nothing if the address lacks it.
    static func append(
        parameter name: [UInt8], of address: UnsafeBufferPointer<UInt8>, to target: ByteBuffer
    ) {
        let start = target.count
        let query = unsafe address.drop { $0 != 0x3F }.dropFirst()
        for pair in unsafe Array(query).split(separator: 0x26)
        where pair.starts(with: name) && pair.dropFirst(name.count).first == 0x3D {
            var rest = pair.dropFirst(name.count + 1)
            while let byte = rest.popFirst() {
                if byte == 0x25, rest.count >= 2,
                    let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                {
                    target.append(code)
                    rest = rest.dropFirst(2)
                } else {
                    target.append(byte)
                }
            }
            break
        }
        let made = target.copy(start..<target.count)
        guard String(validating: made, as: UTF8.self) == nil else { return }
        target.count = start
        for byte in String(decoding: made, as: UTF8.self).utf8 { target.append(byte) }
    }
}
