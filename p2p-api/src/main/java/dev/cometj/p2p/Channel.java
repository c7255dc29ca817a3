package dev.cometj.p2p;

import java.util.Objects;

/// A typed lane between two nodes: `ChannelDescriptor` of Go's `p2p/conn/connection.go` together with the type
/// of its messages, so that a message on the wrong channel does not compile.
///
/// Build one with [#define(int, String, MessageCodec)] and keep it in a constant of the reactor that owns it.
///
/// @param <M> the messages of the channel
public final class Channel<M> {
  /// The send queue's capacity where none is given, in messages.
  public static final int DEFAULT_SEND_QUEUE = 1;

  /// The initial receive buffer where none is given, in bytes.
  public static final int DEFAULT_RECEIVE_BUFFER = 4096;

  /// The message limit where none is given, in bytes.
  public static final int DEFAULT_MAX_MESSAGE = 22_020_096;

  private final int id;
  private final String name;
  private final MessageCodec<M> codec;
  private final int priority;
  private final int sendQueueCapacity;
  private final int receiveBufferBytes;
  private final int maxMessageBytes;
  private final boolean lossy;
  private final boolean solicited;

  private Channel(Builder<M> builder) {
    this.id = builder.id;
    this.name = builder.name;
    this.codec = builder.codec;
    this.priority = builder.priority;
    this.sendQueueCapacity = builder.sendQueueCapacity;
    this.receiveBufferBytes = builder.receiveBufferBytes;
    this.maxMessageBytes = builder.maxMessageBytes;
    this.lossy = builder.lossy;
    this.solicited = builder.solicited;
  }

  /// Start a definition.
  ///
  /// @param <M> the messages of the channel
  /// @param id 0..255
  /// @param name a short name for logs, for example `pex`
  /// @param codec the wire form
  /// @return a builder with the defaults of Go's `FillDefaults` and priority 1
  public static <M> Builder<M> define(int id, String name, MessageCodec<M> codec) {
    return new Builder<>(id, name, codec);
  }

  /// Tell the id.
  ///
  /// @return 0..255
  public int id() {
    return id;
  }

  /// Tell the name.
  ///
  /// @return a short name for logs
  public String name() {
    return name;
  }

  /// Tell the wire form.
  ///
  /// @return the codec
  public MessageCodec<M> codec() {
    return codec;
  }

  /// Tell the weight among the channels of a connection.
  ///
  /// @return at least 1; a channel of priority 10 may send ten times the bytes of one of priority 1
  public int priority() {
    return priority;
  }

  /// Tell how many messages may wait to be sent to one peer.
  ///
  /// @return at least 1
  public int sendQueueCapacity() {
    return sendQueueCapacity;
  }

  /// Tell the size a reassembly buffer starts with.
  ///
  /// @return bytes, at least 1
  public int receiveBufferBytes() {
    return receiveBufferBytes;
  }

  /// Tell the largest message a peer may send.
  ///
  /// @return bytes; one more stops the peer
  public int maxMessageBytes() {
    return maxMessageBytes;
  }

  /// Tell what happens when the reactor does not keep up.
  ///
  /// @return true if messages over the budget are dropped and counted; false if the peer is read no further
  public boolean isLossy() {
    return lossy;
  }

  /// Tell whether large messages of the channel are answers, so that what nobody asked for is cut early; W1.
  ///
  /// @return true if a message of more than 1 KiB must have been announced with [ReceiveBudget#expect]
  public boolean isSolicited() {
    return solicited;
  }

  @Override
  public String toString() {
    return "%s(0x%02x)".formatted(name, id);
  }

  /// The steps of a definition.
  ///
  /// @param <M> the messages of the channel
  public static final class Builder<M> {
    private final int id;
    private final String name;
    private final MessageCodec<M> codec;
    private int priority = 1;
    private int sendQueueCapacity = DEFAULT_SEND_QUEUE;
    private int receiveBufferBytes = DEFAULT_RECEIVE_BUFFER;
    private int maxMessageBytes = DEFAULT_MAX_MESSAGE;
    private boolean lossy;
    private boolean solicited;

    private Builder(int id, String name, MessageCodec<M> codec) {
      if (id < 0 || id > 255) {
        throw new IllegalArgumentException("a channel id is 0..255, not " + id);
      }
      this.id = id;
      this.name = Objects.requireNonNull(name);
      this.codec = Objects.requireNonNull(codec);
    }

    /// Set the weight among the channels of a connection.
    ///
    /// @param value at least 1
    /// @return this
    public Builder<M> priority(int value) {
      priority = positive("priority", value);
      return this;
    }

    /// Set how many messages may wait to be sent to one peer.
    ///
    /// @param value at least 1
    /// @return this
    public Builder<M> sendQueueCapacity(int value) {
      sendQueueCapacity = positive("send queue capacity", value);
      return this;
    }

    /// Set the size a reassembly buffer starts with.
    ///
    /// @param value bytes, at least 1
    /// @return this
    public Builder<M> receiveBufferBytes(int value) {
      receiveBufferBytes = positive("receive buffer", value);
      return this;
    }

    /// Set the largest message a peer may send.
    ///
    /// @param value bytes, at least 1
    /// @return this
    public Builder<M> maxMessageBytes(int value) {
      maxMessageBytes = positive("message limit", value);
      return this;
    }

    /// Let messages over the receive budget be dropped instead of holding the peer up.
    ///
    /// @return this
    public Builder<M> lossy() {
      lossy = true;
      return this;
    }

    /// Refuse messages of more than 1 KiB that were not announced with [ReceiveBudget#expect]: for channels whose
    /// large messages are answers (0x40, 0x60 and 0x61).
    ///
    /// @return this
    public Builder<M> solicited() {
      solicited = true;
      return this;
    }

    /// End the definition.
    ///
    /// @return the channel
    public Channel<M> build() {
      return new Channel<>(this);
    }

    private static int positive(String what, int value) {
      if (value < 1) {
        throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(what, value));
      }
      return value;
    }
  }
}
