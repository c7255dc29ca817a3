package dev.cometj.p2p.testkit.contract;

/// What a transport can do wrong, each with the test of the contract that must notice.
enum TransportFlaw {
  REORDERS("messagesArriveWholeOnceAndInOrder"),
  LOSES("messagesArriveWholeOnceAndInOrder"),
  DUPLICATES("messagesArriveWholeOnceAndInOrder"),
  SPLITS("messagesArriveWholeOnceAndInOrder"),
  SWALLOWS_EMPTY_MESSAGES("emptyMessagesArrive"),
  READS_BEFORE_OPEN("nothingIsDeliveredBeforeOpen"),
  DELIVERS_AFTER_THE_END("nothingIsDeliveredAfterTheEnd"),
  ENDS_TWICE("closingEndsBothSides"),
  NEVER_TELLS_THE_END("closingEndsBothSides"),
  MISTELLS_THE_REASON("closingEndsBothSides"),
  NEVER_ENDS_A_SEND("aFullQueueTellsWhenItHasRoom"),
  TELLS_OF_ROOM_TWICE("aFullQueueTellsWhenItHasRoom"),
  TELLS_OF_ROOM_TOO_EARLY("aFullQueueTellsWhenItHasRoom"),
  NEVER_FULL("aFullQueueTellsWhenItHasRoom"),
  FORGETS_WAITERS_AT_THE_END("waitingForRoomEndsWithTheLink"),
  SENDS_ON_ANY_CHANNEL("channelsAreCheckedOnBothSides"),
  LETS_LONG_MESSAGES_PASS("theMessageLimitIsExact"),
  REFUSES_THE_LONGEST_MESSAGE("theMessageLimitIsExact"),
  TAKES_MESSAGES_AFTER_THE_END("closingEndsBothSides"),
  IGNORES_PAUSES("readingPausesAndGoesOn"),
  FLUSHES_NOTHING("flushingDeliversEverything"),
  NEVER_ENDS_A_FLUSH("flushingDeliversEverything"),
  CLAIMS_A_WRONG_ID("bothSidesKnowEachOther"),
  CONFUSES_DIRECTIONS("bothSidesKnowEachOther"),
  MISTELLS_THE_ADDRESS("bothSidesKnowEachOther"),
  ACCEPTS_ANY_ID("aWrongIdIsRefused"),
  TALKS_TO_ANY_NETWORK("anotherNetworkIsRefused"),
  IGNORES_FILTERS("filtersOfTheListenerMayRefuse"),
  HIDES_REFUSALS("dialingOneselfIsRefused"),
  TELLS_NO_PORT("listeningTellsItsAddress"),
  HIDES_THE_BUSY_ADDRESS("listeningTellsItsAddress"),
  MISNAMES_UNREACHABLE("nobodyThereIsUnreachable"),
  LEAVES_LINKS_OPEN("closingATransportClosesItsLinks"),
  HIDES_ITS_CHANNELS("aLinkTellsItsState");

  private final String noticedBy;

  TransportFlaw(String noticedBy) {
    this.noticedBy = noticedBy;
  }

  String noticedBy() {
    return noticedBy;
  }
}
