// Reads lines "type hex" and prints "type hex verdict": what CometBFT v0.38.26 makes of the bytes, as its own encoding
// in hex, or "malformed". Empty bytes are "-". Build it as a command inside a checkout of that version; the lines of
// wire/src/test/resources/gogoproto/verdicts.txt were made with it.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/cosmos/gogoproto/proto"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/proto/tendermint/blocksync"
	"github.com/cometbft/cometbft/proto/tendermint/consensus"
	"github.com/cometbft/cometbft/proto/tendermint/mempool"
	"github.com/cometbft/cometbft/proto/tendermint/p2p"
	"github.com/cometbft/cometbft/proto/tendermint/privval"
	"github.com/cometbft/cometbft/proto/tendermint/state"
	"github.com/cometbft/cometbft/proto/tendermint/statesync"
	"github.com/cometbft/cometbft/proto/tendermint/types"
)

var messages = map[string]func() proto.Message{
	"tendermint.abci.Request":              func() proto.Message { return &abci.Request{} },
	"tendermint.abci.Response":             func() proto.Message { return &abci.Response{} },
	"tendermint.blocksync.Message":         func() proto.Message { return &blocksync.Message{} },
	"tendermint.consensus.Message":         func() proto.Message { return &consensus.Message{} },
	"tendermint.consensus.TimedWALMessage": func() proto.Message { return &consensus.TimedWALMessage{} },
	"tendermint.mempool.Message":           func() proto.Message { return &mempool.Message{} },
	"tendermint.p2p.AuthSigMessage":        func() proto.Message { return &p2p.AuthSigMessage{} },
	"tendermint.p2p.DefaultNodeInfo":       func() proto.Message { return &p2p.DefaultNodeInfo{} },
	"tendermint.p2p.Message":               func() proto.Message { return &p2p.Message{} },
	"tendermint.p2p.Packet":                func() proto.Message { return &p2p.Packet{} },
	"tendermint.privval.Message":           func() proto.Message { return &privval.Message{} },
	"tendermint.state.State":               func() proto.Message { return &state.State{} },
	"tendermint.statesync.Message":         func() proto.Message { return &statesync.Message{} },
	"tendermint.types.EvidenceList":        func() proto.Message { return &types.EvidenceList{} },
	"tendermint.types.LightBlock":          func() proto.Message { return &types.LightBlock{} },
}

func verdict(name string, bytes []byte) (result string) {
	defer func() {
		if recover() != nil {
			result = "malformed"
		}
	}()
	message := messages[name]()
	if err := proto.Unmarshal(bytes, message); err != nil {
		return "malformed"
	}
	encoded, err := proto.Marshal(message)
	if err != nil {
		return "malformed"
	}
	return text(encoded)
}

func text(bytes []byte) string {
	if len(bytes) == 0 {
		return "-"
	}
	return hex.EncodeToString(bytes)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		bytes, err := hex.DecodeString(strings.TrimPrefix(fields[1], "-"))
		if err != nil {
			panic(err)
		}
		fmt.Println(fields[0], text(bytes), verdict(fields[0], bytes))
	}
}
