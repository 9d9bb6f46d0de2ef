package main

import (
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

type envelopeField struct {
	Envelope hexBytes `json:"envelope"`
}

func (f envelopeField) decode() (*whisper.Envelope, error) {
	envelope := new(whisper.Envelope)
	if err := rlp.DecodeBytes(f.Envelope, envelope); err != nil {
		return nil, err
	}
	return envelope, nil
}

// sealFields are a message and how to wrap it. Times are in seconds; Now replaces the clock when given.
type sealFields struct {
	Topic      hexBytes `json:"topic"`
	Payload    hexBytes `json:"payload"`
	Padding    hexBytes `json:"padding"`
	SymKey     hexBytes `json:"symKey"`
	PublicKey  hexBytes `json:"publicKey"`
	PrivateKey hexBytes `json:"privateKey"`
	Pow        *float64 `json:"pow"`
	TTL        uint32   `json:"ttl"`
	WorkTime   uint32   `json:"workTime"`
	Now        *int64   `json:"now"`
}

const (
	defaultPow      = 0.002
	defaultWorkTime = 5 // seconds
)

func (f sealFields) parse() (*whisper.MessageParams, error) {
	topic, err := f.Topic.topic()
	if err != nil {
		return nil, err
	}
	if (f.SymKey == nil) == (f.PublicKey == nil) {
		return nil, errors.New("give either symKey or publicKey")
	}
	params := &whisper.MessageParams{
		TTL: f.TTL, Topic: topic, Payload: f.Payload, Padding: f.Padding, KeySym: f.SymKey,
		PoW: defaultPow, WorkTime: defaultWorkTime,
	}
	if f.Pow != nil {
		params.PoW = *f.Pow
	}
	if f.WorkTime != 0 {
		params.WorkTime = f.WorkTime
	}
	if f.PublicKey != nil {
		if params.Dst, err = f.PublicKey.publicKey(); err != nil {
			return nil, fmt.Errorf("publicKey: %w", err)
		}
	}
	if f.PrivateKey != nil {
		if params.Src, err = f.PrivateKey.privateKey(); err != nil {
			return nil, fmt.Errorf("privateKey: %w", err)
		}
	}
	return params, nil
}

func wrap(params *whisper.MessageParams) (*whisper.Envelope, error) {
	message, err := whisper.NewSentMessage(params)
	if err != nil {
		return nil, err
	}
	return message.Wrap(params)
}

// wrapAt wraps first without work, then moves the expiry to the given time and does the work on that.
func wrapAt(params *whisper.MessageParams, now int64) (*whisper.Envelope, error) {
	pow := params.PoW
	params.PoW = 0
	envelope, err := wrap(params)
	if err != nil {
		return nil, err
	}
	params.PoW = pow
	envelope.Expiry = uint32(now) + envelope.TTL
	return envelope, envelope.Seal(params)
}

func (f sealFields) seal() (*whisper.Envelope, error) {
	params, err := f.parse()
	if err != nil {
		return nil, err
	}
	if f.Now == nil {
		return wrap(params)
	}
	return wrapAt(params, *f.Now)
}

func encoded(envelope *whisper.Envelope) (fields, error) {
	raw, err := rlp.EncodeToBytes(envelope)
	if err != nil {
		return nil, err
	}
	return fields{"envelope": hexBytes(raw), "hash": digest(envelope)}, nil
}

func digest(envelope *whisper.Envelope) string {
	hash := envelope.Hash()
	return hex.EncodeToString(hash[:])
}

// facts are what anyone can read of an envelope. The nonce is a decimal string, since it has 64 bits.
func facts(envelope *whisper.Envelope) fields {
	return fields{
		"hash":     digest(envelope),
		"pow":      envelope.PoW(),
		"bloom":    hexBytes(envelope.Bloom()),
		"topic":    hexBytes(envelope.Topic[:]),
		"expiry":   envelope.Expiry,
		"ttl":      envelope.TTL,
		"sent":     envelope.Expiry - envelope.TTL,
		"nonce":    strconv.FormatUint(envelope.Nonce, 10),
		"dataSize": len(envelope.Data),
	}
}

// contents are what only the holder of the key can read; a message without signature has no signer.
func contents(message *whisper.ReceivedMessage) fields {
	found := fields{"payload": hexBytes(message.Payload), "padding": hexBytes(message.Padding)}
	if message.Src != nil {
		found["signer"] = hexBytes(crypto.FromECDSAPub(message.Src))
		found["signature"] = hexBytes(message.Signature)
	}
	return found
}

func sealOnly(_ *node, request sealFields) (fields, error) {
	envelope, err := request.seal()
	if err != nil {
		return nil, err
	}
	return encoded(envelope)
}

func inspectEnvelope(_ *node, request envelopeField) (fields, error) {
	envelope, err := request.decode()
	if err != nil {
		return nil, err
	}
	return facts(envelope), nil
}

// openEnvelope answers opened: false with the reason; only an envelope or key that cannot be read at all is an error.
func openEnvelope(_ *node, request struct {
	envelopeField
	keyPair
}) (fields, error) {
	envelope, err := request.decode()
	if err != nil {
		return nil, err
	}
	symmetric, asymmetric, err := request.parse()
	if err != nil {
		return nil, err
	}
	result := facts(envelope)
	message, err := tryOpen(envelope, symmetric, asymmetric)
	if err != nil {
		result["opened"], result["reason"] = false, err.Error()
		return result, nil
	}
	result["opened"] = true
	for key, value := range contents(message) {
		result[key] = value
	}
	return result, nil
}

func tryOpen(envelope *whisper.Envelope, symmetric []byte, asymmetric *ecdsa.PrivateKey) (message *whisper.ReceivedMessage, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panicked: %v", reason)
		}
	}()
	if asymmetric != nil {
		message, err = envelope.OpenAsymmetric(asymmetric)
	} else {
		message, err = envelope.OpenSymmetric(symmetric)
	}
	if err == nil && !message.ValidateAndParse() {
		err = errors.New("decrypted, but the message is malformed")
	}
	return message, err
}

func postEnvelope(n *node, request envelopeField) (fields, error) {
	envelope, err := request.decode()
	if err != nil {
		return nil, err
	}
	return fields{"hash": digest(envelope)}, n.whisper.Send(envelope)
}

func postMessage(n *node, request sealFields) (fields, error) {
	envelope, err := request.seal()
	if err != nil {
		return nil, err
	}
	if err := n.whisper.Send(envelope); err != nil {
		return nil, err
	}
	return encoded(envelope)
}

func listEnvelopes(n *node, _ nothing) (fields, error) {
	hashes := []string{}
	for _, envelope := range n.whisper.Envelopes() {
		hashes = append(hashes, digest(envelope))
	}
	return fields{"hashes": hashes}, nil
}
