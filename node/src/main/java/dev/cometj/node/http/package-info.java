/// A small HTTP server on Netty for RPC and metrics: one thread for all connections, a virtual thread for each
/// request, and limits on everything a client can hold.
package dev.cometj.node.http;
