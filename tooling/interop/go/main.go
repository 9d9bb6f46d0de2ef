// Command whisper-peer is a Whisper v6 node over go-ethereum's p2p.Server,
// driven by JSON lines: commands on stdin, results and events on stdout.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// gethVersion is the release that go.mod pins.
const gethVersion = "1.9.18"

// commandBacklog is how many lines may wait behind a long command.
const commandBacklog = 1024

// stopPatience bounds the farewell to the peers; Whisper's own Stop may wait ten seconds for its timers.
const stopPatience = 2 * time.Second

func main() {
	var options nodeOptions
	flag.StringVar(&options.listen, "addr", "127.0.0.1:0", "TCP address to listen on")
	flag.StringVar(&options.key, "key", "", "node key, 64 hex digits; random when empty")
	flag.Float64Var(&options.minPow, "min-pow", 0.002, "least proof of work accepted")
	flag.UintVar(&options.maxMessageSize, "max-message-size", 1024*1024, "largest packet and envelope accepted, in bytes")
	flag.StringVar(&options.name, "name", "interop/v1", "client name in Hello")
	flag.BoolVar(&options.packets, "packets", false, "report each sub-protocol packet as an event")
	verbosity := flag.Int("verbosity", 2, "log level on stderr: 0 silent … 5 trace")
	flag.Parse()

	out := newOutput(os.Stdout)
	routeLogs(out, *verbosity)
	peer, err := startNode(options, out)
	if err != nil {
		fmt.Fprintln(os.Stderr, "whisper-peer:", err)
		os.Exit(1)
	}
	out.write(fields{
		"event": "ready",
		"enode": peer.enode(),
		"id":    peer.server.Self().ID().String(),
		"pid":   os.Getpid(),
		"go":    runtime.Version(),
		"geth":  gethVersion,
	})

	lines, inputEnded := make(chan []byte, commandBacklog), make(chan struct{})
	go readLines(lines, inputEnded)
	quit := make(chan struct{})
	go func() {
		defer close(quit)
		serve(peer, lines, out)
	}()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)

	select {
	case <-quit:
	case <-inputEnded:
		within(stopPatience, quit)
	case <-signals:
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		peer.server.Stop()
	}()
	within(stopPatience, stopped)
}

func within(patience time.Duration, done <-chan struct{}) {
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// readLines notices the end of stdin even while a long command runs: an orphan must not live on.
func readLines(lines chan<- []byte, ended chan<- struct{}) {
	defer close(ended)
	defer close(lines)
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		lines <- line
	}
}
