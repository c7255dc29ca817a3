/// The node's RPC: the three ways in of the original (`rpc/jsonrpc/server`), and the routes of what every node has.
///
/// Other routes belong to the modules that own their data, which offer [dev.cometj.p2p.spi.RpcRoutes];
/// [dev.cometj.node.rpc.RpcService] serves any list of them.
package dev.cometj.node.rpc;
