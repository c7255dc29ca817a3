/// Networks in virtual time, and faults for them.
///
/// - [SimulatedInternet] gives each node a [SimulatedStreamNetwork]: byte pipes with latency, bandwidth, reads of
///   any size and back-pressure, on which the standard transport runs as it does over TCP.
/// - [MemoryNetwork] gives each node a transport of whole messages without any encoding or cryptography: faster, for
///   large networks.
/// - [NetworkConditions] of either sets latency, bandwidth and partitions; [Chaos] draws faults from the seed.
/// - [FuzzedStreamNetwork] spoils the streams of any other stream network.
package dev.cometj.p2p.testkit.network;
