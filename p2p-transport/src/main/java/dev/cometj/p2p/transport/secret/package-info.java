/// The secret connection: its handshake and its sealed frames, as bytes in and bytes out, without a socket or a
/// clock.
///
/// [StreamEncoder] and [StreamDecoder] are the seam to the multiplexer above: it writes and reads one stream of
/// plain bytes and does not know whether frames are sealed below.
package dev.cometj.p2p.transport.secret;
