package dev.cometj.p2p;

/// The name and type of a fact that one reactor publishes about a peer and others read, in place of Go's untyped
/// `Get` and `Set`. Keys are equal if name and type are.
///
/// @param <T> the fact
/// @param name unique among keys, for example `consensus.height`
/// @param type the class of the fact; its values are immutable
public record AttributeKey<T>(String name, Class<T> type) {}
