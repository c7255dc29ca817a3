/// Byte streams over TCP by Netty. The only package that sees a type of Netty; buffers of Netty never leave it.
package dev.cometj.p2p.transport.netty;
