/// The customers file: who customers are, what they are worth, which segments they are in.
///
/// Keys are held as 128-bit fingerprints; their text only where outputs may show it.
package struct CustomerTable: Sendable {
    package struct Customer: Sendable {
        /// The hash by which outputs know the customer.
        package var id: UInt64
        /// In thousandths; nil if the cell is empty.
        package var valueMilli: Int?
        /// By attribute: 1 + the place in its `values`; 0 for none.
        package var segments: [UInt32]
        /// The key as written; empty unless `showsKeys`.
        package var key: String
    }

    /// Names of the attributes that the file adds to items.
    package let attributes: [String]
    /// Whether outputs name customers by their keys instead of pseudonyms.
    package let showsKeys: Bool
    package private(set) var values: [[String]]
    package private(set) var customers: [Customer] = []
    /// The sum over all customers of the file, in thousandths.
    package private(set) var totalMilli = 0
    private var places: [Digest: UInt32] = [:]
    private var numbers: [[String: UInt32]]

    package init(attributes: [String], showsKeys: Bool) {
        self.attributes = attributes
        self.showsKeys = showsKeys
        values = attributes.map { _ in [] }
        numbers = attributes.map { _ in [:] }
    }

    /// Adds a customer; false if one with this key is there already, which stays as it is.
    package mutating func add(key: String, valueMilli: Int?, segments: [String]) -> Bool {
        let digest = Digest(of: key)
        guard places[digest] == nil else { return false }
        places[digest] = UInt32(customers.count)
        var numbered: [UInt32] = []
        for (index, value) in segments.enumerated() {
            if value.isEmpty {
                numbered.append(0)
                continue
            }
            if let known = numbers[index][value] {
                numbered.append(known)
            } else {
                values[index].append(value)
                let number = UInt32(values[index].count)
                numbers[index][value] = number
                numbered.append(number)
            }
        }
        customers.append(
            Customer(
                id: digest.low, valueMilli: valueMilli, segments: numbered,
                key: showsKeys ? key : ""))
        totalMilli += valueMilli ?? 0
        return true
    }

    /// The place of a customer in `customers`; nil if the file has no such key.
    package func place(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        unsafe places[Digest(of: key)].map { Int($0) }
    }

    /// How outputs call a customer: `c-` and twelve digits of the key's hash, or the key.
    ///
    /// A pseudonym, not anonymity: whoever has a list of keys can hash it and find them.
    package func name(of customer: Customer) -> String {
        if showsKeys { return customer.key }
        let digits = String(customer.id, radix: 16)
        return "c-" + (String(repeating: "0", count: 16 - digits.count) + digits).prefix(12)
    }
}
