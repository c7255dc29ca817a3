package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.testkit.VirtualNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// One node's access to a [SimulatedInternet]. Each stream is bound to a mailbox of its own, in place of a thread.
public final class SimulatedStreamNetwork implements StreamNetwork {
  /// Who takes the connections of a port.
  record Listener(
      SimulatedStreamNetwork network, Consumer<ByteStream> accepted, Consumer<Throwable> failed) {}

  private final SimulatedInternet internet;
  private final VirtualNode node;
  private final IpAddress host;
  private final Set<HostPort> bound = new LinkedHashSet<>();
  private final Set<SimulatedStream> streams = new LinkedHashSet<>();
  private boolean closed;

  SimulatedStreamNetwork(SimulatedInternet internet, VirtualNode node, IpAddress host) {
    this.internet = internet;
    this.node = node;
    this.host = host;
    node.onEnd(this::ended);
  }

  /// Tell the node's address.
  ///
  /// @return its only address
  public IpAddress host() {
    return host;
  }

  @Override
  public CompletionStage<HostPort> listen(
      HostPort address, Consumer<ByteStream> accepted, Consumer<Throwable> failed) {
    CompletableFuture<HostPort> answer = new CompletableFuture<>();
    node.mailbox("listen").execute(() -> listen(address, accepted, failed, answer));
    return answer;
  }

  private void listen(
      HostPort address,
      Consumer<ByteStream> accepted,
      Consumer<Throwable> failed,
      CompletableFuture<HostPort> answer) {
    try {
      requireOpen();
      HostPort at = internet.ports().bind(host, address, new Listener(this, accepted, failed));
      bound.add(at);
      answer.complete(at);
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public CompletionStage<ByteStream> connect(HostPort address, Duration timeout) {
    CompletableFuture<ByteStream> answer = new CompletableFuture<>();
    HostPort local = internet.freeEndpoint(host);
    Mailbox thread = node.mailbox("stream " + local + " to " + address);
    SimulatedStream stream = new SimulatedStream(this, thread, local, address);
    Cancellable timer =
        thread.schedule(
            timeout,
            () ->
                answer.completeExceptionally(
                    new IOException("connect to " + address + ": timed out after " + timeout)));
    thread.execute(() -> start(address, stream, answer, timer));
    return answer;
  }

  private void start(
      HostPort address,
      SimulatedStream stream,
      CompletableFuture<ByteStream> answer,
      Cancellable timer) {
    try {
      requireOpen();
    } catch (IOException e) {
      timer.cancel();
      answer.completeExceptionally(e);
      return;
    }
    IpAddress remote =
        IpAddress.parse(address.host())
            .orElseThrow(() -> new IllegalArgumentException(address + " is no IP literal"));
    Mailbox there = internet.world().mailbox("port " + address);
    Wire request = new Wire(internet.conditions(), host, remote, there);
    Wire response = new Wire(internet.conditions(), remote, host, stream.thread());
    request.send(0, () -> knock(address, stream, response, answer, timer));
  }

  /// The request to connect has arrived at the remote host.
  private static void knock(
      HostPort address,
      SimulatedStream stream,
      Wire response,
      CompletableFuture<ByteStream> answer,
      Cancellable timer) {
    SimulatedInternet internet = stream.network().internet;
    Listener listener = internet.ports().at(address).orElse(null);
    if (listener == null) {
      response.send(
          0,
          () -> {
            timer.cancel();
            answer.completeExceptionally(
                new IOException("connect to " + address + ": connection refused"));
          });
      return;
    }
    SimulatedStreamNetwork acceptor = listener.network;
    Mailbox thread = acceptor.node.mailbox("stream " + address + " from " + stream.local());
    SimulatedStream accepted = new SimulatedStream(acceptor, thread, address, stream.local());
    accepted.connect(stream);
    thread.execute(() -> listener.accepted.accept(accepted));
    response.send(
        0,
        () -> {
          timer.cancel();
          stream.connect(accepted);
          if (!stream.isEnded()) {
            internet.connected(stream);
          }
          if (!answer.complete(stream)) {
            stream.reset();
          }
        });
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    node.mailbox("close streams")
        .execute(() -> {
          closed = true;
          unbind();
          List.copyOf(streams).forEach(SimulatedStream::close);
          node.mailbox("closed streams").execute(() -> answer.complete(null));
        });
    return answer;
  }

  /// Report a fault of accepting to this node's listeners, for example exhausted descriptors.
  ///
  /// @param cause the fault
  public void failAccepting(IOException cause) {
    for (HostPort at : bound) {
      internet
          .ports()
          .at(at)
          .ifPresent(
              listener -> node.mailbox("accept").execute(() -> listener.failed.accept(cause)));
    }
  }

  SimulatedInternet internet() {
    return internet;
  }

  void opened(SimulatedStream stream) {
    streams.add(stream);
  }

  void gone(SimulatedStream stream) {
    streams.remove(stream);
    internet.disconnected(stream);
  }

  private void ended(VirtualNode.Ending ending) {
    unbind();
    for (SimulatedStream stream : List.copyOf(streams)) {
      if (ending == VirtualNode.Ending.CRASH) {
        stream.abandon();
      }
      gone(stream);
    }
    closed = true;
  }

  private void unbind() {
    bound.forEach(internet.ports()::unbind);
    bound.clear();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the stream network of " + node + " is closed");
    }
  }
}
