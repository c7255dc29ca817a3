/// The contracts of the p2p layer as tests to inherit.
///
/// - [TransportContract] is for every [dev.cometj.p2p.spi.Transport].
/// - [ContractWorld] is where a contract runs: in virtual time ([VirtualContractWorld]) or with real threads
///   ([ThreadedContractWorld]).
package dev.cometj.p2p.testkit.contract;
