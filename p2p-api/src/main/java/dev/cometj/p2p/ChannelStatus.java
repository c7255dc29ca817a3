package dev.cometj.p2p;

/// The sending side of one channel of a connection.
///
/// @param id 0..255
/// @param sendQueueCapacity in messages
/// @param sendQueueSize in messages
/// @param priority the channel's weight
/// @param recentlySent bytes, losing a fifth every two seconds
public record ChannelStatus(
    int id, int sendQueueCapacity, int sendQueueSize, int priority, long recentlySent) {}
