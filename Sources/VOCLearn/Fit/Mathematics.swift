internal import Glibc

/// The natural logarithm, with a floor so that an impossible answer has a great and finite loss.
func log(_ value: Double) -> Double { Glibc.log(max(value, 1e-12)) }

func exp(_ value: Double) -> Double { Glibc.exp(value) }
