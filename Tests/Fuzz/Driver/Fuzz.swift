import FuzzTargets
import Glibc

/// libFuzzer's own main function, which takes the arguments and the target.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What the inputs are given to: libFuzzer calls back without a context.
// Sound: set once, before the only thread that reads it is started.
nonisolated(unsafe) private var chosen = FuzzTarget.sniffed

/// `Fuzz TARGET [libFuzzer's options] [corpus folders]`
@main
struct Fuzz {
    static func main() {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        guard CommandLine.argc > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1])
        else {
            print(names)
            exit(CommandLine.argc > 1 ? 64 : 0)
        }
        unsafe chosen = target
        // The target's name is no argument of libFuzzer's.
        var count = CommandLine.argc - 1
        let rest = unsafe CommandLine.unsafeArgv + 1
        unsafe rest[0] = CommandLine.unsafeArgv[0]
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe rest
        exit(
            unsafe runDriver(&count, &arguments) { bytes, count in
                let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
                unsafe chosen.run(input)
                return 0
            })
    }
}
