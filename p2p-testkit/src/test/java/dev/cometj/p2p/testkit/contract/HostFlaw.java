package dev.cometj.p2p.testkit.contract;

/// What a host of reactors can do wrong, each with the test of the contract that must notice.
enum HostFlaw {
  ADMITS_BEFORE_THE_START("reactorsStartBeforeAnyPeer"),
  READS_BEFORE_EVERY_ADMIT("nothingIsReadBeforeEveryAdmit"),
  FORGETS_PEER_STOPPED("everyAdmitHasOnePeerStopped"),
  TELLS_PEER_STOPPED_TWICE("everyAdmitHasOnePeerStopped"),
  TELLS_PEER_STARTED_TWICE("everyAdmitHasOnePeerStopped"),
  MIXES_SESSIONS_UP("everyAdmitHasOnePeerStopped"),
  NEVER_SEES_AN_END("everyAdmitHasOnePeerStopped"),
  CALLS_OUTSIDE_OF_THE_MAILBOX("everyAdmitHasOnePeerStopped"),
  STILL_CALLS_IT_RUNNING("everyAdmitHasOnePeerStopped"),
  ADMITS_IN_ANY_ORDER("reactorsAdmitByName"),
  IGNORES_FACTS("publishersAdmitBeforeReaders"),
  ADMITS_A_RECONNECT_AT_ONCE("aReconnectWaitsForTheEndOfTheFormerLife"),
  LEAVES_THE_DIRECTORY_FIRST("aStoppedPeerLeavesTheDirectoryLast"),
  STAYS_IN_THE_DIRECTORY("aStoppedPeerLeavesTheDirectoryLast"),
  STOPS_REACTORS_BEFORE_PEERS("reactorsStopLast"),
  CALLS_AFTER_THE_STOP("reactorsStopLast"),
  FORGETS_TO_STOP_A_REACTOR("reactorsStopLast"),
  LOSES_DIALS("aReactorDials"),
  ENDS_DIALS_ELSEWHERE("aReactorDials"),
  LEAVES_A_FAILED_ADMIT("anAdmitThatThrowsIsUndone"),
  STARTS_AFTER_A_FAILED_ADMIT("anAdmitThatThrowsIsUndone"),
  LEAVES_AN_EARLY_END("anEndDuringAdmissionIsUndone"),
  LEAVES_THE_LOSER("theLoserOfTwoConnectionsIsUndone"),
  KEEPS_BOTH_CONNECTIONS("theLoserOfTwoConnectionsIsUndone"),
  KEEPS_A_PEER_WHOSE_START_THREW("aPeerStartedThatThrowsStopsThePeer"),
  KEEPS_A_PEER_WHOSE_RECEIVE_THREW("aReceiveThatThrowsStopsThePeer"),
  PUNISHES_ALL_FOR_ONE("aReceiveThatThrowsStopsThePeer"),
  STOPS_FROM_WITHIN_RECEIVE("aReactorStopsAPeerFromWithinReceive"),
  FORGETS_THE_REASON("aReactorStopsAPeerFromWithinReceive"),
  REORDERS_MESSAGES("messagesComeInOrder"),
  LOSES_MESSAGES("messagesComeInOrder"),
  DELIVERS_TO_EVERY_REACTOR("messagesComeInOrder"),
  KEEPS_A_PEER_THAT_SENDS_RUBBISH("bytesThatAreNoMessageNeverArrive"),
  STOPS_A_PEER_FOR_UNKNOWN_MESSAGES("bytesThatAreNoMessageNeverArrive"),
  SCREENS_NOTHING("screeningComesBeforeDecoding"),
  GRANTS_EVERYTHING("undeclaredFacetsAreRefused"),
  GRANTS_WIDE_OBJECTS("facetsCannotBeWidened"),
  ENDS_STAGES_ELSEWHERE("stagesEndInTheMailbox");

  private final String noticedBy;

  HostFlaw(String noticedBy) {
    this.noticedBy = noticedBy;
  }

  String noticedBy() {
    return noticedBy;
  }
}
