import FuzzTargets
import Glibc

/// What the inputs are given to: `VOC_FUZZ_TARGET` names it. libFuzzer brings its own main function
/// and calls back without a context.
private let chosen: FuzzTarget = {
    let name = unsafe getenv("VOC_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        print("VOC_FUZZ_TARGET is none of", FuzzTarget.allCases.map(\.rawValue))
        exit(64)
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
