package dev.cometj.p2p.transport.secret;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import java.nio.ByteBuffer;

/// What a handshake yields: who is at the other end, and the two directions of the stream with it, where the
/// multiplexer goes on. Owned by the stream's thread from then on.
///
/// The stream is not reading while this is handed over. Plain bytes that came behind the peer's node info in the
/// same read belong to the multiplexer and come first.
///
/// @param remoteInfo what the peer told of itself; its id is that of the key it proved
/// @param socketAddress outbound: the address dialled; inbound: the remote socket's
/// @param isOutbound true if we dialled
/// @param encoder writes on behind our node info; small as yet, see [StreamEncoder#resize(int)]
/// @param decoder reads on behind the peer's node info; small as yet, see [StreamDecoder#resize(int)]
/// @param leftover plain bytes already read, from position to limit, usually none; owned by the receiver
public record Session(
    NodeInfo remoteInfo,
    NetAddress socketAddress,
    boolean isOutbound,
    StreamEncoder encoder,
    StreamDecoder decoder,
    ByteBuffer leftover) {}
