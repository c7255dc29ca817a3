package dev.cometj.node.demo;

import dev.cometj.p2p.NodeId;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Draws the network: who is connected with whom, as a table with a row and a column for each member.
final class DemoView {
  private final char dialled;
  private final char answered;
  private final char none;

  /// Makes a view.
  ///
  /// @param charset what the terminal shows: arrows if it can
  DemoView(Charset charset) {
    boolean hasArrows = charset.canEncode() && charset.newEncoder().canEncode('→');
    dialled = hasArrows ? '→' : '>';
    answered = hasArrows ? '←' : '<';
    none = hasArrows ? '·' : '.';
  }

  /// Draws.
  ///
  /// @param members what is drawn
  /// @param events the latest events, oldest first
  /// @param time since the start
  /// @param verdict how far it is
  List<String> lines(List<DemoMember> members, List<String> events, Duration time, String verdict) {
    Map<NodeId, Map<NodeId, Character>> table = table(members);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "The network %s on this machine, %d:%02d"
            .formatted(DemoHome.NETWORK, time.toMinutes(), time.toSecondsPart()));
    StringBuilder head = new StringBuilder(" ".repeat(11));
    for (int i = 0; i < members.size(); i++) {
      head.append(mark(members, i)).append(' ');
    }
    lines.add(head.append("  id          listens at        RPC").toString());
    for (int i = 0; i < members.size(); i++) {
      lines.add(row(members, i, table));
    }
    lines.add("");
    events.forEach(event -> lines.add("  " + event));
    lines.add("");
    lines.add(verdict);
    return lines;
  }

  private String row(
      List<DemoMember> members, int index, Map<NodeId, Map<NodeId, Character>> table) {
    DemoMember member = members.get(index);
    Map<NodeId, Character> ties = table.getOrDefault(member.id(), Map.of());
    StringBuilder row = new StringBuilder();
    row.append(String.format(Locale.ROOT, "  %s %-6s ", mark(members, index), member.name()));
    for (DemoMember other : members) {
      char cell = other.id().equals(member.id()) ? ' ' : ties.getOrDefault(other.id(), none);
      row.append(' ').append(cell);
    }
    return row.append("   ")
        .append(member.id().text(), 0, 10)
        .append("  ")
        .append(String.format(Locale.ROOT, "%-16s", member.address()))
        .append("  ")
        .append(member.rpcAddress())
        .toString();
  }

  /// Fills both directions from what either end tells: a Go node cannot be asked.
  private Map<NodeId, Map<NodeId, Character>> table(List<DemoMember> members) {
    Map<NodeId, Map<NodeId, Character>> table = new HashMap<>();
    for (DemoMember member : members) {
      for (DemoMember.Tie tie : member.ties()) {
        put(table, member.id(), tie.peer(), tie.isOutbound() ? dialled : answered);
        put(table, tie.peer(), member.id(), tie.isOutbound() ? answered : dialled);
      }
    }
    return table;
  }

  private static void put(
      Map<NodeId, Map<NodeId, Character>> table, NodeId row, NodeId column, char cell) {
    table.computeIfAbsent(row, _ -> new HashMap<>()).put(column, cell);
  }

  private static String mark(List<DemoMember> members, int index) {
    String name = members.get(index).name();
    return switch (name) {
      case "seed" -> "S";
      case "go" -> "G";
      default -> Character.toString(index < 10 ? '0' + index : 'a' + index - 10);
    };
  }
}
