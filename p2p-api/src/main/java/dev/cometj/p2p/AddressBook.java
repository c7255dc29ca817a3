package dev.cometj.p2p;

import java.util.Collection;

/// The addresses of nodes a node knows, as far as the Switch feeds them; offered as a service by the PEX reactor.
/// Where nobody offers it the Switch does without.
///
/// Calls come from the Switch's mailbox and return at once; they take effect in the order of the calls.
public interface AddressBook {
  /// Add an address that somebody told us.
  ///
  /// @param address the address
  /// @param source who told
  void add(NetAddress address, NetAddress source);

  /// Learn that an address is our own: it is removed and never added again.
  ///
  /// @param address the address
  void addOurs(NetAddress address);

  /// Learn ids that must not be handed on.
  ///
  /// @param ids the ids
  void addPrivateIds(Collection<NodeId> ids);

  /// Learn that a peer did something useful.
  ///
  /// @param id the peer's id; unknown ids do nothing
  void markGood(NodeId id);

  /// Write the book to disk soon.
  void save();
}
