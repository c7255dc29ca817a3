/// The multiplexer: packets, channels with priorities, rates, budgets and keep-alive; Go's
/// `p2p/conn/connection.go` as bytes in, bytes out, and an injected clock.
///
/// Two halves meet in [dev.cometj.p2p.transport.link]: messages go through [SendQueues] (any thread) and
/// [OutboundMux] (the stream's thread) into a [dev.cometj.p2p.transport.secret.StreamEncoder]; plain bytes come through
/// [PacketReader] and [InboundMux]. [SendBudget] and [ReassemblyBudget] are shared by all links of a node.
///
/// Times are nanoseconds of [dev.cometj.p2p.spi.NodeRuntime#nanoTime()]: only their differences mean anything.
package dev.cometj.p2p.transport.mux;
