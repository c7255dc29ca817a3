package dev.cometj.p2p.spi;

import java.util.Optional;

/// The services a component declared, after every component has been created.
public interface Services {
  /// Take a service that was declared as needed.
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @return the service; its presence was checked at assembly
  /// @throws AssemblyException if it was not declared as needed
  <S> S need(Class<S> type);

  /// Take a service that was declared as wanted.
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @return the service, or empty if no component offers it
  /// @throws AssemblyException if it was not declared as wanted
  <S> Optional<S> want(Class<S> type);
}
