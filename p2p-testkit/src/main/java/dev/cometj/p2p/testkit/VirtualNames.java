package dev.cometj.p2p.testkit;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.NameResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The names of a [VirtualWorld]: a table that the test fills, shared by all nodes.
public final class VirtualNames implements NameResolver {
  private final VirtualMailbox mailbox;
  private final Map<String, List<IpAddress>> table = new LinkedHashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private Duration delay = Duration.ZERO;

  VirtualNames(VirtualMailbox mailbox) {
    this.mailbox = mailbox;
  }

  /// Enter a name, or change what it stands for.
  ///
  /// @param host the name
  /// @param literals its addresses; none makes it unknown again
  public void set(String host, String... literals) {
    if (literals.length == 0) {
      table.remove(host);
    } else {
      table.put(host, Arrays.stream(literals).map(VirtualNames::literal).toList());
    }
  }

  /// Let every answer take its time.
  ///
  /// @param value how long a look-up takes
  public void delay(Duration value) {
    delay = value;
  }

  /// List the names that were looked up, in order; literals do not count.
  ///
  /// @return the names, each as often as it was asked for
  public List<String> lookups() {
    return List.copyOf(lookups);
  }

  @Override
  public CompletionStage<List<IpAddress>> resolve(String host) {
    CompletableFuture<List<IpAddress>> answer = new CompletableFuture<>();
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isEmpty()) {
      lookups.add(host);
    }
    mailbox.schedule(delay, () -> answer(host, literal, answer));
    return answer;
  }

  private void answer(
      String host, Optional<IpAddress> literal, CompletableFuture<List<IpAddress>> answer) {
    List<IpAddress> found =
        literal.map(List::of).orElseGet(() -> table.getOrDefault(host, List.of()));
    if (found.isEmpty()) {
      answer.completeExceptionally(
          new InvalidAddressException(
              InvalidAddressException.Kind.UNRESOLVED, "no such host: " + host));
    } else {
      answer.complete(found);
    }
  }

  private static IpAddress literal(String text) {
    return IpAddress.parse(text)
        .orElseThrow(() -> new IllegalArgumentException(text + " is no IP literal"));
  }
}
