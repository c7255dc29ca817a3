/// What the chain consists of: blocks, votes, commits, evidence, validators, parameters and the genesis document;
/// their bytes, hashes and sign bytes, equal to the original's; and the rules that a value must keep on its own.
///
/// For reactors, stores, the executor and RPC. No type of the exported API knows protobuf but those of
/// [dev.cometj.chain.abci], which says why; the generated messages are turned into these types and back by
/// `dev.cometj.chain.codec`, which is exported only to the modules that speak to peers, disks and applications.
///
/// - [dev.cometj.chain.abci] is what an application implements, and how a node calls it.
/// - [dev.cometj.chain.service] is what the parts of a node offer each other.
@org.jspecify.annotations.NullMarked
module dev.cometj.chain {
  requires transitive dev.cometj.crypto;
  requires transitive dev.cometj.p2p; // what reactors tell each other about a peer
  requires transitive dev.cometj.wire; // what applications speak
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports dev.cometj.chain;
  exports dev.cometj.chain.abci;
  exports dev.cometj.chain.bits;
  exports dev.cometj.chain.light;
  exports dev.cometj.chain.merkle;
  exports dev.cometj.chain.params;
  exports dev.cometj.chain.service;
  exports dev.cometj.chain.validators;

  // The JSON of RPC and events, for the modules that tell something there.
  exports dev.cometj.chain.json to
      dev.cometj.execution,
      dev.cometj.reactor.consensus,
      dev.cometj.reactor.evidence,
      dev.cometj.reactor.mempool;

  // Codecs speak in generated messages, which nobody but another codec may see.
  exports dev.cometj.chain.codec to
      dev.cometj.execution,
      dev.cometj.reactor.blocksync,
      dev.cometj.reactor.consensus,
      dev.cometj.reactor.evidence,
      dev.cometj.reactor.mempool,
      dev.cometj.reactor.statesync;
}
