/// The way to run the standard transport over other byte streams than TCP: [StreamTransport].
package dev.cometj.p2p.transport;
