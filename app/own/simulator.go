package own

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"innlab/app/table"
	"innlab/inn"
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

	asked *queue // what an end by ctx left behind
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

// Run asks the simulator and makes data of what it answers; progress (may be nil) is told how many rows have been dealt
// with, from one goroutine at a time. Rows without a proper answer are left out and told; the error of too few says what
// went wrong with them. A cancelled ctx ends the programs and gives ctx.Err().
func (s *Simulator) Run(ctx context.Context, progress func(done, of int)) (*Data, error) {
	if s.Count < fewest {
		return nil, fmt.Errorf("%s are too few to learn from; at least %d are needed", count(s.Count, "simulation"), fewest)
	}
	if most := inn.MostMemory / 8 / (len(s.Prior.X) + 100); s.Count > most {
		return nil, fmt.Errorf("%d simulations may take more than the %d GB of memory that there may be; at most %d fit",
			s.Count, inn.MostMemory>>30, most)
	}
	if t := s.kept(); t != nil {
		if progress != nil {
			progress(s.Count, s.Count)
		}
		return s.data(&inn.Table{N: t.Rows(), X: t.X, Y: t.Y}, t.Notes)
	}
	rows, notes, err := s.rows(ctx, progress)
	if err != nil {
		return nil, err
	}
	unsaved := s.keep(rows, notes)
	d, err := s.data(rows, strings.Join(notes, "\n"))
	if err == nil && unsaved != nil {
		d.Report.warn("the answers could not be kept for the next time: %v", unsaved)
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

// rows asks for all rows and returns the pairs that came, in the order of the prior's draws, and what there is to say
// about the others.
func (s *Simulator) rows(ctx context.Context, progress func(done, of int)) (*inn.Table, []string, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	q := s.asked
	if q == nil {
		q = s.queue()
	}
	s.asked, q.progress = q, progress
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
		return nil, nil, err
	}
	s.asked = nil
	rows := new(inn.Table)
	for i, y := range q.y {
		if y != nil {
			rows.X, rows.Y = append(rows.X, q.x[i*q.dimX:(i+1)*q.dimX]...), append(rows.Y, y...)
			rows.N++
		}
	}
	if rows.N < fewest {
		return nil, nil, fmt.Errorf("the simulator answered %d of %s: %s", rows.N, count(q.tried(), "row"), q.losses.words())
	}
	return rows, q.losses.notes(rows.N, s.Count), nil
}

// queue is all rows, of which none has been asked for.
func (s *Simulator) queue() *queue {
	q := &queue{
		dimX: len(s.Prior.X), y: make([][]float64, s.Count), size: firstBatch, timeout: cmp.Or(s.Timeout, DefaultTimeout),
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
