/// What stores are built on: a small ordered key-value database, and the stores over it.
///
/// A database for nodes is a service, [dev.cometj.execution.store.KeyValueStoreProvider], that a
/// `ComponentProvider` of its own module offers; the node takes the one that is on its module path.
package dev.cometj.execution.store;
