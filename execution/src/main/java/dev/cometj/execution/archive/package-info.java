/// Where an archive without an application gets validators from: the RPC of nodes that have one. Nothing that they say is
/// believed; see [dev.cometj.execution.block.ArchiveExecutor].
package dev.cometj.execution.archive;
