package dev.cometj.node.demo;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import java.util.List;

/// A member with a fixed fate.
record FakeMember(
    String name, NodeId id, String address, List<Tie> ties, List<PeerLedger.Entry> ledger)
    implements DemoMember {

  static NodeId id(char digit) {
    return new NodeId(Character.toString(digit).repeat(40));
  }

  static FakeMember of(String name, char digit, Tie... ties) {
    return new FakeMember(name, id(digit), "127.0.0.1:" + digit, List.of(ties), List.of());
  }

  static Tie dialled(char digit) {
    return new Tie(id(digit), true);
  }

  static Tie answered(char digit) {
    return new Tie(id(digit), false);
  }

  @Override
  public String rpcAddress() {
    return "rpc";
  }

  @Override
  public void close() {}
}
