/// Protobuf bytes written by hand, for what is hashed and signed.
package dev.cometj.chain.internal.proto;
