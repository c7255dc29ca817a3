/// Trusting a header because of another one that is trusted: what light clients, state sync and evidence need of
/// `light/verifier.go`.
package dev.cometj.chain.light;
