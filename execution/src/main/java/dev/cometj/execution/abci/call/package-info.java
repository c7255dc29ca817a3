/// The calls of ABCI as data: how each is put into the messages of the socket, and which method of an application it
/// is.
package dev.cometj.execution.abci.call;
