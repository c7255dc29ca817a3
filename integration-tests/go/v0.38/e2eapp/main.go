// E2eapp serves the original's end-to-end application over the socket protocol, as a process of its own.
//
// Usage: e2eapp tcp://HOST:PORT FOLDER [HEIGHT]
//
// From HEIGHT on votes have extensions; without it they never have.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/cometbft/cometbft/abci/server"
	"github.com/cometbft/cometbft/test/e2e/app"
)

func main() {
	if len(os.Args) != 3 && len(os.Args) != 4 {
		fail(fmt.Errorf("usage: e2eapp tcp://HOST:PORT FOLDER [HEIGHT]"))
	}
	config := app.DefaultConfig(os.Args[2])
	config.SnapshotInterval = 1
	config.PersistInterval = 1
	if len(os.Args) == 4 {
		height, err := strconv.ParseInt(os.Args[3], 10, 64)
		fail(err)
		config.VoteExtensionsEnableHeight = height
	}
	application, err := app.NewApplication(config)
	fail(err)
	service := server.NewSocketServer(os.Args[1], application)
	fail(service.Start())
	fmt.Println("listening on", os.Args[1])
	select {}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
