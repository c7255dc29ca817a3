//go:build tools

// Package tools pins the CometBFT programs that the live tests run against.
package tools

import (
	_ "github.com/cometbft/cometbft/abci/cmd/abci-cli"
	_ "github.com/cometbft/cometbft/cmd/cometbft"
	_ "github.com/cometbft/cometbft/cmd/priv_val_server"
)
