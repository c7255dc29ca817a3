import org.jspecify.annotations.NullMarked;

/// What authors of reactors and transports test with: a world of virtual time in one thread, networks without
/// sockets, a host for a single reactor, and the contracts as tests to inherit.
///
/// Require it in test scope only. It depends on `dev.cometj.p2p` alone, so it fits under every other module.
///
/// - [dev.cometj.p2p.testkit] is the virtual world: scheduler, clocks, timers, randomness, disk, names.
/// - [dev.cometj.p2p.testkit.network] is the networks in it: whole messages, or byte streams.
/// - [dev.cometj.p2p.testkit.reactor] hosts one reactor without a Switch, among scripted peers.
/// - [dev.cometj.p2p.testkit.contract] is the contracts for transports and for hosts of reactors, as tests.
@NullMarked
module dev.cometj.p2p.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.cometj.p2p;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;

  exports dev.cometj.p2p.testkit;
  exports dev.cometj.p2p.testkit.contract;
  exports dev.cometj.p2p.testkit.network;
  exports dev.cometj.p2p.testkit.reactor;

  // JUnit calls the inherited tests by reflection; they are not public, so that nobody else does.
  opens dev.cometj.p2p.testkit.contract;
}
