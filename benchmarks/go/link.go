package main

import (
	"encoding/binary"
	"net"
	"sync/atomic"
	"time"

	"github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/p2p/conn"
)

const (
	bulkChannel = 0x01
	echoChannel = 0x02

	data = 0
	end  = 1
)

// One connection of the original's kind, with its messages counted and checked.
type link struct {
	m     *conn.MConnection
	count *counters
	echo  func(message []byte)
	// the number the next bulk message must carry; bulk messages are numbered from the second byte on
	expected uint64
	failed   atomic.Bool
}

func descriptors(o options) []*conn.ChannelDescriptor {
	list := []*conn.ChannelDescriptor{
		{ID: bulkChannel, Priority: 1, SendQueueCapacity: o.queue, RecvMessageCapacity: 22020096},
		{ID: echoChannel, Priority: 10, SendQueueCapacity: o.queue, RecvMessageCapacity: 22020096},
	}
	if o.chset == "node" {
		add := func(id byte, priority, queue, buffer, capacity int) {
			list = append(list, &conn.ChannelDescriptor{
				ID: id, Priority: priority, SendQueueCapacity: queue,
				RecvBufferCapacity: buffer, RecvMessageCapacity: capacity,
			})
		}
		add(0x00, 1, 10, 4096, 64000)
		add(0x20, 6, 100, 4096, 1048576)
		add(0x21, 10, 100, 204800, 1048576)
		add(0x22, 7, 100, 10000, 1048576)
		add(0x23, 1, 2, 1024, 1048576)
		add(0x30, 5, 1, 4096, 1048580)
		add(0x38, 6, 1, 4096, 1048576)
		add(0x40, 5, 1000, 204800, 104857605)
		add(0x60, 5, 10, 4096, 4000000)
		add(0x61, 3, 10, 4096, 16000000)
	}
	return list
}

func connectionConfig(o options) conn.MConnConfig {
	c := conn.DefaultMConnConfig()
	c.FlushThrottle = o.flush
	c.MaxPacketMsgPayloadSize = o.packet
	c.TestFuzzConfig = config.DefaultFuzzConnConfig()
	switch o.rates {
	case "lifted":
		c.SendRate, c.RecvRate = 1<<40, 1<<40
	case "node":
		c.SendRate, c.RecvRate = 5120000, 5120000
	}
	return c
}

func upgrade(c net.Conn, o options) (net.Conn, error) {
	if o.transport == "plain" {
		return c, nil
	}
	return conn.MakeSecretConnection(c, ed25519.GenPrivKey())
}

func newLink(c net.Conn, o options, count *counters) (*link, error) {
	secured, err := upgrade(c, o)
	if err != nil {
		_ = c.Close()
		return nil, err
	}
	l := &link{count: count}
	l.m = conn.NewMConnectionWithConfig(secured, descriptors(o), l.receive, l.fail, connectionConfig(o))
	l.m.SetLogger(log.NewNopLogger())
	return l, l.m.Start()
}

func (l *link) fail(interface{}) {
	if !l.failed.Swap(true) {
		_ = l.m.Stop()
	}
}

func (l *link) receive(channel byte, message []byte) {
	if channel == echoChannel {
		if l.echo != nil {
			l.echo(message)
		} else if len(message) >= 24 {
			binary.LittleEndian.PutUint64(message[16:], uint64(time.Now().UnixNano()))
			l.m.Send(echoChannel, append([]byte(nil), message...))
		}
		return
	}
	if len(message) > 0 && message[0] == end {
		l.count.ended()
		l.expected = 0
		return
	}
	if len(message) >= 9 {
		if number := binary.LittleEndian.Uint64(message[1:]); number != l.expected {
			l.count.disorder.Add(1)
		}
		l.expected++
	}
	l.count.message(message)
}

// Sends numbered bulk messages until the deadline and then the end mark. A message is not touched after it is queued.
func (l *link) blast(size int, until time.Time) uint64 {
	var number uint64
	for !l.failed.Load() && (number%64 != 0 || time.Now().Before(until)) {
		message := make([]byte, size)
		if size >= 9 {
			binary.LittleEndian.PutUint64(message[1:], number)
		}
		if !l.m.Send(bulkChannel, message) {
			break
		}
		number++
	}
	l.m.Send(bulkChannel, []byte{end})
	return number
}
