package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"
)

type server struct {
	o     options
	count counters
	mu    sync.Mutex
	links map[*link]struct{}
}

func serve(o options) error {
	s := &server{o: o, links: map[*link]struct{}{}}
	peers, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	control, err := net.Listen("tcp", o.ctl)
	if err != nil {
		return err
	}
	go accept(peers, s.peer)
	go accept(control, s.control)
	fmt.Fprintf(os.Stderr, "listening on %s, control on %s\n", peers.Addr(), control.Addr())
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
	return nil
}

func accept(l net.Listener, handle func(net.Conn)) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go handle(c)
	}
}

func (s *server) peer(c net.Conn) {
	l, err := newLink(c, s.o, &s.count)
	if err != nil {
		return
	}
	s.count.handshakes.Add(1)
	s.count.conns.Add(1)
	s.mu.Lock()
	s.links[l] = struct{}{}
	s.mu.Unlock()
	<-l.m.Quit()
	s.mu.Lock()
	delete(s.links, l)
	s.mu.Unlock()
	s.count.conns.Add(-1)
}

func (s *server) control(c net.Conn) {
	defer c.Close()
	lines := bufio.NewScanner(c)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "RESET":
			s.count.reset()
		case "GC":
			runtime.GC()
			debug.FreeOSMemory()
		case "BLAST":
			var size, ms int
			if _, err := fmt.Sscan(strings.Join(words[1:], " "), &size, &ms); err == nil {
				s.blast(size, ms)
			}
		}
		if err := json.NewEncoder(c).Encode(s.count.stats()); err != nil {
			return
		}
	}
}

func (s *server) blast(size, ms int) {
	until := time.Now().Add(time.Duration(ms) * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.links {
		go l.blast(size, until)
	}
}
