// Command mempool passes transactions from one mempool of CometBFT to another over loopback, for comparison with
// CometJ's. The Java program beside it has the same command line and prints the same keys, and each can be at either
// end.
//
//	mempool -listen ADDRESS [flags]                    takes n transactions, prints a line and ends
//	mempool -listen ADDRESS -peer ID@ADDRESS [flags]   holds n transactions, dials, and ends on SIGTERM with a line
package main

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/mempool"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/p2p/conn"
	"github.com/cometbft/cometbft/proxy"
	"github.com/cometbft/cometbft/types"
	"github.com/cometbft/cometbft/version"
)

type result struct {
	Impl  string  `json:"impl"`
	Role  string  `json:"role"`
	Txs   int     `json:"txs"`
	Size  int     `json:"size"`
	Secs  float64 `json:"secs"`
	PerS  float64 `json:"txs_per_s"`
	CPUUs float64 `json:"cpu_us_per_tx"`
	RssK  int64   `json:"rss_kib"`
}

// Tells the mempool that every peer is up to date, as the consensus reactor would.
type heights struct{ p2p.BaseReactor }

type upToDate struct{}

func (upToDate) GetHeight() int64 { return 1 << 40 }

func (*heights) InitPeer(peer p2p.Peer) p2p.Peer {
	peer.Set(types.PeerStateKey, upToDate{})
	return peer
}

func (*heights) GetChannels() []*conn.ChannelDescriptor { return nil }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "mempool:", err)
		os.Exit(1)
	}
}

func usage() (cpu time.Duration, rss int64) {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), u.Maxrss
}

func main() {
	listen := flag.String("listen", "", "where to listen, ip:port")
	peer := flag.String("peer", "", "whom to send to, id@ip:port")
	n := flag.Int("n", 200000, "transactions")
	size := flag.Int("size", 250, "bytes of a transaction, at least 8")
	flush := flag.Duration("flush", 100*time.Millisecond, "flush throttle")
	flag.Parse()

	mcfg := config.DefaultMempoolConfig()
	mcfg.Size = *n + 1
	mcfg.CacheSize = *n + 1
	client, err := proxy.NewLocalClientCreator(abci.NewBaseApplication()).NewABCIClient()
	check(err)
	check(client.Start())
	pool := mempool.NewCListMempool(mcfg, proxy.NewAppConnMempool(client, proxy.NopMetrics()), 0)

	pcfg := config.DefaultP2PConfig()
	pcfg.AllowDuplicateIP = true
	pcfg.FlushThrottleTimeout = *flush
	pcfg.SendRate, pcfg.RecvRate = 1<<40, 1<<40
	key := p2p.NodeKey{PrivKey: ed25519.GenPrivKey()}
	info := p2p.DefaultNodeInfo{
		ProtocolVersion: p2p.NewProtocolVersion(version.P2PProtocol, version.BlockProtocol, 0),
		DefaultNodeID:   key.ID(), ListenAddr: *listen, Network: "bench", Version: version.TMCoreSemVer,
		Channels: []byte{mempool.MempoolChannel}, Moniker: "go",
		Other: p2p.DefaultNodeInfoOther{TxIndex: "off"},
	}
	transport := p2p.NewMultiplexTransport(info, key, p2p.MConnConfig(pcfg))
	sw := p2p.NewSwitch(pcfg, transport)
	sw.AddReactor("MEMPOOL", mempool.NewReactor(mcfg, pool))
	h := &heights{}
	h.BaseReactor = *p2p.NewBaseReactor("HEIGHTS", h)
	sw.AddReactor("HEIGHTS", h)
	sw.SetNodeInfo(info)
	sw.SetNodeKey(&key)
	address, err := p2p.NewNetAddressString(p2p.IDAddressString(key.ID(), *listen))
	check(err)
	check(transport.Listen(*address))
	check(sw.Start())

	if *peer == "" {
		fmt.Fprintln(os.Stderr, "listening", address)
		receive(pool, *n, *size)
		return
	}
	for i := 0; i < *n; i++ {
		tx := make([]byte, *size)
		binary.LittleEndian.PutUint64(tx, uint64(i))
		check(pool.CheckTx(tx, nil, mempool.TxInfo{}))
	}
	to, err := p2p.NewNetAddressString(*peer)
	check(err)
	before, _ := usage()
	begin := time.Now()
	check(sw.DialPeerWithAddress(to))
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
	after, rss := usage()
	report("send", *n, *size, time.Since(begin), after-before, rss)
}

func receive(pool *mempool.CListMempool, n, size int) {
	<-pool.TxsWaitChan()
	begin := time.Now()
	before, _ := usage()
	for pool.Size() < n {
		time.Sleep(time.Millisecond)
	}
	elapsed := time.Since(begin)
	after, rss := usage()
	report("receive", n, size, elapsed, after-before, rss)
}

func report(role string, n, size int, elapsed, cpu time.Duration, rss int64) {
	r := result{
		Impl: "go", Role: role, Txs: n, Size: size, Secs: elapsed.Seconds(),
		PerS: float64(n) / elapsed.Seconds(), CPUUs: cpu.Seconds() * 1e6 / float64(n), RssK: rss,
	}
	line, _ := json.Marshal(r)
	fmt.Println(string(line))
}
