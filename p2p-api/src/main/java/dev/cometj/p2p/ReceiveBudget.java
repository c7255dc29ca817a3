package dev.cometj.p2p;

/// Tells the transport what a peer was asked for, so that it may be received: on
/// [solicited channels][Channel#isSolicited] what nobody asked for is cut early. A peer that was never asked on the
/// channel is stopped once a message exceeds 1 KiB; one that was asked, but not for so much any more, is late, and
/// what it sends is read and thrown away. Usable from any thread.
public interface ReceiveBudget {
  /// Expect an answer. What is expected stays so until it is taken back, usually when the answer came or nobody
  /// waits for it any longer; receiving takes nothing off.
  ///
  /// @param channel the channel it comes on
  /// @param bytes how large it may be, added to what is expected already; negative to take back
  void expect(Channel<?> channel, long bytes);
}
