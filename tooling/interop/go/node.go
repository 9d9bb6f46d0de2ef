package main

import (
	"crypto/ecdsa"
	"encoding/hex"
	"fmt"
	"net"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rlp"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

const maxPeers = 50

// eventBacklog holds peer events until they are written; the server blocks on a full channel.
const eventBacklog = 256

type nodeOptions struct {
	listen         string
	key            string
	minPow         float64
	maxMessageSize uint
	name           string
	packets        bool
}

// node is the Whisper service with the server that carries it.
type node struct {
	whisper *whisper.Whisper
	server  *p2p.Server
	out     *output
	key     *ecdsa.PrivateKey
	filters map[string]chan struct{}
}

func startNode(options nodeOptions, out *output) (*node, error) {
	key, err := nodeKey(options.key)
	if err != nil {
		return nil, err
	}
	if options.maxMessageSize > uint(whisper.MaxMessageSize) {
		return nil, fmt.Errorf("max-message-size is at most %d", whisper.MaxMessageSize)
	}
	service := whisper.New(&whisper.Config{
		MaxMessageSize:     uint32(options.maxMessageSize),
		MinimumAcceptedPOW: options.minPow,
	})
	// Without this the tolerated PoW would stay at its default of 0.2, whatever min-pow says.
	service.SetMinimumPowTest(options.minPow)
	service.RegisterServer(mailbox{out})
	if err := service.Start(nil); err != nil {
		return nil, err
	}
	n := &node{
		whisper: service,
		out:     out,
		key:     key,
		filters: map[string]chan struct{}{},
		server: &p2p.Server{Config: p2p.Config{
			PrivateKey:      key,
			MaxPeers:        maxPeers,
			Name:            options.name,
			Protocols:       service.Protocols(),
			ListenAddr:      options.listen,
			NoDiscovery:     true,
			EnableMsgEvents: options.packets,
		}},
	}
	events := make(chan *p2p.PeerEvent, eventBacklog)
	n.server.SubscribeEvents(events)
	go n.reportPeers(events)
	return n, n.server.Start()
}

func nodeKey(digits string) (*ecdsa.PrivateKey, error) {
	if digits == "" {
		return crypto.GenerateKey()
	}
	return crypto.HexToECDSA(digits)
}

// enode is the address without a discovery port, which a node without discovery would print as "?discport=0".
func (n *node) enode() string {
	public := crypto.FromECDSAPub(&n.key.PublicKey)[1:]
	host, port, _ := net.SplitHostPort(n.server.ListenAddr)
	return fmt.Sprintf("enode://%s@%s", hex.EncodeToString(public), net.JoinHostPort(host, port))
}

// mailbox reports requests for history instead of answering them.
type mailbox struct{ out *output }

func (mailbox) Archive(*whisper.Envelope) {}

func (m mailbox) DeliverMail(from *whisper.Peer, request *whisper.Envelope) {
	raw, err := rlp.EncodeToBytes(request)
	if err != nil {
		return
	}
	m.out.write(fields{"event": "mailRequest", "peer": hex.EncodeToString(from.ID()), "envelope": hexBytes(raw)})
}
