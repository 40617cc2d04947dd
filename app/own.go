package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"innlab/app/file"
	"innlab/app/own"
	"innlab/scenes"
)

// ownFlags name data of the user's own, or a simulator: a source of problems beside the scenes.
type ownFlags struct {
	given            func(flag string) bool
	data, sim, prior *string
	x, y             *string // columns
	limit            *time.Duration
	programs         *int
	fresh            *bool
	asked            *own.Simulator // that of the flags; nil before it is asked for
}

// own declares the flags of own data and simulators. Columns are named where a network is trained; with a model they are
// known, and where -y is a measurement it names none.
func (f *flags) own(columns bool) *ownFlags {
	o := &ownFlags{given: f.given, x: new(string), y: new(string)}
	o.data = f.text("data", "FILE", "own pairs of x and y, .csv or .npz")
	if columns && f.set.Lookup("y") == nil {
		o.x = f.text("x", "COLUMNS", "of -data that are unknown: names or numbers, as a,b or 1-3 (default: all but y); a:labels says what a holds")
		o.y = f.text("y", "COLUMNS", "of -data that are measured; of few whole numbers they are labels, unless it says a:numbers")
	}
	o.sim = f.text("sim", "COMMAND", "own simulator: reads rows of x on its standard input, answers a row of y for each")
	o.prior = f.text("prior", "FILE", "what x it is asked for: named distributions (.json), or rows of x (.csv)")
	o.limit = f.duration("sim-timeout", fmt.Sprintf("that it may take for one batch of rows (default %s)", own.DefaultTimeout))
	o.programs = f.whole("sim-programs", 0, 1, 1024, "that run at a time (default: one per processor)")
	o.fresh = f.toggle("sim-fresh", "ask the simulator anew, though its answers are kept from before")
	return o
}

// named reports whether a source is named.
func (o *ownFlags) named() bool { return *o.data != "" || *o.sim != "" }

// check refuses flags that do not go together.
func (o *ownFlags) check() error {
	switch {
	case *o.data != "" && *o.sim != "":
		return usagef("give -data or -sim, not both")
	case *o.sim != "" && *o.prior == "":
		return usagef("-sim needs a -prior: a file that says which x the simulator is asked for")
	case *o.prior != "" && *o.sim == "":
		return usagef("-prior says what the simulator is asked for; give -sim 'COMMAND' too")
	case (*o.x != "" || *o.y != "") && *o.data == "":
		name := "x"
		if *o.x == "" {
			name = "y"
		}
		return usagef("-%s names columns of -data; give -data FILE too", name)
	case *o.sim == "" && (o.given("sim-timeout") || o.given("sim-programs") || *o.fresh):
		return usagef("-sim-timeout, -sim-programs and -sim-fresh are for -sim 'COMMAND'")
	}
	return nil
}

// load reads the data or asks the simulator for count rows, with progress and a report on s.err.
func (o *ownFlags) load(s streams, count int, seed uint64) (*own.Data, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	return reading(s, func(ctx context.Context, show func(share float64, words string)) (*own.Data, error) {
		if *o.data != "" {
			d, err := own.Load(ctx, *o.data, *o.x, *o.y, func(share float64) { show(share, "reading "+*o.data) })
			if errors.Is(err, own.ErrUnnamed) {
				err = usageError{err}
			}
			return d, err
		}
		sim, err := o.simulator(ctx)
		if err != nil {
			return nil, err
		}
		sim.Count, sim.Seed = count, seed
		return sim.Run(ctx, asking(show))
	})
}

// simulator is the one of the flags.
func (o *ownFlags) simulator(ctx context.Context) (*own.Simulator, error) {
	prior, err := own.ReadPrior(ctx, *o.prior)
	if err != nil {
		return nil, err
	}
	o.asked = &own.Simulator{Command: *o.sim, Prior: prior, Timeout: *o.limit, Workers: *o.programs, Fresh: *o.fresh}
	return o.asked, nil
}

// asking shows how many simulations are done.
func asking(show func(float64, string)) func(done, of int) {
	return func(done, of int) { show(float64(done)/float64(of), fmt.Sprintf("%d of %d simulations", done, of)) }
}

// attach gives a model of own data its data again: those rows that it was trained on train, the others are held out.
func (o *ownFlags) attach(s streams, m *model) error {
	if err := o.check(); err != nil {
		return err
	}
	if m.card == nil {
		if o.named() {
			return usagef("the model was trained on scene %s; leave out -data and -sim", m.scene.Name)
		}
		return nil
	}
	if !o.named() {
		return nil
	}
	if *o.sim != "" && m.card.Asked == 0 {
		return usagef("the model was trained on the data of %s; give -data", m.card.Name)
	}
	var again func(x, y []float64)
	_, err := reading(s, func(ctx context.Context, show func(float64, string)) (d *own.Data, err error) {
		if *o.sim != "" {
			var sim *own.Simulator
			if sim, err = o.simulator(ctx); err == nil {
				sim.Count, sim.Seed = m.card.Asked, m.card.Seed
				d, m.same, err = m.card.Simulate(ctx, *sim, asking(show))
				again = m.card.Resimulate(context.Background(), sim)
			}
		} else {
			d, m.same, err = m.card.Load(ctx, *o.data, func(share float64) { show(share, "reading "+*o.data) })
		}
		if err != nil {
			return nil, err
		}
		m.scene = d.Scene()
		m.setup = &m.scene.Setups[0]
		m.setup.Resimulate = again
		return d, nil
	})
	return err
}

// reading loads data with a bar and prints the report.
func reading(s streams, load func(context.Context, func(float64, string)) (*own.Data, error)) (*own.Data, error) {
	ctx, stop := interruptible()
	defer stop()
	bar, begin := newProgress(s.err, ""), time.Now()
	d, err := load(ctx, func(share float64, words string) { bar.at(share, time.Since(begin), words, words) })
	bar.done()
	switch kept := new(own.Interrupted); {
	case errors.As(err, &kept) && kept.Kept:
		return nil, kept
	case ctx.Err() != nil:
		return nil, errInterrupted
	case err != nil:
		return nil, err
	}
	printReport(s.err, &d.Report)
	return d, nil
}

// printReport says what was made of the data.
func printReport(w io.Writer, r *own.Report) {
	for _, n := range r.Notes {
		fmt.Fprintf(w, "%s.\n", sentence(n))
	}
	if !r.Kept.IsZero() {
		fmt.Fprintf(w, "Answers kept from %s are used; -sim-fresh asks anew.\n", r.Kept.Format("2006-01-02 15:04"))
	}
	for _, n := range r.Warnings {
		fmt.Fprintf(w, "Warning: %s.\n", n)
	}
}

// readRows reads rows of x or y for a model: by the columns of its scene, or of its card with their categories.
func (m *model) readRows(path string, in io.Reader, side string) ([]float64, error) {
	axes, read := m.setup.Y, (*own.Card).ReadY
	if side == "x" {
		axes, read = m.setup.X, (*own.Card).ReadX
	}
	if m.card == nil {
		return file.ReadTable(path, in, tableOf(side, axes))
	}
	name := path
	if path == "-" {
		f, err := os.CreateTemp("", "innlab-*.csv")
		if err != nil {
			return nil, err
		}
		defer os.Remove(f.Name())
		defer f.Close()
		if _, err := io.Copy(f, in); err != nil {
			return nil, err
		}
		name = f.Name()
	}
	rows, err := read(m.card, context.Background(), name)
	if err != nil && path == "-" {
		err = fmt.Errorf("%s", strings.ReplaceAll(err.Error(), name, "standard input"))
	}
	return rows, err
}

// parseY reads a measurement that was typed, for a model.
func (m *model) parseY(text string) ([]float64, error) {
	if m.card == nil {
		return parseY(text, m.setup)
	}
	y, err := m.card.ParseY(text)
	if err != nil {
		return nil, usagef("-y: %w", err)
	}
	return y, nil
}

// problem finds scene and set-up of a model file, by their names or by the card that it keeps.
func problem(card, scene, setup string) (*own.Card, *scenes.Scene, *scenes.Setup, error) {
	if card == "" {
		sc, su, err := findSetup(scene, setup)
		return nil, sc, su, err
	}
	c, err := own.ReadCard(card)
	if err != nil {
		return nil, nil, nil, err
	}
	sc := c.Scene()
	return c, sc, &sc.Setups[0], nil
}

// source says which flags give a model of own data its rows again.
func (m *model) source() string {
	if m.card.Asked > 0 {
		return "its -sim and -prior"
	}
	return "-data FILE with its rows"
}
