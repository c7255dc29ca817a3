package dev.cometj.execution.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("proxy_app = \"none\" makes a node an archive")
final class ArchiveProviderTest {
  private record Context(Settings settings, NodeRuntime runtime, Mailbox mailbox, Metrics metrics)
      implements ComponentContext {
    @Override
    public void fail(String line) {
      throw new AssertionError(line);
    }
  }

  private static Settings settings(Map<String, String> values) {
    return Settings.of(Path.of("/home"), values);
  }

  private static Component create(String servers) {
    VirtualNode node = VirtualWorld.create().node("node");
    Settings settings =
        settings(Map.of("proxy_app", "none", "cometj.archive.rpc_servers", servers));
    return new ArchiveProvider()
        .create(new Context(settings, node, node.mailbox("archive"), Metrics.none()));
  }

  @Test
  @DisplayName("of archive, application and what executes blocks one side takes part")
  void eitherOr() {
    Settings archive = settings(Map.of("proxy_app", "none"));
    assertThat(new ArchiveProvider().declines(archive)).isEmpty();
    assertThat(new ApplicationProvider().declines(archive)).contains("proxy_app = none");
    assertThat(new ExecutionProvider().declines(archive)).contains("proxy_app = none");
    for (String application : new String[] {"kvstore", "tcp://127.0.0.1:26658"}) {
      Settings other = settings(Map.of("proxy_app", application));
      assertThat(new ArchiveProvider().declines(other)).contains("proxy_app names an application");
      assertThat(new ApplicationProvider().declines(other)).isEmpty();
      assertThat(new ExecutionProvider().declines(other)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:26657", "http://a:1,https://b/rpc", "tcp://c:26657"})
  @DisplayName("RPC servers are addresses with or without scheme")
  void servers(String servers) {
    Component component = create(servers);
    assertThat(component.service(BlockExecutor.class)).isNotNull();
    assertThatThrownBy(component.service(ChainAtStart.class)::state)
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a:1", "http://", "a b", "http://good,unix:///socket"})
  @DisplayName("what is no address is refused by its setting")
  void noServers(String servers) {
    assertThatThrownBy(() -> create(servers))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            fault -> assertThat(fault.key()).isEqualTo("cometj.archive.rpc_servers"));
  }
}
