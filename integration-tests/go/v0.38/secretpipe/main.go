// Secretpipe joins its standard input and output to the encrypted stream of a secret connection, made by the
// original's own code under a fresh node key. Whatever a test writes into it reaches a node as the bytes of an
// authenticated peer.
//
// Usage: secretpipe HOST:PORT
//
// The first line of the output is the id of the fresh key; then follow the node's bytes, until it hangs up.
package main

import (
	"fmt"
	"io"
	"net"
	"os"

	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/p2p/conn"
)

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: secretpipe HOST:PORT"))
	}
	socket, err := net.Dial("tcp", os.Args[1])
	fail(err)
	key := ed25519.GenPrivKey()
	secret, err := conn.MakeSecretConnection(socket, key)
	fail(err)
	fmt.Println(p2p.PubKeyToID(key.PubKey()))
	go func() {
		io.Copy(secret, os.Stdin)
		// The test has closed its end: hang up.
		secret.Close()
	}()
	// A reset by the node is an end like any other.
	io.Copy(os.Stdout, secret)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
