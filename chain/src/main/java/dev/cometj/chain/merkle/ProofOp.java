package dev.cometj.chain.merkle;

import dev.cometj.crypto.Bytes;

/// One step of a proof as an application hands it out. Realises `ProofOp` of `proto/tendermint/crypto/proof.proto`.
///
/// @param type the name of the kind of step, such as `simple:v`
/// @param key the key that the step is about, possibly empty
/// @param data the encoded step
public record ProofOp(String type, Bytes key, Bytes data) {}
