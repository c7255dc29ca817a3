package dev.cometj.p2p.spi;

/// A cheap, stateless factory of a transport, found by `ServiceLoader`. Creating opens nothing and starts nothing.
public interface TransportProvider {
  /// Tell which scheme of `p2p.laddr` selects the transport.
  ///
  /// @return for example `tcp`
  String scheme();

  /// Create a transport.
  ///
  /// @param context what it gets
  /// @return a new transport
  /// @throws InvalidSettingException if a value of its configuration cannot be used
  Transport create(TransportContext context);
}
