package dev.cometj.p2p.testkit.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.StopReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawReactorTest {
  private static final AttributeKey<Integer> LENGTH =
      new AttributeKey<>("test.length", Integer.class);

  private final Channel<byte[]> channel = RawReactor.channel(0x70).build();
  private final RawReactor raw = new RawReactor("RAW", channel).publishing(LENGTH);
  private final ReactorHarness harness = ReactorHarness.of(raw).start();

  @Test
  void keepsWhatCameAndWhyPeersWent() {
    ScriptedPeer bob = harness.peer("bob").connect();
    bob.deliverBytes(channel, new byte[] {1, 2});
    bob.deliverBytes(channel, new byte[0]);
    bob.disconnect();

    assertThat(raw.received()).containsExactly(new byte[] {1, 2}, new byte[0]);
    assertThat(raw.receivedCount()).isEqualTo(2);
    assertThat(raw.stops()).singleElement().isInstanceOf(StopReason.LinkFailure.class);
  }

  @Test
  void doesAsItIsTold() {
    raw.whenStarted(peer -> peer.send(new byte[] {1}))
        .whenReceived((peer, bytes) -> {
          peer.publish(LENGTH, bytes.length);
          raw.mailbox().schedule(Duration.ofSeconds(5), () -> peer.send(bytes));
        });
    ScriptedPeer bob = harness.peer("bob").connect();
    bob.deliverBytes(channel, new byte[3]);
    assertThat(bob.published(LENGTH)).contains(3);
    assertThat(bob.sent(channel)).containsExactly(new byte[] {1});

    harness.world().runFor(Duration.ofSeconds(5));
    assertThat(bob.sent(channel)).containsExactly(new byte[] {1}, new byte[3]);
  }

  @Test
  void sendsToAllButThoseWhoWent() {
    ScriptedPeer bob = harness.peer("bob").connect();
    ScriptedPeer carol = harness.peer("carol").connect();
    carol.disconnect();
    raw.sendToAll(new byte[] {7});

    assertThat(bob.sent(channel)).containsExactly(new byte[] {7});
    assertThat(carol.sent(channel)).isEmpty();
  }
}
