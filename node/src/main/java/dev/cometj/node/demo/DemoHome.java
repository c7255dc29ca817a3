package dev.cometj.node.demo;

import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.config.ConfigTemplate;
import dev.cometj.node.config.NodeConfiguration;
import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The home of one member, made as `init` makes one, on ports of its own.
///
/// @param name the member's name
/// @param settings its configuration
/// @param address where it will listen
/// @param rpcAddress where its RPC will listen
record DemoHome(String name, NodeSettings settings, String address, String rpcAddress) {
  static final String NETWORK = "cometj-demo";
  private static final String LOOPBACK = "127.0.0.1";
  private static final byte[] LOOPBACK_BYTES = {127, 0, 0, 1};

  /// Makes a home.
  ///
  /// @param table the known keys
  /// @param folder where
  /// @param name the member's name
  /// @param extra values of its configuration
  static DemoHome create(ConfigTable table, Path folder, String name, Map<String, String> extra) {
    String address = LOOPBACK + ":" + freePort();
    String rpcAddress = LOOPBACK + ":" + freePort();
    Map<String, String> values = new HashMap<>(extra);
    values.put("moniker", name);
    values.put("p2p.laddr", "tcp://" + address);
    values.put("rpc.laddr", "tcp://" + rpcAddress);
    values.put("p2p.addr_book_strict", "false"); // loopback addresses are not routable
    values.put("p2p.allow_duplicate_ip", "true"); // and here all nodes share one
    values.put("proxy_app", "kvstore"); // for the original, should it run the home
    values.put("cometj.reactors", "PEX"); // the demo shows how nodes find each other
    Path home = folder.resolve(name);
    HomeFiles.createFolders(home, NodeConfiguration.FILE, ConfigTemplate.render(table, values));
    NodeSettings settings = NodeConfiguration.read(table, home, Map.of(), Map.of()).settings();
    new HomeFiles(settings).createMissing(Optional.of(NETWORK), Instant.now(), new SecureRandom());
    return new DemoHome(name, settings, address, rpcAddress);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK_BYTES))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new OperatorException("there is no free port on " + LOOPBACK + ": " + e.getMessage());
    }
  }
}
