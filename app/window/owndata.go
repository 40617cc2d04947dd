package window

// Data of the user's own: a file is looked into, its columns are read beside the frames, and it becomes a scene like any
// other.

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"innlab/app/own"
	"innlab/app/table"
	"innlab/app/window/dialog"
	"innlab/widgets"
)

// ownData is the file that the dialog for own data is about.
type ownData struct {
	head    *table.Head
	reading *columnsRead
	data    *own.Data // nil until its columns have been read
}

// columnsRead is columns being read.
type columnsRead struct {
	cancel context.CancelFunc
	share  atomic.Uint64 // bits of the share that is read
}

// openData asks for a file of own data.
func (w *Window) openData() {
	w.askFile(dialog.Ask{Title: "Open data", Types: strings.Split(table.Types, ", ")}, (*Window).peekData)
}

// peekData looks into a file and shows its columns.
func (w *Window) peekData(path string) {
	w.beside(func() func(w *Window) {
		h, err := table.Peek(path)
		if err == nil {
			for _, t := range h.Titles {
				widgets.Prepare(t.Name)
			}
		}
		return func(w *Window) {
			if err != nil {
				w.dialogs.files.Fail(inWords(err))
				return
			}
			w.folder = filepath.Dir(path)
			w.dialogs.close()
			w.own = ownData{head: h}
			w.dialogs.data.Open(h)
		}
	})
}

// inWords is an error in words, without what the system adds to them.
func inWords(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		err = fmt.Errorf("the file %s cannot be opened: %w", filepath.Base(p.Path), p.Err)
	}
	return sentence(err.Error())
}

// dataChosen carries out what was decided in the dialog for own data.
func (w *Window) dataChosen(c dialog.DataChoice) {
	switch {
	case c.Read != nil:
		w.readData(*c.Read)
	case c.Train > 0 && w.own.data != nil:
		d := w.own.data
		d.Card.DimZ = c.Train
		w.own = ownData{}
		s := d.Scene()
		w.turnTo(s, &s.Setups[0])
		w.run().Play()
	case c.Stop, c.Other:
		w.stopReading()
		if c.Other {
			w.openData()
		}
	}
}

// readData reads the columns; what comes of it counts only while nothing else has been asked for.
func (w *Window) readData(c dialog.Columns) {
	w.stopReading()
	ctx, cancel := context.WithCancel(context.Background())
	r := &columnsRead{cancel: cancel}
	w.own.reading, w.own.data = r, nil
	h := w.own.head
	columns := own.Columns{X: c.X, Y: c.Y, As: map[int]table.Kind{}}
	for i, t := range h.Titles {
		if labels, ok := c.Labels[t.Name]; ok && labels {
			columns.As[i] = table.Texts
		} else if ok {
			columns.As[i] = table.Numbers
		}
	}
	w.beside(func() func(w *Window) {
		defer cancel()
		d, err := own.Open(ctx, h, columns, func(share float64) {
			r.share.Store(math.Float64bits(share))
			w.notify()
		})
		return func(w *Window) {
			if w.own.reading != r {
				return
			}
			w.own.reading = nil
			if err != nil {
				w.dialogs.data.Fail(inWords(err))
				return
			}
			w.own.data = d
			var either []dialog.Either
			for _, e := range d.Report.Either {
				either = append(either, dialog.Either(e))
			}
			w.dialogs.data.Done(dialog.Found{
				Either: either,
				Notes:  append(d.Report.Notes, unwritten(h)...), Warnings: d.Report.Warnings, DimX: d.Scene().Setups[0].Problem.DimX, DimZ: d.Card.DimZ,
			})
		}
	})
}

// unwritten says which names have letters that are in no font.
func unwritten(h *table.Head) []string {
	var names []string
	for _, t := range h.Titles {
		if widgets.Missing(t.Name) != "" {
			names = append(names, t.Name)
		}
	}
	if names == nil {
		return nil
	}
	return []string{"no font of this machine has the letters of " + strings.Join(names, ", ") + ", so they are boxes; fonts such as Noto have them"}
}

// stopReading ends the reading of columns, if there is any.
func (w *Window) stopReading() {
	if r := w.own.reading; r != nil {
		r.cancel()
		w.own.reading = nil
	}
}

// read is the share of the columns that has been read.
func (o *ownData) read() float64 {
	if o.reading == nil {
		return 0
	}
	return math.Float64frombits(o.reading.share.Load())
}
