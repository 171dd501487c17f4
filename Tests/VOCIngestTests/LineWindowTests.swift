import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Lines looked at together` {
    /// Lines of which some are broken, in ways that could reach beyond their ends.
    static let dump: [UInt8] = {
        var bytes: [UInt8] = []
        let odd: [String] = [
            "{\"id\":\"open\",\"text\":\"never closed}", "{\"id\":\"bad\",\"text\":\"a \\x b\"}",
            "",
            "  {\"id\" : \"wide\" , \"text\" : \"spaces\" } \r", "{\"id\":\"pretty\",",
            "\"text\":\"x\"}",
            "{\"id\":\"twice\",\"text\":\"a\",\"text\":\"b \\ud83d\"}",
            "{\"id\":\"list\",\"text\":[\"b\":\"c\"]}",
            "{\"id\":\"more\",\"text\":\"x\"} {\"id\":\"than one\"}", "\"", "[[[[",
            "{\"id\":{\"id\":{",
        ]
        for index in 0..<4000 {
            if index % 97 == 50 {
                bytes += Array(odd[index / 97 % odd.count].utf8)
            } else {
                bytes += Array("{\"id\":\"\(index)\",\"text\":\"line \\\"\(index)\\\" é".utf8)
                if index % 501 == 0 { bytes.append(0xFF) }
                if index == 777 { bytes += [UInt8](repeating: 0x78, count: 150_000) }
                bytes += Array("\",\"rating\":\(index % 5 + 1)}".utf8)
            }
            bytes.append(0x0A)
        }
        return bytes
    }()

    @Test func `give what each gives alone`() throws {
        let together = try Reading.of(`Lines looked at together`.dump)
        let alone = try Reading.of(`Lines looked at together`.dump, chunkBytes: 1)
        #expect(together.items.count > 3950)
        #expect(together.items == alone.items)
        #expect(together.rejectPlaces == alone.rejectPlaces)
        #expect(together.lines == 4000)
        #expect(together.read == together.items.count + together.rejects.count)
        #expect(together.items.contains { $0.id == "777" && $0.text.utf8.count > 150_000 })
        #expect(together.items.contains { $0.id == "wide" && $0.text == "spaces" })
    }

    @Test func `are judged to the last mark`() throws {
        let reading = try Reading.of(
            "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":[\"b\":\"c\"]}\n{\"id\":3,\"text\":\"d\",}\n"
        )
        #expect(reading.items.map(\.id) == ["1"])
        #expect(reading.rejectPlaces == ["json.malformed 2:20@39", "json.malformed 3:20@65"])
    }
}
