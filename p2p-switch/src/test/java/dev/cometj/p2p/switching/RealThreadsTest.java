package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.PuppetTransport;
import dev.cometj.p2p.switching.fixture.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The Switch on the production runtime, with real threads.
class RealThreadsTest {
  private static final int ID = 0x51;
  private static final int OTHER = 0x52;

  private final SystemRuntime runtime = new SystemRuntime();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final ProbeReactor one = new ProbeReactor("ONE", log, Text.channel(ID));
  private final ProbeReactor two = new ProbeReactor("TWO", log, Text.channel(OTHER));
  private final PuppetTransport transport = new PuppetTransport(() -> Duration.ZERO);
  private AssembledNode node;

  @AfterEach
  void stop() throws Exception {
    node.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    runtime.close();
  }

  private PuppetLink connected() throws Exception {
    node =
        SwitchAssembly.of(
                Settings.of(
                    Path.of("home"),
                    Map.of("p2p.laddr", "puppet://10.0.0.1:1", "cometj.p2p.inbox_bytes", "100000")),
                runtime,
                Bench.signer("us"))
            .network("test-net")
            .transport(transport)
            .reactor(one)
            .reactor(two)
            .assemble();
    CountDownLatch started = new CountDownLatch(2);
    one.onStarted(session -> started.countDown());
    two.onStarted(session -> started.countDown());
    node.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
    PuppetLink link =
        new PuppetLink(
            runtime.mailbox("link"),
            Bench.info("anna", "10.0.0.2:1"),
            Bench.address("anna", "10.0.0.2", 1),
            false);
    transport.acceptor().accepted(link);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    return link;
  }

  @Test
  @DisplayName(
      "A50 a reactor that blocks holds up nobody else's messages, and loses none of its own")
  void blockedReactor() throws Exception {
    int messages = 2000;
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch oneDone = new CountDownLatch(messages);
    CountDownLatch twoDone = new CountDownLatch(messages);
    one.onReceive((session, message) -> {
      awaitQuietly(blocked);
      oneDone.countDown();
    });
    two.onReceive((session, message) -> twoDone.countDown());
    PuppetLink link = connected();
    for (int i = 0; i < messages; i++) {
      link.receive(ID, "m" + i);
      link.receive(OTHER, "m" + i);
    }
    assertThat(twoDone.await(60, TimeUnit.SECONDS)).as("the other reactor flows").isTrue();
    assertThat(oneDone.getCount()).isEqualTo(messages);
    blocked.countDown();
    assertThat(oneDone.await(60, TimeUnit.SECONDS)).isTrue();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      expected.add("m" + i);
    }
    assertThat(received("ONE")).isEqualTo(expected);
    assertThat(received("TWO")).isEqualTo(expected);
  }

  private List<String> received(String reactor) {
    synchronized (log) {
      return log.stream()
          .filter(line -> line.startsWith(reactor + " receive"))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .toList();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
