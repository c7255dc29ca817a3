// Command mempool passes transactions from one mempool of CometBFT to another over loopback, for comparison with
// CometJ's. The Java program beside it has the same command line and prints the same keys, and each can be at either
// end.
//
//	mempool server [flags]                          holds transactions, listens, and ends on SIGTERM
//	mempool client -addr ID@ADDRESS -ctl PID [flags]   takes them, prints a line and ends
//
// The first transactions are not measured, so that both ends have come to their pace.
package main

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"net"
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

	"cometj.dev/benchmarks/process"
)

type result struct {
	Impl     string  `json:"impl"`
	Test     string  `json:"test"`
	Size     int     `json:"size"`
	Warm     int     `json:"warm_txs"`
	All      int     `json:"all_txs"`
	Checksum uint64  `json:"checksum"`
	Txs      int     `json:"txs"`
	Secs     float64 `json:"secs"`
	PerS     float64 `json:"txs_per_s"`
	CPUUs    float64 `json:"cpu_us_per_tx"`
	SrvCPUUs float64 `json:"srv_cpu_us_per_tx"`
	CliCPUUs float64 `json:"cli_cpu_us_per_tx"`
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

// Content of a transaction: its number, and bytes that differ from one to the next.
func content(i, size int) []byte {
	tx := make([]byte, size)
	binary.LittleEndian.PutUint64(tx, uint64(i))
	for at := 8; at < size; at++ {
		tx[at] = byte(i + at)
	}
	return tx
}

func main() {
	addr := flag.String("addr", "", "whom to take from, id@ip:port")
	ctl := flag.String("ctl", "", "the process id of the other end")
	_ = flag.String("listen", "", "not used: a free port is taken")
	warm := flag.Int("warm-txs", 100000, "transactions before those that are measured")
	n := flag.Int("n", 100000, "transactions that are measured")
	size := flag.Int("size", 250, "bytes of a transaction, at least 8")
	flush := flag.Duration("flush", 100*time.Millisecond, "flush throttle")
	check(flag.CommandLine.Parse(os.Args[2:]))
	all := *warm + *n

	mcfg := config.DefaultMempoolConfig()
	mcfg.Size = all + 1
	mcfg.CacheSize = all + 1
	client, err := proxy.NewLocalClientCreator(abci.NewBaseApplication()).NewABCIClient()
	check(err)
	check(client.Start())
	pool := mempool.NewCListMempool(mcfg, proxy.NewAppConnMempool(client, proxy.NopMetrics()), 0)

	pcfg := config.DefaultP2PConfig()
	pcfg.AllowDuplicateIP = true
	pcfg.FlushThrottleTimeout = *flush
	pcfg.SendRate, pcfg.RecvRate = 1<<40, 1<<40
	listen := free()
	key := p2p.NodeKey{PrivKey: ed25519.GenPrivKey()}
	info := p2p.DefaultNodeInfo{
		ProtocolVersion: p2p.NewProtocolVersion(version.P2PProtocol, version.BlockProtocol, 0),
		DefaultNodeID:   key.ID(), ListenAddr: listen, Network: "bench", Version: version.TMCoreSemVer,
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
	address, err := p2p.NewNetAddressString(p2p.IDAddressString(key.ID(), listen))
	check(err)
	check(transport.Listen(*address))
	check(sw.Start())

	if os.Args[1] == "server" {
		for i := 0; i < all; i++ {
			check(pool.CheckTx(content(i, *size), nil, mempool.TxInfo{}))
		}
		fmt.Fprintf(os.Stderr, "listening on %s, control on %d\n", address, os.Getpid())
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGTERM)
		<-stop
		return
	}
	from, err := p2p.NewNetAddressString(*addr)
	check(err)
	check(sw.DialPeerWithAddress(from))
	receive(pool, *warm, all, *size, *ctl)
}

func free() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	defer listener.Close()
	return listener.Addr().String()
}

// Polls: it is the watch, not what is measured.
func receive(pool *mempool.CListMempool, warm, all, size int, server string) {
	for pool.Size() < max(warm, 1) {
		time.Sleep(time.Millisecond)
	}
	first := pool.Size()
	begin := time.Now()
	srv, cli := process.CPU(server), process.CPU("self")
	for pool.Size() < all {
		time.Sleep(time.Millisecond)
	}
	secs := time.Since(begin).Seconds()
	srv, cli = process.CPU(server)-srv, process.CPU("self")-cli
	var checksum uint64
	for _, tx := range pool.ReapMaxTxs(-1) {
		checksum += uint64(crc32.ChecksumIEEE(tx))
	}
	txs := all - first
	micros := func(seconds float64) float64 { return seconds * 1e6 / float64(txs) }
	line, _ := json.Marshal(result{
		Impl: "go", Test: "gossip", Size: size, Warm: first, All: pool.Size(), Checksum: checksum, Txs: txs, Secs: secs,
		PerS: float64(txs) / secs, CPUUs: micros(srv + cli), SrvCPUUs: micros(srv), CliCPUUs: micros(cli),
	})
	fmt.Println(string(line))
}
