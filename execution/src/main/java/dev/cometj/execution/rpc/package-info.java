/// What RPC tells of the chain and of the application: the part of Go's `rpc/core` that reads stores and asks the
/// application. Routes of the pools belong to the modules that have them.
package dev.cometj.execution.rpc;
