package window

// Opening and saving. Everything that touches a disk happens beside the frames; its outcome comes back as a function
// that the next frame carries out.

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"innlab/app/figure"
	"innlab/app/file"
	"innlab/app/own"
	"innlab/app/session"
	"innlab/app/table"
	"innlab/app/window/dialog"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// outcomes are what work beside the frames has to say to the window.
type outcomes struct {
	mu   sync.Mutex
	list []func(w *Window)
}

// beside does work in a goroutine of its own; the next frame carries out what it returns.
func (w *Window) beside(work func() func(w *Window)) {
	go func() {
		do := work()
		w.outcomes.mu.Lock()
		w.outcomes.list = append(w.outcomes.list, do)
		w.outcomes.mu.Unlock()
		w.notify()
	}()
}

// settleOutcomes carries out what came back since the last frame.
func (w *Window) settleOutcomes() {
	w.outcomes.mu.Lock()
	list := w.outcomes.list
	w.outcomes.list = nil
	w.outcomes.mu.Unlock()
	for _, do := range list {
		do(w)
	}
}

// saved is the outcome of saving to path.
func saved(path string, err error) func(w *Window) {
	return func(w *Window) {
		if err != nil {
			w.toast.Show(sentence(err.Error()), "")
			return
		}
		w.folder = filepath.Dir(path)
		w.toast.Show("Saved "+path+".", "")
	}
}

// writeModel saves the explored network.
func (w *Window) writeModel(path string) {
	t := w.explore().train
	w.beside(func() func(w *Window) {
		c, err := t.Checkpoint(0)
		if err == nil {
			err = file.Write(path, c.Save)
		}
		return saved(path, err)
	})
}

// readModel opens a saved network in place of the run; a file that is none leaves everything as it is. One of the user's own
// data needs them beside it: where they are not those of the run, they are asked for.
func (w *Window) readModel(path string) {
	here := w.run().Snapshot().Plan.Setup.Card
	w.beside(func() func(w *Window) {
		c, err := loadModel(path)
		if err == nil && c.Card != "" && c.Card != here {
			return func(w *Window) {
				w.orphan = &orphan{path, c}
				w.broken = "This network was trained on own data, " + c.Setup + ". Open them, too, to ask it and to train on."
			}
		}
		if err != nil {
			return func(w *Window) { w.opened(path, err) }
		}
		return func(w *Window) { w.openOn(path, c, nil) }
	})
}

// orphan is a network whose data are still to be opened.
type orphan struct {
	path string
	c    *inn.Checkpoint
}

// openOn opens a network on its scene; nil: the one that it names.
func (w *Window) openOn(path string, c *inn.Checkpoint, scene *scenes.Scene) {
	t := w.explore().train
	w.beside(func() func(w *Window) {
		var setup *scenes.Setup
		if scene != nil {
			setup = &scene.Setups[0]
		}
		err := t.Open(c, scene, setup)
		return func(w *Window) { w.opened(path, err) }
	})
}

// opened says what came of opening a network.
func (w *Window) opened(path string, err error) {
	w.orphan = nil
	if err != nil {
		w.broken = sentence(err.Error())
		return
	}
	w.broken = ""
	w.folder = filepath.Dir(path)
	w.toExplore()
	w.toast.Show("Opened "+filepath.Base(path)+".", "Undo")
}

// mend deals with a file that could not be opened: another is asked for, or the data of a network.
func (w *Window) mend() {
	o := w.orphan
	if o == nil {
		w.openModel()
		return
	}
	w.askFile(dialog.Ask{Title: "Open the data of " + filepath.Base(o.path), Types: strings.Split(table.Types, ", ")}, func(w *Window, path string) {
		w.dialogs.close()
		w.beside(func() func(w *Window) {
			card, err := own.ReadCard(o.c.Card)
			var d *own.Data
			if err == nil {
				d, _, err = card.Load(context.Background(), path, nil)
			}
			return func(w *Window) {
				if err != nil {
					w.broken = inWords(err)
					return
				}
				w.openOn(o.path, o.c, d.Scene())
			}
		})
	})
}

func loadModel(path string) (*inn.Checkpoint, error) {
	f, err := os.Open(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			return nil, fmt.Errorf("the file %s cannot be opened: %w", filepath.Base(path), pe.Err)
		}
		return nil, err
	}
	defer f.Close()
	c, err := baseline.Load(f)
	if err != nil {
		return nil, fmt.Errorf("the file %s cannot be opened: %w", filepath.Base(path), err)
	}
	return c, nil
}

// hasTrained says whether a trained network for this set-up comes with the program.
func (w *Window) hasTrained() bool {
	if w.trained == nil {
		return false
	}
	if p := w.run().Snapshot().Plan; w.offered.setup != p.Setup { // reading one for every frame would cost too much
		_, ok := w.trained(p.Scene.Name, p.Setup.Name)
		w.offered = offered{p.Setup, ok}
	}
	return w.offered.ok
}

// offered remembers whether there is a trained network for a set-up.
type offered struct {
	setup *scenes.Setup
	ok    bool
}

// useTrained shows the trained network that comes with the program.
func (w *Window) useTrained() {
	if !w.hasTrained() {
		return
	}
	p := w.run().Snapshot().Plan
	b, _ := w.trained(p.Scene.Name, p.Setup.Name)
	t := w.explore().train
	w.beside(func() func(w *Window) {
		c, err := baseline.Load(bytes.NewReader(b))
		if err == nil {
			err = t.Open(c, nil, nil)
		}
		return func(w *Window) {
			if err != nil {
				w.toast.Show(sentence(err.Error()), "")
				return
			}
			w.toExplore()
			w.toast.Show("This network was trained before.", "Undo")
		}
	})
}

// writeSamples saves the samples on screen as a table with a header of axis names.
func (w *Window) writeSamples(path string) {
	a := w.explore().train.Answer()
	if a == nil {
		return
	}
	w.beside(func() func(w *Window) {
		return saved(path, file.Write(path, func(out io.Writer) error { return tableOf(out, a) }))
	})
}

// tableOf writes the samples of an answer as CSV.
func tableOf(out io.Writer, a *session.Answer) error {
	axes := a.Snapshot.Plan.Setup.X
	c := csv.NewWriter(out)
	row := make([]string, len(axes))
	for i, x := range axes {
		row[i] = x.Name
	}
	if err := c.Write(row); err != nil {
		return err
	}
	x := a.Clouds[0].X
	for ; len(x) >= len(row); x = x[len(row):] {
		for i := range row {
			row[i] = strconv.FormatFloat(x[i], 'g', -1, 64)
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// writePicture saves the figure of the view on screen; the file's ending says how.
func (w *Window) writePicture(path string) {
	fig, dark := w.views[w.view].figure(), false
	if fig == nil {
		w.toast.Show("There is no figure yet: nothing has been trained.", "")
		return
	}
	w.beside(func() func(w *Window) {
		return saved(path, figure.Write(path, fig, figure.Options{Dark: dark}))
	})
}

// figure is the posterior on screen at print size.
func (e *explore) figure() figure.Figure {
	a := e.train.Answer()
	if a == nil || len(a.Clouds) == 0 {
		return nil
	}
	s := a.Snapshot.Plan.Setup
	if s.Image != nil {
		return &figure.Marginals{Setup: s, Y: a.Query.Y, Prior: e.prior.of(s).points, Cloud: a.Clouds[0].X, Truth: a.Truth}
	}
	if s.Problem.DimX != 2 {
		f := &figure.Pairs{Setup: s, Y: a.Query.Y, Prior: e.prior.of(s).points, Cloud: a.Clouds[0].X, Truth: a.Truth}
		c := &e.pairs
		if s.Sketch != nil {
			c = &e.both
		}
		if c.setup == s {
			f.Show = c.show
		}
		return f
	}
	return &figure.Posterior{Setup: s, Y: a.Query.Y, Prior: e.prior.of(s).points, Cloud: a.Clouds[0].X, Truth: a.Truth}
}
