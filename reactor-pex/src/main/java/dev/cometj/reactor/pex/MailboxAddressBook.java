package dev.cometj.reactor.pex;

import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.reactor.pex.book.Book;
import dev.cometj.reactor.pex.book.BookStore;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

/// The service the Switch feeds: each call becomes an event in the reactor's mailbox.
final class MailboxAddressBook implements AddressBook {
  private static final System.Logger LOG = System.getLogger(MailboxAddressBook.class.getName());

  private final Book book;
  private final BookStore store;
  private final Executor mailbox;

  MailboxAddressBook(Book book, BookStore store, Executor mailbox) {
    this.book = book;
    this.store = store;
    this.mailbox = mailbox;
  }

  @Override
  public void add(NetAddress address, NetAddress source) {
    mailbox.execute(() ->
        book.intake()
            .add(address, source)
            .ifPresent(why -> LOG.log(DEBUG, "Not kept: {0} ({1})", address, why)));
  }

  @Override
  public void addOurs(NetAddress address) {
    mailbox.execute(() -> book.intake().addOurs(address));
  }

  @Override
  public void addPrivateIds(Collection<NodeId> ids) {
    List<NodeId> copy = List.copyOf(ids);
    mailbox.execute(() -> book.intake().addPrivateIds(copy));
  }

  @Override
  public void markGood(NodeId id) {
    mailbox.execute(() -> book.verdicts().markGood(id));
  }

  @Override
  public void save() {
    mailbox.execute(store::save);
  }
}
