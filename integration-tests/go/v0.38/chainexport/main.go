// Chainexport writes the blocks of a stopped node as JSON, one line a block, and its state in the last line.
//
// Usage: chainexport HOME
//
// Bytes are in hex and in the original's protobuf encoding.
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cosmos/gogoproto/proto"

	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
)

type line struct {
	Height   int64  `json:"height,omitempty"`
	Block    string `json:"block,omitempty"`
	Commit   string `json:"commit,omitempty"`
	Response string `json:"response,omitempty"`
	State    string `json:"state,omitempty"`
}

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: chainexport HOME"))
	}
	data := filepath.Join(os.Args[1], "data")
	blockDB, err := dbm.NewDB("blockstore", dbm.GoLevelDBBackend, data)
	fail(err)
	stateDB, err := dbm.NewDB("state", dbm.GoLevelDBBackend, data)
	fail(err)
	blocks := store.NewBlockStore(blockDB)
	states := sm.NewStore(stateDB, sm.StoreOptions{})
	state, err := states.Load()
	fail(err)
	out := json.NewEncoder(os.Stdout)
	for height := blocks.Base(); height <= state.LastBlockHeight; height++ {
		block, err := blocks.LoadBlock(height).ToProto()
		fail(err)
		response, err := states.LoadFinalizeBlockResponse(height)
		fail(err)
		fail(out.Encode(line{
			Height:   height,
			Block:    encode(block),
			Commit:   encode(blocks.LoadSeenCommit(height).ToProto()),
			Response: encode(response),
		}))
	}
	message, err := state.ToProto()
	fail(err)
	fail(out.Encode(line{State: encode(message)}))
}

func encode(message proto.Message) string {
	bytes, err := proto.Marshal(message)
	fail(err)
	return hex.EncodeToString(bytes)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
