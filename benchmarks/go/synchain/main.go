// Command synchain makes the homes for comparing block sync: those of a source, which has a chain of so many blocks
// already, and of a receiver, which has none yet. The blocks are made by CometBFT's own executor and kvstore
// application, and signed by validators that run nowhere, so that the chain stands still at its end.
//
//	synchain -home FOLDER [-blocks N] [-validators V] [-txs COUNT] [-size BYTES]
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/types"
)

type options struct {
	home                          string
	blocks, validators, txs, size int
}

func main() {
	var o options
	flag.StringVar(&o.home, "home", "", "where the folders source and receiver go; must not exist")
	flag.IntVar(&o.blocks, "blocks", 5000, "blocks of the chain")
	flag.IntVar(&o.validators, "validators", 4, "who sign each of them")
	flag.IntVar(&o.txs, "txs", 0, "transactions of a block")
	flag.IntVar(&o.size, "size", 1000, "bytes of a transaction")
	flag.Parse()
	if err := write(o); err != nil {
		fmt.Fprintln(os.Stderr, "synchain:", err)
		os.Exit(1)
	}
}

// Everything is written beside its place first, so that what is there is whole.
func write(o options) error {
	if o.home == "" || o.blocks < 1 || o.validators < 1 || o.size < minTxBytes {
		return fmt.Errorf("needs -home, a block, a validator, and transactions of %d bytes", minTxBytes)
	}
	unfinished := o.home + ".unfinished"
	if err := os.RemoveAll(unfinished); err != nil {
		return err
	}
	c := newChain(o)
	if err := c.genesis.ValidateAndComplete(); err != nil {
		return err
	}
	source, err := writeHome(filepath.Join(unfinished, "source"), "persistent_kvstore", c.genesis)
	if err != nil {
		return err
	}
	if _, err := writeHome(filepath.Join(unfinished, "receiver"), "kvstore", c.genesis); err != nil {
		return err
	}
	if err := c.make(source, o); err != nil {
		return err
	}
	return os.Rename(unfinished, o.home)
}

// A home as `cometbft init` makes it, but for its genesis and application.
func writeHome(folder, app string, genesis *types.GenesisDoc) (*cmtcfg.Config, error) {
	for _, name := range []string{cmtcfg.DefaultConfigDir, cmtcfg.DefaultDataDir} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			return nil, err
		}
	}
	c := cmtcfg.DefaultConfig().SetRoot(folder)
	c.ProxyApp = app
	cmtcfg.WriteConfigFile(filepath.Join(folder, cmtcfg.DefaultConfigDir, cmtcfg.DefaultConfigFileName), c)
	if err := genesis.SaveAs(c.GenesisFile()); err != nil {
		return nil, err
	}
	if _, err := p2p.LoadOrGenNodeKey(c.NodeKeyFile()); err != nil {
		return nil, err
	}
	key := ed25519.GenPrivKey()
	privval.NewFilePV(key, c.PrivValidatorKeyFile(), c.PrivValidatorStateFile()).Save()
	return c, nil
}
