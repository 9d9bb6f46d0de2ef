package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

const dialTimeout = 5 * time.Second

// unnamedReason is one past the names that the pinned release has for reasons; it panics when it prints that one.
const unnamedReason = p2p.DiscSubprotocolError + 1

// Connection flags of p2p.Server.SetupConn; their names are not exported.
const (
	staticDialedConn = 1 << 1
	inboundConn      = 1 << 2
)

type enodeField struct {
	Enode string `json:"enode"`
}

// peerField names a connected peer by node id (64 digits), public key (128 or 130 digits) or enode URL.
type peerField struct {
	Peer string `json:"peer"`
}

func (f peerField) id() (enode.ID, error) {
	if strings.HasPrefix(f.Peer, "enode://") {
		remote, err := enode.ParseV4(f.Peer)
		if err != nil {
			return enode.ID{}, err
		}
		return remote.ID(), nil
	}
	raw, err := hex.DecodeString(f.Peer)
	if err != nil {
		return enode.ID{}, err
	}
	switch len(raw) {
	case 32:
		return enode.ID(raw), nil
	case 64:
		return enode.ID(crypto.Keccak256(raw)), nil
	case 65:
		return enode.ID(crypto.Keccak256(raw[1:])), nil
	}
	return enode.ID{}, errors.New("peer: neither an id, nor a public key, nor an enode URL")
}

func (n *node) connected(f peerField) (*p2p.Peer, error) {
	id, err := f.id()
	if err != nil {
		return nil, err
	}
	for _, peer := range n.server.Peers() {
		if peer.ID() == id {
			return peer, nil
		}
	}
	return nil, fmt.Errorf("peer %s is not connected", id)
}

func describe(peer *p2p.Peer) fields {
	caps := []string{}
	for _, cap := range peer.Caps() {
		caps = append(caps, cap.String())
	}
	facts := fields{
		"id":      peer.ID().String(),
		"name":    peer.Name(),
		"caps":    caps,
		"remote":  peer.RemoteAddr().String(),
		"inbound": peer.Inbound(),
	}
	if public := peer.Node().Pubkey(); public != nil {
		facts["publicKey"] = hexBytes(crypto.FromECDSAPub(public))
	}
	return facts
}

func (n *node) reportPeers(events <-chan *p2p.PeerEvent) {
	for event := range events {
		id := event.Peer.String()
		switch event.Type {
		case p2p.PeerEventTypeAdd:
			line := fields{}
			if peer, err := n.connected(peerField{id}); err == nil {
				line = describe(peer)
			}
			line["event"], line["id"], line["state"], line["remote"] = "peer", id, "connected", event.RemoteAddress
			n.out.write(line)
		case p2p.PeerEventTypeDrop:
			n.out.write(fields{"event": "peer", "id": id, "state": "disconnected", "remote": event.RemoteAddress, "error": event.Error})
		case p2p.PeerEventTypeMsgSend, p2p.PeerEventTypeMsgRecv:
			direction := map[p2p.PeerEventType]string{p2p.PeerEventTypeMsgSend: "sent", p2p.PeerEventTypeMsgRecv: "received"}[event.Type]
			n.out.write(fields{"event": "packet", "id": id, "direction": direction, "code": event.MsgCode, "size": event.MsgSize})
		}
	}
}

func listPeers(n *node, _ nothing) (fields, error) {
	peers := []fields{}
	for _, peer := range n.server.Peers() {
		peers = append(peers, describe(peer))
	}
	return fields{"peers": peers}, nil
}

// dialPeer makes one attempt and waits for both handshakes, so that the caller learns why it failed.
func dialPeer(n *node, request enodeField) (fields, error) {
	remote, err := enode.ParseV4(request.Enode)
	if err != nil {
		return nil, err
	}
	address := net.JoinHostPort(remote.IP().String(), fmt.Sprint(remote.TCP()))
	connection, err := net.DialTimeout("tcp", address, dialTimeout)
	if err != nil {
		return nil, err
	}
	if err := n.server.SetupConn(connection, staticDialedConn, remote); err != nil {
		return nil, err
	}
	return fields{"peer": remote.ID().String()}, nil
}

func addPeer(n *node, request enodeField) (fields, error) {
	remote, err := enode.ParseV4(request.Enode)
	if err != nil {
		return nil, err
	}
	n.server.AddPeer(remote)
	return fields{"peer": remote.ID().String()}, nil
}

func removePeer(n *node, request enodeField) (fields, error) {
	remote, err := enode.ParseV4(request.Enode)
	if err != nil {
		return nil, err
	}
	n.server.RemovePeer(remote)
	return nil, nil
}

func disconnectPeer(n *node, request struct {
	peerField
	Reason uint `json:"reason"`
}) (fields, error) {
	if request.Reason == uint(unnamedReason) {
		return nil, fmt.Errorf("reason %d ends this process: the library cannot print it", unnamedReason)
	}
	peer, err := n.connected(request.peerField)
	if err != nil {
		return nil, err
	}
	peer.Disconnect(p2p.DiscReason(request.Reason))
	return nil, nil
}
