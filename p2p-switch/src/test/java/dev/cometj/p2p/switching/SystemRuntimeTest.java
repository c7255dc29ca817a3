package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.IpAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemRuntimeTest {
  private final SystemRuntime runtime = new SystemRuntime();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void namesAreLookedUp() throws Exception {
    List<IpAddress> found =
        runtime.resolver().resolve("localhost").toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(found).isNotEmpty().allMatch(IpAddress::isLoopback);
    assertThat(runtime.resolver().resolve("10.1.2.3").toCompletableFuture().join())
        .containsExactly(IpAddress.parse("10.1.2.3").orElseThrow());
  }

  @Test
  void anUnknownNameFailsWithItsKind() {
    assertThatThrownBy(() ->
            runtime
                .resolver()
                .resolve("no-such-host.invalid")
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            InvalidAddressException.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidAddressException.Kind.UNRESOLVED));
  }

  @Test
  void executorsRunOnDaemonThreadsOfTheirSort() {
    Thread computing =
        CompletableFuture.supplyAsync(Thread::currentThread, runtime.computation()).join();
    Thread blocking =
        CompletableFuture.supplyAsync(Thread::currentThread, runtime.blocking()).join();
    assertThat(computing.isDaemon()).isTrue();
    assertThat(computing.isVirtual()).isFalse();
    assertThat(blocking.isVirtual()).isTrue();
  }
}
