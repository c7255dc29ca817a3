/// The chain's types as generated protobuf messages and back, one class for each family.
///
/// Values that came from a peer are checked by the same rules, and in the same places, as the original's `...FromProto`.
package dev.cometj.chain.codec;
