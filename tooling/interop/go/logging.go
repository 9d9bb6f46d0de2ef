package main

import (
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/log"
)

// refusals names the stage at which p2p.Server gave up a connection, by the log record that tells of it:
// the server announces only peers that got through both handshakes.
var refusals = map[string]string{
	"Rejected inbound connnection":    "accept", // spelt so in the library
	"Failed RLPx handshake":           "rlpx",
	"Failed p2p handshake":            "hello",
	"Wrong devp2p handshake identity": "hello",
	"Rejected peer":                   "admission",
	"Dial error":                      "dial",
}

// routeLogs sends go-ethereum's log to stderr up to the given level, refused connections and warnings to the events.
func routeLogs(out *output, verbosity int) {
	stderr := log.LvlFilterHandler(log.Lvl(verbosity), log.StreamHandler(os.Stderr, log.LogfmtFormat()))
	events := log.FuncHandler(func(record *log.Record) error {
		if stage, refused := refusals[record.Msg]; refused {
			out.write(contextOf(record, fields{"event": "refused", "stage": stage}))
		} else if record.Lvl <= log.LvlWarn {
			out.write(contextOf(record, fields{"event": "warning", "message": record.Msg}))
		}
		return nil
	})
	log.Root().SetHandler(log.MultiHandler(stderr, events))
}

// contextFields maps the keys of log records to the fields of events.
var contextFields = map[string]string{"id": "id", "peer": "id", "addr": "remote", "conn": "connection", "err": "error", "error": "error"}

func contextOf(record *log.Record, line fields) fields {
	for i := 0; i+1 < len(record.Ctx); i += 2 {
		key, _ := record.Ctx[i].(string)
		if field, known := contextFields[key]; known {
			line[field] = fmt.Sprint(record.Ctx[i+1])
		}
	}
	return line
}
