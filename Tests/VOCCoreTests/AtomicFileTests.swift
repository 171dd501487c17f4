import Glibc
import TestSupport
import Testing
import VOCCore

@Suite struct `An atomic file` {
    private func mode(of path: String) -> UInt32 {
        var status = stat()
        _ = unsafe lstat(path, &status)
        return status.st_mode
    }

    @Test func `is not there before it is committed, and leaves nothing when it never is`() throws {
        try Suite.withFolder { folder in
            do {
                var file = try AtomicFile("\(folder)/report.html")
                try file.write(Array(repeating: 65, count: 1 << 19))
                #expect(!TextFile.exists("\(folder)/report.html"))
                #expect(TextFile.names(in: folder).count == 1)
            }
            #expect(TextFile.names(in: folder) == [])
        }
    }

    @Test func `appears whole, with its mode, in place of an older one`() throws {
        try Suite.withFolder { folder in
            let path = "\(folder)/rejects.ndjson"
            try TextFile.write(Array("old and longer".utf8), to: path)
            try TextFile.write(Array("new".utf8), to: path, mode: 0o600)
            #expect(try TextFile.read(path) == "new")
            #expect(mode(of: path) & 0o777 == 0o600)
            #expect(TextFile.names(in: folder) == ["rejects.ndjson"])
        }
    }

    @Test func `replaces a link planted under its name and leaves its target alone`() throws {
        try Suite.withFolder { folder in
            let target = "\(folder)/target"
            try TextFile.write(Array("precious".utf8), to: target)
            for planted in ["report.html", "report.html.tmp.\(getpid())"] {
                _ = unsafe symlink(target, "\(folder)/\(planted)")
            }
            try TextFile.write(Array("report".utf8), to: "\(folder)/report.html")
            #expect(try TextFile.read(target) == "precious")
            #expect(try TextFile.read("\(folder)/report.html") == "report")
            #expect(mode(of: "\(folder)/report.html") & S_IFMT == S_IFREG)
            #expect(TextFile.names(in: folder) == ["report.html", "target"])
        }
    }

    @Test(arguments: ["missing/report.html", "folder"])
    func `that cannot be made says so and leaves nothing`(_ name: String) throws {
        try Suite.withFolder { folder in
            try TextFile.makeFolder("\(folder)/folder/full")
            let error = failure { () throws(VOCError) in
                try TextFile.write([1, 2, 3], to: "\(folder)/\(name)")
            }
            #expect(error?.code == .fileUnwritable)
            #expect(error?.origin?.file == "\(folder)/\(name)")
            #expect(error?.underlying != nil)
            #expect(TextFile.names(in: folder) == ["folder"])
        }
    }

    @Test func `on a full disk is an error`() throws {
        let error = failure { () throws(VOCError) in
            _ = try TextFile.makeFolder("/dev/null/x")
        }
        #expect(error?.code == .fileUnwritable)
    }
}

@Suite struct `A text file` {
    @Test func `loses its byte-order mark`() throws {
        try Suite.withFolder { folder in
            try TextFile.write([0xEF, 0xBB, 0xBF, 0x61], to: "\(folder)/a")
            #expect(try TextFile.read("\(folder)/a") == "a")
        }
    }

    @Test func `that is not UTF-8, not there or a folder is an input error`() throws {
        try Suite.withFolder { folder in
            try TextFile.write([0x61, 0xFF], to: "\(folder)/latin")
            for (path, code) in [
                ("\(folder)/latin", ErrorCode.fileUnreadable), ("\(folder)/none", .fileMissing),
                (folder, .fileUnreadable),
            ] {
                let error = failure { () throws(VOCError) in _ = try TextFile.read(path) }
                #expect(error?.code == code)
                #expect(error?.origin?.file == path)
            }
        }
    }
}

@Suite struct `A folder of results` {
    @Test func `loses the temporary files of runs that are gone, and no others`() throws {
        try Suite.withFolder { folder in
            // No process has a number this large on Linux; 1 is always there.
            for name in [
                "items.ndjson.tmp.999999999", "a.tmp.1", "a.tmp.\(getpid())", "a.tmp.x",
                "tmp.999999999", "b",
            ] {
                try TextFile.write([], to: "\(folder)/\(name)")
            }
            TextFile.removeAbandoned(in: folder)
            #expect(
                TextFile.names(in: folder) == [
                    "a.tmp.1", "a.tmp.\(getpid())", "a.tmp.x", "b", "tmp.999999999",
                ])
            TextFile.removeAbandoned(in: "\(folder)/none")
        }
    }
}
