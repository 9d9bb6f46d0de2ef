package main

import (
	"bytes"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net"
	"runtime"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/crypto/ecies"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rlp"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

const (
	defaultSeconds = 1.0
	defaultRounds  = 3
	maxBenchTime   = 120 // seconds, all rounds together
	benchPayload   = 1024
	benchTTL       = 50 // seconds
)

// job prepares its inputs once and returns the operation to repeat, with what frees them.
type job func() (operation func() error, release func(), err error)

var jobs = map[string]job{
	"wrapSym":    wrapJob(true),
	"wrapAsym":   wrapJob(false),
	"openSym":    openJob(true),
	"openAsym":   openJob(false),
	"relayCheck": relayCheckJob,
	"handshake":  handshakeJob,
	"sign":       signJob,
	"recover":    recoverJob,
	"ecdh":       ecdhJob,
	"keccak64":   keccakJob,
}

// bench repeats a job for some rounds of some seconds on one processor, after a warm-up of a tenth of a round.
func bench(_ *node, request struct {
	Job     string  `json:"job"`
	Seconds float64 `json:"seconds"`
	Rounds  int     `json:"rounds"`
}) (fields, error) {
	prepare, known := jobs[request.Job]
	if !known {
		return nil, fmt.Errorf("unknown job %q", request.Job)
	}
	seconds, rounds := request.Seconds, request.Rounds
	if seconds == 0 {
		seconds = defaultSeconds
	}
	if rounds == 0 {
		rounds = defaultRounds
	}
	if seconds < 0 || rounds < 0 || seconds*float64(rounds) > maxBenchTime {
		return nil, fmt.Errorf("a bench takes at most %d seconds", maxBenchTime)
	}
	operation, release, err := prepare()
	if err != nil {
		return nil, err
	}
	defer release()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))

	period := time.Duration(seconds * float64(time.Second))
	if _, err := repeat(operation, period/10); err != nil {
		return nil, err
	}
	rates := []float64{}
	for range rounds {
		rate, err := repeat(operation, period)
		if err != nil {
			return nil, err
		}
		rates = append(rates, rate)
	}
	sorted := slices.Sorted(slices.Values(rates))
	return fields{"job": request.Job, "opsPerSec": sorted[len(sorted)/2], "rounds": rates, "seconds": seconds}, nil
}

// repeat returns operations per second. It reads the clock once in a batch that grows to about a millisecond.
func repeat(operation func() error, period time.Duration) (float64, error) {
	start := time.Now()
	for count, batch := 0, 1; ; {
		before := time.Now()
		for range batch {
			if err := operation(); err != nil {
				return 0, err
			}
		}
		count += batch
		now := time.Now()
		if elapsed := now.Sub(start); elapsed >= period {
			return float64(count) / elapsed.Seconds(), nil
		}
		if now.Sub(before) < time.Millisecond {
			batch *= 2
		}
	}
}

func noRelease() {}

func benchKey(fill byte) *ecdsa.PrivateKey {
	key, err := crypto.ToECDSA(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		panic(err)
	}
	return key
}

// benchParams describe a signed message of 1 KiB at the least proof of work of the Status network.
func benchParams(symmetric bool) *whisper.MessageParams {
	params := &whisper.MessageParams{
		TTL:      benchTTL,
		Src:      benchKey(1),
		Topic:    whisper.TopicType{1, 2, 3, 4},
		WorkTime: defaultWorkTime,
		PoW:      defaultPow,
		Payload:  bytes.Repeat([]byte{0xab}, benchPayload),
	}
	if symmetric {
		params.KeySym = bytes.Repeat([]byte{7}, 32)
	} else {
		params.Dst = &benchKey(2).PublicKey
	}
	return params
}

func wrapJob(symmetric bool) job {
	return func() (func() error, func(), error) {
		params := benchParams(symmetric)
		return func() error {
			_, err := wrap(params)
			return err
		}, noRelease, nil
	}
}

func openJob(symmetric bool) job {
	return func() (func() error, func(), error) {
		params := benchParams(symmetric)
		envelope, err := wrap(params)
		if err != nil {
			return nil, nil, err
		}
		var key *ecdsa.PrivateKey
		if !symmetric {
			key = benchKey(2)
		}
		return func() error {
			message, err := tryOpen(envelope, params.KeySym, key)
			if err == nil && message.Src == nil {
				err = errors.New("the signature was lost")
			}
			return err
		}, noRelease, nil
	}
}

// relayCheckJob is what a relay does with an envelope it cannot read.
func relayCheckJob() (func() error, func(), error) {
	envelope, err := wrap(benchParams(true))
	if err != nil {
		return nil, nil, err
	}
	raw, err := rlp.EncodeToBytes(envelope)
	if err != nil {
		return nil, nil, err
	}
	want, filter := envelope.Hash(), whisper.MakeFullNodeBloom()
	return func() error {
		received := new(whisper.Envelope)
		if err := rlp.DecodeBytes(raw, received); err != nil {
			return err
		}
		if received.Hash() != want || received.PoW() < defaultPow || !whisper.BloomFilterMatch(filter, received.Bloom()) {
			return errors.New("the envelope was refused")
		}
		return nil
	}, noRelease, nil
}

// handshakeJob runs both ends of the RLPx and Hello handshakes over loopback TCP. The two servers have no protocol
// in common, so that each run ends, once both Hellos are read, with both refusing the other as useless.
func handshakeJob() (func() error, func(), error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	initiator, recipient := handshakeServer(1, "left"), handshakeServer(2, "right")
	release := func() {
		listener.Close()
		initiator.Stop()
		recipient.Stop()
	}
	if err := errors.Join(initiator.Start(), recipient.Start()); err != nil {
		release()
		return nil, nil, err
	}
	target := enode.NewV4(&recipient.PrivateKey.PublicKey, net.IPv4(127, 0, 0, 1), 1, 1)
	accepted := make(chan error, 1)
	return func() error {
		go func() {
			connection, err := listener.Accept()
			if err == nil {
				err = recipient.SetupConn(connection, inboundConn, nil)
			}
			accepted <- err
		}()
		connection, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			return err
		}
		dialled := initiator.SetupConn(connection, staticDialedConn, target)
		if answered := <-accepted; dialled != p2p.DiscUselessPeer || answered != p2p.DiscUselessPeer {
			return fmt.Errorf("handshake: %v, %v", dialled, answered)
		}
		return nil
	}, release, nil
}

func handshakeServer(fill byte, protocol string) *p2p.Server {
	silent := log.New()
	silent.SetHandler(log.DiscardHandler()) // the refusals belong to the job, they are no events
	return &p2p.Server{Config: p2p.Config{
		PrivateKey:  benchKey(fill),
		MaxPeers:    maxPeers,
		NoDiscovery: true,
		Name:        "bench",
		Logger:      silent,
		Protocols:   []p2p.Protocol{{Name: protocol, Version: 1, Length: 1, Run: func(*p2p.Peer, p2p.MsgReadWriter) error { return nil }}},
	}}
}

func signJob() (func() error, func(), error) {
	key, hash := benchKey(1), crypto.Keccak256([]byte("sign"))
	return func() error {
		_, err := crypto.Sign(hash, key)
		return err
	}, noRelease, nil
}

func recoverJob() (func() error, func(), error) {
	hash := crypto.Keccak256([]byte("recover"))
	signature, err := crypto.Sign(hash, benchKey(1))
	return func() error {
		_, err := crypto.SigToPub(hash, signature)
		return err
	}, noRelease, err
}

func ecdhJob() (func() error, func(), error) {
	private, public := ecies.ImportECDSA(benchKey(1)), ecies.ImportECDSAPublic(&benchKey(2).PublicKey)
	return func() error {
		_, err := private.GenerateShared(public, 16, 16)
		return err
	}, noRelease, nil
}

func keccakJob() (func() error, func(), error) {
	input := bytes.Repeat([]byte{5}, 64)
	return func() error {
		crypto.Keccak256(input)
		return nil
	}, noRelease, nil
}
