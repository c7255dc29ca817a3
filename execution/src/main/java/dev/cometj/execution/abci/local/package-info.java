/// An application in the node's own process: who may call it, and when.
package dev.cometj.execution.abci.local;
