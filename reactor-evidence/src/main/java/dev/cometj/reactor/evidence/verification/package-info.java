/// Whether evidence is true, by the blocks and validators of this node: Go's `evidence/verify.go`. Pure but for reads of
/// the stores; called off the reactor's mailbox.
package dev.cometj.reactor.evidence.verification;
