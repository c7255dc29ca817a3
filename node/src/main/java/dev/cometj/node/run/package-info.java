/// Running a node of the p2p layer in this process: what `cometj start` does between configuration and exit status.
///
/// [dev.cometj.node.run.RunningNode] is the entry; [dev.cometj.node.run.Surroundings] is what a command sees of the
/// process, so that tests bring their own.
package dev.cometj.node.run;
