package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// handler runs one command on its fields, without "id" and "cmd", and returns the fields of the result.
type handler func(n *node, request []byte) (fields, error)

// command makes a handler of a function on typed fields; unknown fields are refused, so that a misspelt one is noticed.
func command[F any](run func(n *node, request F) (fields, error)) handler {
	return func(n *node, request []byte) (fields, error) {
		decoder := json.NewDecoder(bytes.NewReader(request))
		decoder.DisallowUnknownFields()
		var typed F
		if err := decoder.Decode(&typed); err != nil {
			return nil, err
		}
		return run(n, typed)
	}
}

type nothing struct{}

var handlers = map[string]handler{
	"peers":          command(listPeers),
	"dial":           command(dialPeer),
	"addPeer":        command(addPeer),
	"removePeer":     command(removePeer),
	"disconnect":     command(disconnectPeer),
	"seal":           command(sealOnly),
	"open":           command(openEnvelope),
	"inspect":        command(inspectEnvelope),
	"post":           command(postEnvelope),
	"postMessage":    command(postMessage),
	"envelopes":      command(listEnvelopes),
	"subscribe":      command(subscribe),
	"unsubscribe":    command(unsubscribe),
	"setMinPow":      command(setMinPow),
	"setBloom":       command(setBloom),
	"deriveSymKey":   command(deriveSymKey),
	"trust":          command(trustPeer),
	"sendDirect":     command(sendDirect),
	"requestHistory": command(requestHistory),
	"bench":          command(bench),
}

// serve answers the commands one after the other, in their order, until "quit" or the end of input.
func serve(n *node, lines <-chan []byte, out *output) {
	for line := range lines {
		var id json.RawMessage
		var name string
		request := map[string]json.RawMessage{}
		err := json.Unmarshal(line, &request)
		if err == nil {
			id = request["id"]
			if err = json.Unmarshal(request["cmd"], &name); err != nil {
				err = fmt.Errorf("cmd: %w", err)
			}
		}
		if name == "quit" {
			out.write(fields{"event": "result", "id": id, "ok": true})
			return
		}
		var result fields
		if err == nil {
			delete(request, "id")
			delete(request, "cmd")
			result, err = run(n, name, request)
		}
		if err != nil {
			out.write(fields{"event": "result", "id": id, "ok": false, "error": err.Error()})
			continue
		}
		answer := fields{"event": "result", "id": id, "ok": true}
		for key, value := range result {
			answer[key] = value
		}
		out.write(answer)
	}
}

// run turns a panic of the library into an error: the judge has to outlive what it judges.
func run(n *node, name string, request map[string]json.RawMessage) (result fields, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panicked: %v", reason)
		}
	}()
	handle, known := handlers[name]
	if !known {
		return nil, fmt.Errorf("unknown command %q", name)
	}
	rest, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	return handle(n, rest)
}
