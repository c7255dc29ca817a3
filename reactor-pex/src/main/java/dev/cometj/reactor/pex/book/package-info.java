/// The address book: which nodes are known, where they are, and how they did. Go's `p2p/pex/addrbook.go`,
/// `known_address.go` and `file.go`.
///
/// [dev.cometj.reactor.pex.book.Book] is what the reactor holds; its parts are
/// [dev.cometj.reactor.pex.book.AddressIntake] (what gets in),
/// [dev.cometj.reactor.pex.book.AddressPicker] (what comes out),
/// [dev.cometj.reactor.pex.book.AddressVerdicts] (how addresses did) and
/// [dev.cometj.reactor.pex.book.BookStore] (the file). All but the store are plain data with one writer: the
/// reactor's mailbox.
package dev.cometj.reactor.pex.book;
