/// Tests one reactor without a Switch.
///
/// [ReactorHarness] hosts the reactor in virtual time and keeps the call order of [dev.cometj.p2p.Reactor];
/// [ScriptedPeer] plays a peer; [ScriptedSwitch] plays the Switch. Both record what the reactor does: messages
/// sent, peers stopped and why, addresses dialled, facts published.
package dev.cometj.p2p.testkit.reactor;
