/// Assembling and running a node.
///
/// [SwitchAssembly] collects what a node is made of and checks that it fits together; the [AssembledNode] it
/// makes is started once and stopped once. [SystemRuntime] is the world a production node runs in.
package dev.cometj.p2p.switching;
