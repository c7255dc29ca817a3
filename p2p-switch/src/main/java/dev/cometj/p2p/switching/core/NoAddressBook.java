package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.util.Collection;

/// Stands in where no component offers an address book.
final class NoAddressBook implements AddressBook {
  @Override
  public void add(NetAddress address, NetAddress source) {}

  @Override
  public void addOurs(NetAddress address) {}

  @Override
  public void addPrivateIds(Collection<NodeId> ids) {}

  @Override
  public void markGood(NodeId id) {}

  @Override
  public void save() {}
}
