import FuzzTargets
import TestSupport
import Testing
import VOCCore

/// The seeds of `Tests/Fuzz`, and cuts and changes of them: what fuzzing begins with.
@Suite struct `Fuzz targets` {
    @Test(arguments: FuzzTarget.allCases)
    func `keep their promises on the seeds and on what is near them`(_ target: FuzzTarget) throws {
        let folder = "\(Suite.root)/Tests/Fuzz/corpus/\(target.rawValue)"
        let names = TextFile.names(in: folder).sorted()
        #expect(!names.isEmpty)
        var random = SplitMix(state: 5)
        for name in names {
            let seed = try TextFile.bytes("\(folder)/\(name)")
            target.run(seed)
            for _ in 0..<20 {
                var changed = seed
                switch Int.random(in: 0..<3, using: &random) {
                case 0: changed.removeLast(Int.random(in: 0..<changed.count, using: &random))
                case 1:
                    let place = Int.random(in: 0..<changed.count, using: &random)
                    changed[place] = UInt8.random(in: 0...255, using: &random)
                default:
                    let place = Int.random(in: 0..<changed.count, using: &random)
                    changed.insert(contentsOf: seed.shuffled(using: &random).prefix(5), at: place)
                }
                target.run(changed)
            }
        }
    }
}
