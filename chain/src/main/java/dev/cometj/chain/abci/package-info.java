/// The application's side of a node: ABCI 2.0, as the original's `abci/types` and `proxy` define it.
///
/// An application implements [Application]. The node talks to it over the four logical connections of
/// [AppConnections], whether the application runs in this process or behind a socket.
///
/// Unlike everything else above the codecs, these types speak the generated messages of `dev.cometj.wire.abci`, and
/// on purpose. The schema *is* ABCI: applications in every language are written against these messages, and one moves
/// from Go to Java, or from a process of its own into the node, without a change of meaning. A second set of thirty
/// records with the same fields would have to be copied into and out of for each transaction, could not carry a field
/// that a later version of the schema adds, and would add no rule: an application may answer whatever it likes, and
/// what the node makes of the answer is checked where the node uses it.
///
/// Messages are immutable. Members that the original holds by value may be left unset by an application; they are
/// filled in where messages leave the process.
package dev.cometj.chain.abci;
