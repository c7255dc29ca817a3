package dev.cometj.node.demo;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells what happens, from the members' ledgers. Used by one thread.
final class DemoStory {
  private static final Pattern TYPED = Pattern.compile("^\\w+ \\((.*)\\)$");

  private final Instant start;
  private final Map<NodeId, Instant> told = new HashMap<>();
  private final Map<NodeId, Integer> toldAtThatTime = new HashMap<>();

  DemoStory(Instant start) {
    this.start = start;
  }

  /// Tells what has happened since the last call.
  ///
  /// @param members the members so far
  /// @return one line for each event, in order
  List<String> news(List<DemoMember> members) {
    Map<NodeId, String> names = new HashMap<>();
    members.forEach(member -> names.put(member.id(), member.name()));
    record Told(Instant time, String line) {}
    List<Told> news = new ArrayList<>();
    for (DemoMember member : members) {
      for (PeerLedger.Entry entry : unread(member)) {
        String peer =
            entry.id().map(id -> names.getOrDefault(id, id.text())).orElse(entry.address());
        news.add(new Told(entry.time(), line(member.name(), peer, entry)));
      }
    }
    return news.stream()
        .sorted(Comparator.comparing(Told::time))
        .filter(told -> !told.line().isEmpty())
        .map(Told::line)
        .toList();
  }

  private List<PeerLedger.Entry> unread(DemoMember member) {
    Instant last = told.getOrDefault(member.id(), Instant.MIN);
    int skip = toldAtThatTime.getOrDefault(member.id(), 0);
    List<PeerLedger.Entry> unread = new ArrayList<>();
    for (PeerLedger.Entry entry : member.ledger()) {
      int order = entry.time().compareTo(last);
      if (order > 0) {
        unread.add(entry);
      } else if (order == 0 && skip-- <= 0) {
        unread.add(entry);
      }
    }
    if (!unread.isEmpty()) {
      Instant newest = unread.getLast().time();
      int count = (int) member.ledger().stream().filter(e -> e.time().equals(newest)).count();
      told.put(member.id(), newest);
      toldAtThatTime.put(member.id(), count);
    }
    return unread;
  }

  private String line(String member, String peer, PeerLedger.Entry entry) {
    String time =
        String.format(
            Locale.ROOT, "%6.2f s  ", Duration.between(start, entry.time()).toMillis() / 1000.0);
    return switch (entry.event()) {
      // each connection has two ends: the one that dialled tells of it
      case ADMITTED -> entry.outbound() ? time + member + " connected with " + peer : "";
      case REFUSED -> time + member + " refused " + peer + ": " + shortened(entry.reason());
      case DROPPED -> time + member + " parted from " + peer + ": " + shortened(entry.reason());
      case REDIAL -> time + member + " will dial " + peer + " again";
    };
  }

  /// The ledger begins with the type's name; the words behind it are enough here.
  private static String shortened(String reason) {
    String words = TYPED.matcher(reason).replaceFirst("$1");
    return words.length() <= 44 ? words : words.substring(0, 41) + "...";
  }
}
