/// The key-value application that nodes are tried with; Go's `abci/example/kvstore`.
///
/// [dev.cometj.execution.kvstore.KvStoreApplication] is the state machine. The program
/// `dev.cometj.execution.program.KvStoreServer` of this module serves it to a node in another process.
package dev.cometj.execution.kvstore;
