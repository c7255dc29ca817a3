/// The socket protocol of ABCI: messages behind their length, requests in a row, answers in the same order.
package dev.cometj.execution.abci.socket;
