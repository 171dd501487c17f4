internal import Glibc

/// A file without a name that holds one input: readers open it by its path.
// Sound: the descriptor lives exactly as long as the object.
final class MemoryFile {
    let path: String
    private let descriptor: Int32

    init(_ bytes: [UInt8]) {
        var name = Array("/dev/shm/voc-fuzz-XXXXXX".utf8CString)
        descriptor = unsafe name.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
        _ = unsafe name.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
        precondition(descriptor >= 0, "no file for the input")
        path = "/proc/self/fd/\(descriptor)"
        let written = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
        }
        precondition(written == bytes.count, "the input could not be written")
    }

    deinit { _ = close(descriptor) }
}
