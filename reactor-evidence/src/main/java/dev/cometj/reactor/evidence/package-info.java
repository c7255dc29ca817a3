/// The evidence reactor: Go's `evidence/reactor.go`.
///
/// [dev.cometj.reactor.evidence.EvidenceReactor] receives what the Switch tells and hands it to small parts:
///
/// - [dev.cometj.reactor.evidence.Intake]: evidence of peers and users, checked in turns, and who is stopped for it;
/// - [dev.cometj.reactor.evidence.BlockChecks]: the evidence of proposed and received blocks;
/// - [dev.cometj.reactor.evidence.EvidenceRoutes]: how a user submits evidence;
/// - [dev.cometj.reactor.evidence.Gossip]: what one peer is told, and when;
/// - [dev.cometj.reactor.evidence.pool.Pool]: what is pending and what is committed;
/// - [dev.cometj.reactor.evidence.verification.EvidenceVerifier]: whether evidence is true, off the mailbox.
///
/// Everything else runs in the reactor's mailbox.
package dev.cometj.reactor.evidence;
