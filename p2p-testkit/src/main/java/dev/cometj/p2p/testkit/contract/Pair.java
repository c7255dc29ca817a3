package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.Link;

/// Two nodes with a link between them.
///
/// @param dialler who has dialled
/// @param out its end of the link
/// @param listener who was dialled
/// @param in its end of the link
record Pair(Party dialler, Link out, Party listener, Link in) {}
