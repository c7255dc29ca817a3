package dev.cometj.p2p;

/// How many peers there are, without the unconditional ones.
///
/// @param outbound peers we dialled
/// @param inbound peers that dialled us
/// @param dialing addresses being dialled
public record PeerCounts(int outbound, int inbound, int dialing) {}
