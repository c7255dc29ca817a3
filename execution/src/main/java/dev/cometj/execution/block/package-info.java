/// How blocks are made, checked and executed, and how a starting node and its application find together. Realises
/// `state/execution.go`, `state/validation.go` and the `Handshaker` of `consensus/replay.go`.
///
/// Enter at [AbciBlockExecutor] and [Handshake]. What decides is pure: [BlockValidation], [StateUpdate] and [ReplayPlan];
/// what calls the application and the stores returns stages and blocks nobody.
package dev.cometj.execution.block;
