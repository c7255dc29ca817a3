package dev.cometj.p2p;

/// Tells the transport what a peer was asked for, so that it may be received: on channels that carry large answers
/// what nobody asked for is cut early. Usable from any thread.
public interface ReceiveBudget {
  /// Expect an answer.
  ///
  /// @param channel the channel it comes on
  /// @param bytes how large it may be, added to what is expected already; negative to take back
  void expect(Channel<?> channel, long bytes);
}
