/// What RPC tells of the mempool and takes into it; `rpc/core/mempool.go`.
package dev.cometj.reactor.mempool.rpc;
