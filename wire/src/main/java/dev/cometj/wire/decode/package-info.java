/// Strict decoding of protobuf bytes that a peer sent.
///
/// [dev.cometj.wire.decode.UntrustedDecoder] is the only way in: it decides exactly what the original's generated code
/// (gogoproto) accepts and what the result is, and keeps the bytes that protobuf-java would read in another way,
/// keep in memory, or refuse by an exception of its own away from it. Outcomes are a message or a
/// [dev.cometj.wire.decode.MalformedMessageException], whatever the bytes.
package dev.cometj.wire.decode;
