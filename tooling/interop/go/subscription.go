package main

import (
	"encoding/hex"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/rlp"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

// pollPeriod is how often the filters are emptied; the library offers no notification.
const pollPeriod = 50 * time.Millisecond

func subscribe(n *node, request struct {
	keyPair
	Topics []hexBytes `json:"topics"`
	MinPow float64    `json:"minPow"`
	Direct bool       `json:"direct"`
}) (fields, error) {
	symmetric, asymmetric, err := request.parse()
	if err != nil {
		return nil, err
	}
	filter := &whisper.Filter{KeySym: symmetric, KeyAsym: asymmetric, PoW: request.MinPow, AllowP2P: request.Direct}
	for _, raw := range request.Topics {
		topic, err := raw.topic()
		if err != nil {
			return nil, err
		}
		filter.Topics = append(filter.Topics, topic[:])
	}
	id, err := n.whisper.Subscribe(filter)
	if err != nil {
		return nil, err
	}
	done := make(chan struct{})
	n.filters[id] = done
	go n.deliver(id, filter, done)
	return fields{"filterId": id}, nil
}

func (n *node) deliver(id string, filter *whisper.Filter, done <-chan struct{}) {
	ticker := time.NewTicker(pollPeriod)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
		}
		for _, message := range filter.Retrieve() {
			line := contents(message)
			line["event"], line["filterId"] = "message", id
			line["hash"] = hex.EncodeToString(message.EnvelopeHash[:])
			line["topic"] = hexBytes(message.Topic[:])
			line["pow"], line["sent"], line["ttl"] = message.PoW, message.Sent, message.TTL
			n.out.write(line)
		}
	}
}

func unsubscribe(n *node, request struct {
	FilterID string `json:"filterId"`
}) (fields, error) {
	done, known := n.filters[request.FilterID]
	if !known {
		return nil, fmt.Errorf("no filter %q", request.FilterID)
	}
	close(done)
	delete(n.filters, request.FilterID)
	return nil, n.whisper.Unsubscribe(request.FilterID)
}

// setMinPow tells the peers; with strict the old value is not tolerated for the ten seconds of grace.
func setMinPow(n *node, request struct {
	MinPow float64 `json:"minPow"`
	Strict bool    `json:"strict"`
}) (fields, error) {
	if request.Strict {
		n.whisper.SetMinimumPowTest(request.MinPow)
		return nil, nil
	}
	return nil, n.whisper.SetMinimumPoW(request.MinPow)
}

func setBloom(n *node, request struct {
	Bloom hexBytes `json:"bloom"`
}) (fields, error) {
	return nil, n.whisper.SetBloomFilter(request.Bloom)
}

func deriveSymKey(n *node, request struct {
	Password string `json:"password"`
}) (fields, error) {
	id, err := n.whisper.AddSymKeyFromPassword(request.Password)
	if err != nil {
		return nil, err
	}
	defer n.whisper.DeleteSymKey(id)
	key, err := n.whisper.GetSymKey(id)
	return fields{"symKey": hexBytes(key)}, err
}

// trustPeer lets a peer send direct messages (code 127).
func trustPeer(n *node, request peerField) (fields, error) {
	id, err := request.id()
	if err != nil {
		return nil, err
	}
	return nil, n.whisper.AllowP2PMessagesFromPeer(id[:])
}

type directFields struct {
	peerField
	envelopeField
}

func sendDirect(n *node, request directFields) (fields, error) {
	return nil, n.direct(request, n.whisper.SendP2PMessage)
}

// requestHistory sends a mail request (code 126); it makes the peer trusted too.
func requestHistory(n *node, request directFields) (fields, error) {
	return nil, n.direct(request, n.whisper.RequestHistoricMessages)
}

func (n *node) direct(request directFields, send func(peer []byte, envelope *whisper.Envelope) error) error {
	id, err := request.id()
	if err != nil {
		return err
	}
	envelope := new(whisper.Envelope)
	if err := rlp.DecodeBytes(request.Envelope, envelope); err != nil {
		return err
	}
	return send(id[:], envelope)
}
