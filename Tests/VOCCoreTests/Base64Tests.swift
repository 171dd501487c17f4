import Foundation
import Testing
import VOCCore

@Suite struct `Base64 of partials` {
    @Test func `reads what Foundation and the writer of JSON write`() throws {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
            let text = Array(Data(bytes).base64EncodedString().utf8)
            #expect(Base64.decode(text[...]) == bytes)
            var json = JSONWriter()
            json.base64(bytes)
            #expect(json.bytes == [0x22] + text + [0x22])
        }
    }

    @Test(arguments: ["A", "AA", "AAA", "AAAA=", "A===", "AA=A", "A A=", "AAA\n", "AA=="])
    func `refuses what nobody writes`(_ text: String) {
        #expect(Base64.decode(Array(text.utf8)[...]) == (text == "AA==" ? [0] : nil))
    }
}
