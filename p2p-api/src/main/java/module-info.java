/// x
module dev.cometj.p2p {}
