/// What plugins provide and what a host injects.
///
/// - A plugin implements [TransportProvider], [ReactorProvider] or [ComponentProvider] and declares it with
///   `provides` in its module; the Switch's assembly finds it.
/// - A host injects [NodeRuntime]: time, mailboxes, threads, randomness, disk and names. Everything a node does goes
///   through it, so that whole networks run in virtual time from a seed.
/// - [StreamNetwork] lets the standard transport run over other byte streams than TCP.
package dev.cometj.p2p.spi;
