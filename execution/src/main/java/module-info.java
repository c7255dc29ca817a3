import org.jspecify.annotations.NullMarked;

/// What executes blocks: the connections to the application, the key-value application, and the validator's key.
///
/// Require it to serve an application written in Java over a socket, or to run one within a node. A node without
/// chain leaves it out.
///
/// - [dev.cometj.execution.abci] joins nodes and applications, in one process or by a socket.
/// - [dev.cometj.execution.kvstore] is the application that nodes are tried with.
/// - [dev.cometj.execution.privval] is the validator's key in files.
/// - [dev.cometj.execution.store] is blocks and states on a database, which another module brings.
///
/// @provides dev.cometj.p2p.spi.ComponentProvider the application, as `proxy_app` names it, the validator's
///     key, the stores of blocks and states, what executes blocks or takes them into an archive, the bus that tells of
///     them, and RPC
@NullMarked
module dev.cometj.execution {
  requires dev.cometj.crypto;
  requires dev.cometj.wire;
  requires java.net.http; // what an archive asks RPC servers with
  requires tools.jackson.core;
  requires transitive dev.cometj.chain;
  requires transitive dev.cometj.p2p;
  requires static transitive org.jspecify;

  exports dev.cometj.execution.abci;
  exports dev.cometj.execution.kvstore;
  exports dev.cometj.execution.privval;
  exports dev.cometj.execution.store;

  // It speaks in messages of the signer protocol, which the signer in another process needs and
  // nobody else may see.
  exports dev.cometj.execution.signing to
      dev.cometj.signer.remote;

  provides dev.cometj.p2p.spi.ComponentProvider with
      dev.cometj.execution.component.ApplicationFilterProvider,
      dev.cometj.execution.component.ApplicationProvider,
      dev.cometj.execution.component.ArchiveProvider,
      dev.cometj.execution.component.ChainRoutesProvider,
      dev.cometj.execution.component.EventBusProvider,
      dev.cometj.execution.component.ExecutionProvider,
      dev.cometj.execution.component.PrivValidatorProvider,
      dev.cometj.execution.component.StoresProvider;
}
