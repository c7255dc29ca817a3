package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.ReassemblyBudget;
import dev.cometj.p2p.transport.mux.SendBudget;
import dev.cometj.p2p.transport.secret.Session;

/// Makes the links of a node, and holds what they share: settings, channels, and the budgets of the whole node.
/// Usable from any thread.
public final class Links {
  private final MuxSettings settings;
  private final ChannelTable channels;
  private final NodeRuntime runtime;
  private final Metrics metrics;
  private final SendBudget sendBudget;
  private final ReassemblyBudget reassemblyBudget;

  /// Make the links of a node.
  ///
  /// @param settings rates and limits
  /// @param channels what the node serves
  /// @param runtime the clocks
  /// @param metrics the node's meters
  public Links(MuxSettings settings, ChannelTable channels, NodeRuntime runtime, Metrics metrics) {
    this.settings = settings;
    this.channels = channels;
    this.runtime = runtime;
    this.metrics = metrics;
    this.sendBudget = new SendBudget(settings.nodeQueueBytes());
    this.reassemblyBudget = new ReassemblyBudget(settings.reassemblyBytes());
  }

  /// Make the links of a node as it is assembled.
  ///
  /// @param context what the transport got
  /// @return what makes its links
  /// @throws dev.cometj.p2p.spi.InvalidSettingException if a value of the configuration cannot be used
  public static Links of(TransportContext context) {
    return new Links(
        MuxSettings.from(context.settings()),
        new ChannelTable(context.channels()),
        context.runtime(),
        context.metrics());
  }

  /// Make the link of a session. Called on the stream's thread. The stream does not read; whatever happens on it from
  /// here on is to be handed to the link, which is its handler.
  ///
  /// @param stream the stream
  /// @param session what its handshake yielded
  /// @return the link
  public StreamLink create(ByteStream stream, Session session) {
    return new StreamLink(this, stream, session);
  }

  MuxSettings settings() {
    return settings;
  }

  ChannelTable channels() {
    return channels;
  }

  NodeRuntime runtime() {
    return runtime;
  }

  Metrics metrics() {
    return metrics;
  }

  /// Give what may wait to be sent by all links together.
  ///
  /// @return the budget
  public SendBudget sendBudget() {
    return sendBudget;
  }

  /// Give what all links together may keep of incomplete messages.
  ///
  /// @return the budget
  public ReassemblyBudget reassemblyBudget() {
    return reassemblyBudget;
  }
}
