public import VOCCore

/// The error that `body` throws, or nil.
public func failure(of body: () throws(VOCError) -> Void) -> VOCError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}
