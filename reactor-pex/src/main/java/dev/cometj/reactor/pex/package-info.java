/// The PEX reactor: Go's `p2p/pex/pex_reactor.go`.
///
/// [dev.cometj.reactor.pex.PexReactor] receives what the Switch tells and hands it to small parts:
///
/// - [dev.cometj.reactor.pex.Exchange]: requests and answers, and who is punished for them;
/// - [dev.cometj.reactor.pex.AddressDialer] and [dev.cometj.reactor.pex.SeedDialer]: connections to others;
/// - [dev.cometj.reactor.pex.OutboundRound] and [dev.cometj.reactor.pex.Crawl]: what is done every thirty seconds,
///   by ordinary nodes and by seeds;
/// - [dev.cometj.reactor.pex.book.Book]: what is known.
///
/// Everything runs in the reactor's mailbox. Time, randomness, names and files come from the
/// [dev.cometj.p2p.spi.NodeRuntime].
package dev.cometj.reactor.pex;
