/// Joins nodes and applications over ABCI.
///
/// - [dev.cometj.execution.abci.ApplicationConnections] is the node's side: an application in this process, or one
///   behind a socket.
/// - [dev.cometj.execution.abci.ApplicationServer] is the side of an application that runs in a process of its own,
///   for this node or for the Go original.
package dev.cometj.execution.abci;
