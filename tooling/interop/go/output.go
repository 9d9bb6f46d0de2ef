package main

import (
	"encoding/json"
	"io"
	"sync"
)

// fields is one JSON object of the protocol.
type fields map[string]any

// output writes whole JSON lines from any goroutine.
type output struct {
	mutex   sync.Mutex
	encoder *json.Encoder
}

func newOutput(w io.Writer) *output {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return &output{encoder: encoder}
}

// write ignores the error of a closed pipe: the reader is gone, and end of stdin follows.
func (o *output) write(line fields) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	_ = o.encoder.Encode(line)
}
