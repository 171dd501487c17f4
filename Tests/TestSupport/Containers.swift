internal import Glibc
internal import VOCCore

/// Compressed files and archives, made with the system's own tools.
public enum Containers {
    /// Runs a shell command in `folder`; false if it fails or a tool of it is missing.
    public static func run(_ command: String, in folder: String) -> Bool {
        unsafe system("cd '\(folder)' && ( \(command) ) >/dev/null 2>&1") == 0
    }

    /// Whether a tool is installed; says loudly where it is not.
    public static func has(_ tool: String) -> Bool {
        guard unsafe system("command -v \(tool) >/dev/null 2>&1") == 0 else {
            print("SKIPPED: no \(tool) here")
            return false
        }
        return true
    }

    /// A zip of stored members, written by hand, so that anything may be wrong with it.
    public struct StoredZip {
        public struct Member {
            public var name: String
            public var bytes: [UInt8]
            /// Bit 0 says that it is encrypted.
            public var flags: UInt16 = 0
            /// Of Unix, as `st_mode` has it.
            public var mode: UInt16 = 0o100644
            /// Where the central directory says that it starts; nil for where it does.
            public var claimedOffset: Int?
            public var checksumIsWrong = false

            public init(_ name: String, _ bytes: [UInt8]) {
                self.name = name
                self.bytes = bytes
            }
        }

        public var members: [Member]

        public init(_ members: [Member]) { self.members = members }

        public var bytes: [UInt8] {
            var result: [UInt8] = []
            var directory: [UInt8] = []
            func put(_ value: Int, _ count: Int, to target: inout [UInt8]) {
                for index in 0..<count {
                    target.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
                }
            }
            for member in members {
                let offset = result.count
                var fields: [UInt8] = []
                put(20, 2, to: &fields)
                put(Int(member.flags) | 0x800, 2, to: &fields)
                put(0, 2, to: &fields)
                put(0x5A21_0000, 4, to: &fields)
                put(
                    Int(StoredZip.checksum(member.bytes)) ^ (member.checksumIsWrong ? 1 : 0), 4,
                    to: &fields)
                put(member.bytes.count, 4, to: &fields)
                put(member.bytes.count, 4, to: &fields)
                put(member.name.utf8.count, 2, to: &fields)
                put(0, 2, to: &fields)
                result += [0x50, 0x4B, 3, 4] + fields + Array(member.name.utf8) + member.bytes
                directory += [0x50, 0x4B, 1, 2, 20, 3] + fields
                put(0, 6, to: &directory)
                put(Int(member.mode) << 16, 4, to: &directory)
                put(member.claimedOffset ?? offset, 4, to: &directory)
                directory += Array(member.name.utf8)
            }
            let start = result.count
            result += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
            put(members.count, 2, to: &result)
            put(members.count, 2, to: &result)
            put(directory.count, 4, to: &result)
            put(start, 4, to: &result)
            put(0, 2, to: &result)
            return result
        }

        /// CRC-32 as zip has it.
        static func checksum(_ bytes: [UInt8]) -> UInt32 {
            var crc = UInt32.max
            for byte in bytes {
                crc ^= UInt32(byte)
                for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
            }
            return ~crc
        }
    }
}
