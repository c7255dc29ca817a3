/// Facets of Switch and Peer by user, typed channels, reactors, and the addresses and identities of nodes.
///
/// Start reading at [Reactor] and [Channel]. A reactor never sees [Switch] or [Peer]: its provider declares the
/// facets it needs and it receives those through [Grants]; a cast cannot widen them.
///
/// All values are immutable and valid by construction. Facets handed to a reactor may be called from that
/// reactor's mailbox only; whatever they complete or fire later arrives as an event in the same mailbox.
package dev.cometj.p2p;
