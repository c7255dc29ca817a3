//go:build tools

// Package tools pins the CometBFT node that the live tests run against.
package tools

import _ "github.com/cometbft/cometbft/cmd/cometbft"
