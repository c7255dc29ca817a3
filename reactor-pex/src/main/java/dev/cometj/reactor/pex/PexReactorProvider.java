package dev.cometj.reactor.pex;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerConnectionInfo;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Provides the PEX reactor, unless `p2p.pex` is false.
public final class PexReactorProvider implements ReactorProvider {
  /// Make a provider; `ServiceLoader` does.
  public PexReactorProvider() {}

  @Override
  public String name() {
    return "PEX";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(PexChannel.PEX);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(
        PeerStopper.class,
        PeerReleaser.class,
        PeerDirectory.class,
        PeerCensus.class,
        PeerDialer.class,
        SwitchLog.class,
        PeerIdentity.class,
        PeerSender.class,
        PeerStanding.class,
        PeerConnectionInfo.class,
        PeerFlusher.class);
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(AddressBook.class);
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return settings.flag("p2p.pex", true) ? Optional.empty() : Optional.of("p2p.pex = false");
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    return new PexReactor(PexSettings.of(context.settings()), context);
  }
}
