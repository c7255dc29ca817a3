/// The evidence that this node knows of: Go's `evidence/pool.go`. Confined to the reactor's mailbox.
package dev.cometj.reactor.evidence.pool;
