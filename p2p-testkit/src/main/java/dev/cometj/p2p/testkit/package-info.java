/// A world of virtual time in which whole networks of production code run in one thread.
///
/// Start at [VirtualWorld]: it makes a [VirtualNode] (a [dev.cometj.p2p.spi.NodeRuntime]) for each node and runs
/// every mailbox, timer, executor and link of all of them. Which of several ready events runs next is drawn from
/// the seed; each mailbox stays first in, first out. The same seed gives the same run, and
/// [VirtualWorld#traceHash()] proves it.
package dev.cometj.p2p.testkit;
