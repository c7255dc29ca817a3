/// From a byte stream to a link: admission, filters, the handshake within its deadlines, and the transport that
/// puts them together.
package dev.cometj.p2p.transport.upgrade;
