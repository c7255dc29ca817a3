package dev.cometj.execution.component;

import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.execution.signing.FileSigner;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.execution.signing.SigningService;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
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

/// The validator's key in files: `priv_validator_key_file` and `priv_validator_state_file`. It stays out if
/// `priv_validator_laddr` says that the key is elsewhere.
public final class PrivValidatorProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public PrivValidatorProvider() {}

  @Override
  public String name() {
    return "PRIVVAL";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(PrivValidator.class);
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return settings
        .text("priv_validator_laddr")
        .filter(address -> !address.isEmpty())
        .map(address -> "priv_validator_laddr = " + address);
  }

  @Override
  public Component create(ComponentContext context) {
    Settings settings = context.settings();
    return new FileKey(
        settings.path("priv_validator_key_file", "config/priv_validator_key.json"),
        settings.path("priv_validator_state_file", "data/priv_validator_state.json"),
        context);
  }

  /// A node that does not validate needs no key: what is missing is told to whoever asks for it. What is damaged stops
  /// the start.
  private record FileKey(
      Path keyFile,
      Path stateFile,
      ComponentContext context,
      AtomicReference<@Nullable MessageSigner> signer)
      implements Component {

    FileKey(Path keyFile, Path stateFile, ComponentContext context) {
      this(keyFile, stateFile, context, new AtomicReference<>());
    }

    private NodeRuntime runtime() {
      return context.runtime();
    }

    @Override
    public CompletionStage<Void> start(Services services) {
      return CompletableFuture.runAsync(this::open, runtime().blocking());
    }

    private void open() {
      try {
        if (runtime().disk().size(keyFile).isPresent()) {
          signer.set(
              new GuardedSigner(
                  FileSigner.open(runtime().disk(), keyFile, stateFile), context::fail));
        }
      } catch (IOException e) {
        throw new SigningException(
            Reason.UNUSABLE_FILES,
            "cannot read the validator key %s: %s".formatted(keyFile, e.getMessage()),
            e);
      }
    }

    private MessageSigner signerOrRefusal() {
      MessageSigner opened = signer.get();
      if (opened == null) {
        throw new SigningException(
            Reason.UNUSABLE_FILES, "there is no validator key at " + keyFile, null);
      }
      return opened;
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(new SigningService(this::signerOrRefusal, runtime().blocking()));
    }
  }
}
