package dev.cometj.chain.abci;

/// The consensus connection; Go's `AppConnConsensus` of `proxy/app_conn.go`.
///
/// Calls may be made from any thread and return at once. The calls of one connection reach the application in the
/// order in which they were made, and are answered in that order; there is no order between connections. Stages end on
/// any thread, so a core takes the answer over into its mailbox; they fail with an [AbciException] only.
public interface ConsensusConnection extends ProposalConnection, ExecutionConnection {}
