package own

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"innlab/app/table"
	"innlab/inn"
	"innlab/scenes"
)

// Simulator is a program of the user's. It is started by the shell with rows of x on its standard input, one on each
// line with commas between the numbers, and answers a row of y for each on standard output, in their order; at the end
// of its input it ends. It is started for one batch after the other, several at a time, so that its noise must not be the
// same after every start.
type Simulator struct {
	Command string
	Prior   *Prior
	Count   int           // rows to ask for
	Seed    uint64        // of the rows
	Workers int           // programs that run at a time; 0: one for each processor
	Timeout time.Duration // that one batch may take
	Fresh   bool          // ask also for what was answered and kept before

	work *work // nil before it is asked
}

// work is what has come of asking a simulator, for all that differ in their limits only.
type work struct {
	words string        // of the simulator
	mu    sync.Mutex    // held while Ask of a scene asks
	asked *queue        // what an end by ctx left behind; nil for none
	scene *scenes.Scene // of all answers; nil before
}

// begun is the work of the simulator.
func (s *Simulator) begun() *work {
	if s.work == nil {
		s.work = &work{words: s.words()}
	}
	return s.work
}

// Follow has the simulator go on where another one stands that asks for the same; of the two only the limits may differ,
// the number of programs at a time and the time of a batch. A Fresh one begins anew. It is called before either is asked by it.
func (s *Simulator) Follow(other *Simulator) {
	if !s.Fresh && other != nil && other.work != nil && other.work.words == s.words() {
		s.work = other.work
	}
}

// DefaultCount and DefaultTimeout are those of a Simulator that nothing else is said about.
const (
	DefaultCount   = 10_000
	DefaultTimeout = time.Minute
)

// Batches begin small and grow until one takes about calm, so that slow programs show progress and quick ones are not
// kept busy with being started.
const (
	firstBatch = 4
	mostBatch  = 4096
	calm       = 2 * time.Second
)

// CheckCount says what is wrong with a number of simulations of dimX numbers of x; nil for nothing.
func CheckCount(n, dimX int) error {
	if n < fewest {
		return fmt.Errorf("%s are too few to learn from; at least %d are needed", count(n, "simulation"), fewest)
	}
	if most := inn.MostMemory / 8 / (dimX + 100); n > most {
		return fmt.Errorf("%d simulations may take more than the %d GB of memory that there may be; at most %d fit", n, inn.MostMemory>>30, most)
	}
	return nil
}

// Run asks the simulator and makes data of what it answers; progress (may be nil) is told how many rows have been dealt
// with, from one goroutine at a time. Rows without a proper answer are left out and told; the error of too few says what
// went wrong with them. A cancelled ctx ends the programs and gives an Interrupted.
func (s *Simulator) Run(ctx context.Context, progress func(done, of int)) (*Data, error) {
	if err := CheckCount(s.Count, len(s.Prior.X)); err != nil {
		return nil, err
	}
	if t := s.kept(); t != nil {
		if progress != nil {
			progress(s.Count, s.Count)
		}
		d, err := s.data(&inn.Table{N: t.Rows(), X: t.X, Y: t.Y}, t.Notes)
		if err == nil {
			d.Report.Kept = t.Saved
		}
		return d, err
	}
	rows, q, err := s.rows(ctx, progress)
	if err != nil {
		return nil, err
	}
	notes := q.losses.notes(rows.N, s.Count)
	unsaved := s.keep(rows, notes, s.Count-q.came-q.losses.kinds[notFinite].rows)
	d, err := s.data(rows, strings.Join(notes, "\n"))
	if err == nil && unsaved != nil {
		d.Report.warn("the answers could not be kept for the next time: %v", unsaved)
	}
	if err == nil {
		d.Report.Kept = q.began
	}
	return d, err
}

// data makes data of the pairs that came; notes are lines.
func (s *Simulator) data(rows *inn.Table, notes string) (*Data, error) {
	t := &table.Table{Rows: rows.N}
	dimX := len(s.Prior.X)
	for i, f := range s.Prior.X {
		t.Columns = append(t.Columns, table.Column{Name: f.Name, Values: column(rows.X, i, dimX)})
	}
	dimY := len(rows.Y) / rows.N
	for i := range dimY {
		t.Columns = append(t.Columns, table.Column{Name: answerName(i), Values: column(rows.Y, i, dimY)})
	}
	d, err := Clean(t, dimX, nil, false)
	if err != nil {
		return nil, fmt.Errorf("what the simulator answered cannot be used: %w", err)
	}
	d.Card.Kind, d.Card.Name, d.Card.Asked, d.Card.Seed = "simulator", s.Command, s.Count, s.Seed
	d.Report.Read = s.Count
	if notes != "" {
		d.Report.Warnings = append(strings.Split(notes, "\n"), d.Report.Warnings...)
	}
	prior := map[string]Field{}
	for _, f := range s.Prior.X {
		prior[f.Name] = f
	}
	for i := range d.Card.X {
		f := &d.Card.X[i]
		p := prior[f.Name]
		f.Unit, f.Low, f.High, f.Whole = p.Unit, p.Low, p.High, f.Whole || p.Whole
	}
	return d, nil
}

// rows asks for all rows and returns the pairs that came, in the order of the prior's draws, and the queue that knows of
// the others.
func (s *Simulator) rows(ctx context.Context, progress func(done, of int)) (*inn.Table, *queue, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	w := s.begun()
	q := w.asked
	if q == nil {
		q = s.queue()
		s.goOn(q)
	}
	w.asked, q.progress = q, progress
	if t := cmp.Or(s.Timeout, DefaultTimeout); t != q.timeout {
		q.timeout, q.losses.hung = t, 0 // how often an earlier limit was passed says nothing of this one
	}
	progress(q.came+q.losses.rows(), s.Count)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(ctx, q.wake)()
	var wait sync.WaitGroup
	for range cmp.Or(s.Workers, runtime.NumCPU()) {
		wait.Go(func() {
			for {
				b, ok := q.take(ctx)
				if !ok {
					return
				}
				q.done(ctx, b, ask(ctx, s.Command, q.timeout, q.x[b.from*q.dimX:b.to*q.dimX], q.dimX))
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, &Interrupted{Came: q.came, Of: s.Count, Kept: s.keepPart(q), err: err}
	}
	w.asked = nil
	rows := new(inn.Table)
	for i, y := range q.y {
		if y != nil {
			rows.X, rows.Y = append(rows.X, q.x[i*q.dimX:(i+1)*q.dimX]...), append(rows.Y, y...)
			rows.N++
		}
	}
	if rows.N < fewest {
		return nil, nil, fmt.Errorf("the simulator answered %d of %s: %s", rows.N, count(q.asked, "row"), q.losses.words())
	}
	return rows, q, nil
}

// Trial is what a simulator answered to a few rows.
type Trial struct {
	X, Y  [][]float64 // Y[i] is nil where no proper answer to X[i] came
	Took  time.Duration
	Wrong string // what went wrong, with the simulator's last lines; empty for nothing
}

// Try asks for the first n rows, in one batch, and keeps nothing.
func (s *Simulator) Try(ctx context.Context, n int) Trial {
	few := Simulator{Command: s.Command, Prior: s.Prior, Count: n, Seed: s.Seed, Timeout: s.Timeout}
	q := few.queue()
	q.size, q.progress = n, func(int, int) {}
	b, _ := q.take(context.Background())
	a := ask(ctx, s.Command, q.timeout, q.x, q.dimX)
	q.done(ctx, b, a)
	t := Trial{Y: q.y, Took: a.took, Wrong: q.losses.words()}
	for row := range slices.Chunk(q.x, q.dimX) {
		t.X = append(t.X, row)
	}
	return t
}

// queue is all rows, of which none has been asked for.
func (s *Simulator) queue() *queue {
	q := &queue{
		dimX: len(s.Prior.X), y: make([][]float64, s.Count), size: firstBatch, timeout: cmp.Or(s.Timeout, DefaultTimeout),
		todo: []batch{{0, s.Count}},
	}
	q.x = s.draws(s.Count, 0x51a5)
	q.more = sync.NewCond(&q.mu)
	return q
}

// draws are n rows of x from the prior, by a stream of the seed.
func (s *Simulator) draws(n int, stream uint64) []float64 {
	dim := len(s.Prior.X)
	x, r := make([]float64, n*dim), rand.New(rand.NewPCG(s.Seed, stream))
	for i := 0; i < len(x); i += dim {
		s.Prior.Draw(r, x[i:i+dim])
	}
	return x
}

// answerName names number i of an answer, and answerAt is the number of a name.
func answerName(i int) string { return "y" + strconv.Itoa(i+1) }

func answerAt(name string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(name, "y"))
	if err != nil {
		panic("own: " + name + " is no number of an answer")
	}
	return n - 1
}
