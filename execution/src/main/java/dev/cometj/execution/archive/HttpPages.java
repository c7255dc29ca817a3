package dev.cometj.execution.archive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Reads pages with the JDK's client.
public final class HttpPages implements RpcPages {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// A hundred validators are some 30 KB.
  private static final int MOST_BYTES = 1 << 20;

  private final HttpClient client;

  /// Make a reader; nothing is dialled yet.
  ///
  /// @param blocking where the client's work is done
  public HttpPages(Executor blocking) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(blocking)
            .build();
  }

  @Override
  public CompletionStage<byte[]> get(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    return client
        .sendAsync(request, _ -> limited())
        .thenApply(HttpResponse::body)
        .orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Give up what is under way, and the client's thread. Never blocks.
  public void stop() {
    client.shutdownNow();
  }

  private static BodySubscriber<byte[]> limited() {
    return BodySubscribers.limiting(BodySubscribers.ofByteArray(), MOST_BYTES);
  }
}
