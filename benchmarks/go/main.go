// Command p2p drives CometBFT's own p2p/conn for comparison with CometJ's transport. The Java program beside it has
// the same command line and prints the same keys, so that either can be put at either end of a run.
//
//	p2p server -listen ADDR -ctl ADDR [flags]
//	p2p client -addr ADDR -ctl ADDR -test NAME [flags]
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

type options struct {
	listen, addr, ctl, test        string
	transport, rates, chset, bcast string
	size, runs, queue, packet      int
	par, n, peers, senders         int
	secs, warm                     float64
	flush                          time.Duration
}

func parse(role string, args []string) options {
	var o options
	f := flag.NewFlagSet(role, flag.ExitOnError)
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "server: where to take connections")
	f.StringVar(&o.addr, "addr", "", "client: the server's address")
	f.StringVar(&o.ctl, "ctl", "", "control address")
	f.StringVar(&o.test, "test", "", "throughput | bidi | ping | pingload | handshake | idle | broadcast")
	f.StringVar(&o.transport, "transport", "secret", "secret | plain")
	f.StringVar(&o.rates, "rates", "lifted", "lifted | default | node")
	f.StringVar(&o.chset, "chset", "bench", "bench | node")
	f.StringVar(&o.bcast, "bcast", "switch", "switch (a goroutine for each peer) | loop")
	f.IntVar(&o.size, "size", 1024, "message bytes")
	f.Float64Var(&o.secs, "secs", 3, "seconds measured")
	f.Float64Var(&o.warm, "warm", 1, "seconds before that")
	f.IntVar(&o.runs, "runs", 1, "repetitions")
	f.IntVar(&o.queue, "queue", 1000, "send queue capacity")
	f.IntVar(&o.packet, "packet", 1024, "packet payload bytes")
	f.DurationVar(&o.flush, "flush", 100*time.Millisecond, "flush throttle")
	f.IntVar(&o.par, "par", 1, "handshake: dialers at once")
	f.IntVar(&o.n, "n", 1000, "connections or samples")
	f.IntVar(&o.peers, "peers", 50, "broadcast: peers")
	f.IntVar(&o.senders, "senders", 1, "sending threads for each connection")
	_ = f.Parse(args)
	return o
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: p2p server|client [flags]")
		os.Exit(2)
	}
	o := parse(os.Args[1], os.Args[2:])
	var err error
	switch os.Args[1] {
	case "server":
		err = serve(o)
	case "client":
		err = runClient(o)
	default:
		err = fmt.Errorf("unknown role %q: server or client", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "p2p:", err)
		os.Exit(1)
	}
}
