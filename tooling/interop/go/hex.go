package main

import (
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
	whisper "github.com/ethereum/go-ethereum/whisper/whisperv6"
)

// hexBytes travels as lower-case hex without prefix; "0x" is understood on the way in.
// An absent field stays nil, an empty string becomes an empty slice.
type hexBytes []byte

func (b *hexBytes) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	raw, err := hex.DecodeString(strings.TrimPrefix(text, "0x"))
	*b = raw
	return err
}

func (b hexBytes) MarshalJSON() ([]byte, error) {
	return json.Marshal(hex.EncodeToString(b))
}

func (b hexBytes) topic() (whisper.TopicType, error) {
	if len(b) != whisper.TopicLength {
		return whisper.TopicType{}, fmt.Errorf("a topic has %d bytes, not %d", whisper.TopicLength, len(b))
	}
	return whisper.BytesToTopic(b), nil
}

func (b hexBytes) privateKey() (*ecdsa.PrivateKey, error) {
	return crypto.ToECDSA(b)
}

func (b hexBytes) publicKey() (*ecdsa.PublicKey, error) {
	return crypto.UnmarshalPubkey(b)
}

// keyPair is how messages are opened: exactly one of the two is given.
type keyPair struct {
	SymKey     hexBytes `json:"symKey"`
	PrivateKey hexBytes `json:"privateKey"`
}

func (k keyPair) parse() (symmetric []byte, asymmetric *ecdsa.PrivateKey, err error) {
	switch {
	case (k.SymKey == nil) == (k.PrivateKey == nil):
		return nil, nil, fmt.Errorf("give either symKey or privateKey")
	case k.SymKey != nil:
		return k.SymKey, nil, nil
	default:
		asymmetric, err = k.PrivateKey.privateKey()
		return nil, asymmetric, err
	}
}
