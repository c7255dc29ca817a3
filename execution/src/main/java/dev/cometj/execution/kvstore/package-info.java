/// The key-value application that nodes are tried with; Go's `abci/example/kvstore`.
///
/// [dev.cometj.execution.kvstore.KvStoreApplication] is the state machine, a
/// [dev.cometj.execution.kvstore.KvStorage] keeps its state, and [dev.cometj.execution.kvstore.KvStoreServer] is the
/// program that serves it to a node in another process.
package dev.cometj.execution.kvstore;
