package dev.cometj.p2p.transport.mux;

/// Gets what a [PacketReader] finds. A message packet comes as [#begin], any number of [#data], and [#end].
interface PacketSink {
  /// A ping came.
  void ping() throws LinkFaultException;

  /// A pong came.
  void pong() throws LinkFaultException;

  /// A message packet begins.
  ///
  /// @param channelId as the peer sent it: any number
  /// @param dataBytes how much data it carries
  /// @param eof true if it ends a message
  void begin(int channelId, int dataBytes, boolean eof) throws LinkFaultException;

  /// Data of the packet begun; valid only during the call.
  void data(byte[] bytes, int offset, int length) throws LinkFaultException;

  /// The packet begun is complete.
  void end() throws LinkFaultException;
}
