/// The node's RPC: the three ways in of the original (`rpc/jsonrpc/server`), and the routes of what every node has.
///
/// A [dev.cometj.node.rpc.Route] is a name, parameters and an action; [dev.cometj.node.rpc.RpcService] serves any
/// list of them.
package dev.cometj.node.rpc;
