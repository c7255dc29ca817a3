package dev.cometj.signer.remote.listen;

import dev.cometj.chain.Timestamp;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.execution.signing.SigningService;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The validator's key in another process, if `priv_validator_laddr` says where to listen for it; Go's
/// `createAndStartPrivValidatorSocketClient` of `node/setup.go`.
///
/// The node starts without waiting for the signer; who asks for a signature waits for it. The chain is that of the
/// genesis file.
public final class RemoteSignerProvider implements ComponentProvider {
  private static final String SETTING = "priv_validator_laddr";

  /// Make the provider; `ServiceLoader` does.
  public RemoteSignerProvider() {}

  @Override
  public String name() {
    return "REMOTE-SIGNER";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(PrivValidator.class);
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return settings.text(SETTING, "").isEmpty()
        ? Optional.of(SETTING + " is not set")
        : Optional.empty();
  }

  @Override
  public Component create(ComponentContext context) {
    Settings settings = context.settings();
    return new Listening(
        address(settings.text(SETTING, "")),
        settings.path("genesis_file", "config/genesis.json"),
        context.runtime(),
        new AtomicReference<>());
  }

  private static ProtocolAddress address(String text) {
    try {
      return ProtocolAddress.parse(text);
    } catch (RuntimeException e) {
      throw new InvalidSettingException(SETTING, String.valueOf(e.getMessage()));
    }
  }

  private record Listening(
      ProtocolAddress address,
      Path genesis,
      NodeRuntime runtime,
      AtomicReference<@Nullable RemoteSigner> signer)
      implements Component {

    @Override
    public CompletionStage<Void> start(Services services) {
      return CompletableFuture.runAsync(this::listen, runtime.blocking());
    }

    private void listen() {
      SignerTimes times = SignerTimes.defaults();
      String chainId =
          GenesisDoc.read(genesis, Timestamp.of(runtime.wallClock().instant())).chainId();
      try {
        SignerListener listener = SignerListener.start(address, times, runtime);
        signer.set(new RemoteSigner(listener, times, chainId));
      } catch (IOException e) {
        throw new SigningException(
            Reason.UNREACHABLE,
            "%s = %s: cannot listen: %s".formatted(SETTING, address, e.getMessage()),
            e);
      }
    }

    @Override
    public CompletionStage<Void> stop() {
      RemoteSigner listening = signer.get();
      if (listening != null) {
        listening.listener().close();
      }
      return CompletableFuture.completedFuture(null);
    }

    private MessageSigner signerOrRefusal() {
      RemoteSigner listening = signer.get();
      if (listening == null) {
        throw new SigningException(Reason.UNREACHABLE, "the node does not listen yet", null);
      }
      return listening;
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(new SigningService(this::signerOrRefusal, runtime.blocking()));
    }
  }
}
