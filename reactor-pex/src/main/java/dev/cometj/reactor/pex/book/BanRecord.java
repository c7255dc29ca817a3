package dev.cometj.reactor.pex.book;

/// A ban as the file holds it.
///
/// @param address the address, with the end of the ban
/// @param fromBook whether it was in the book and returns to it after the ban
record BanRecord(AddressRecord address, boolean fromBook) {}
