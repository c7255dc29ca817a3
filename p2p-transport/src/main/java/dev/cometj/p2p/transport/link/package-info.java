/// The link: an authenticated byte stream as [dev.cometj.p2p.spi.Link], driven by the stream's events and one timer.
///
/// [Links] makes a [StreamLink] of each session and holds what the links of a node share.
package dev.cometj.p2p.transport.link;
