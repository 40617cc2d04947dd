package own

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"
)

// queue deals out the rows that a simulator is asked for and takes what it answers. A batch that goes wrong is cut in
// parts until the row is found with which it does.
type queue struct {
	x        []float64
	dimX     int
	timeout  time.Duration
	progress func(done, of int)

	mu      sync.Mutex
	more    *sync.Cond
	next    int         // first row that nobody was asked for
	again   []batch     // parts of batches that went wrong
	running int         // batches
	size    int         // of the next batch
	y       [][]float64 // answers, nil where none came
	dimY    int         // 0: no answer yet
	came    int
	losses  losses
	over    bool // it is no use going on
}

// batch is the rows from from to to.
type batch struct{ from, to int }

// take returns rows to ask for; false when there are no more.
func (q *queue) take(ctx context.Context) (batch, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		switch n := len(q.again); {
		case ctx.Err() != nil || q.over:
			return batch{}, false
		case n > 0:
			b := q.again[n-1]
			q.again = q.again[:n-1]
			q.running++
			return b, true
		case q.next < len(q.y):
			b := batch{q.next, min(q.next+q.size, len(q.y))}
			q.next = b.to
			q.running++
			return b, true
		case q.running == 0:
			return batch{}, false
		}
		q.more.Wait() // for what others may bring back
	}
}

// wake lets those go that wait.
func (q *queue) wake() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.more.Broadcast()
}

// done takes the answers to a batch.
func (q *queue) done(ctx context.Context, b batch, a answer) {
	q.mu.Lock()
	defer q.mu.Unlock()
	defer q.more.Broadcast()
	q.running--
	if ctx.Err() != nil { // it is asked again when the asking goes on
		q.again = append(q.again, b)
		return
	}
	n := b.to - b.from
	if a.wrong == nil && len(a.lines) != n {
		// Which answer belongs to which row cannot be known.
		a.wrong = &loss{lines, fmt.Sprintf("it answered %d lines to %s", len(a.lines), count(n, "row")), a.last}
		if len(a.lines) > n && a.lines[0] != "" {
			a.wrong.what += fmt.Sprintf(", the first %.60q", a.lines[0])
		}
		a.lines = nil
	}
	for i, line := range a.lines {
		q.answer(b.from+i, line, a.last)
	}
	if a.wrong == nil {
		if a.took > 0 && n == q.size {
			q.size = min(max(1, int(float64(n)*min(2, float64(calm)/float64(a.took)))), mostBatch)
		}
	} else {
		q.cut(batch{b.from + len(a.lines), b.to}, len(a.lines) > 0, a.wrong)
	}
	q.over = q.over || q.hopeless()
	q.progress(q.came+q.losses.rows(), len(q.y))
}

// cut puts what is left of a batch that went wrong back into the queue. A row alone is lost. Where others of its batch were
// answered, the row after them is the likely one; otherwise it may be any.
func (q *queue) cut(b batch, some bool, wrong *loss) {
	q.losses.batch(wrong)
	if b.to == b.from { // all were answered, and then it went wrong
		return
	}
	switch {
	case b.to-b.from == 1:
		q.losses.row(wrong)
	case some:
		q.again = append(q.again, batch{b.from + 1, b.to}, batch{b.from, b.from + 1})
	default:
		half := (b.from + b.to) / 2
		q.again = append(q.again, batch{half, b.to}, batch{b.from, half})
	}
	q.size = max(1, min(q.size, (b.to-b.from+1)/2))
}

// hopeless reports whether it is no use going on: nothing was ever answered by several starts, or more is lost than won,
// or too much time goes into waiting.
func (q *queue) hopeless() bool {
	const starts, hangs, lost, patience = 8, 3, 20, 20
	if q.came == 0 && (q.losses.batches >= starts || q.losses.hung >= hangs) {
		return true
	}
	return q.losses.hung >= patience || q.losses.rows() >= lost && q.losses.rows() > q.came
}

// tried is how many rows the simulator was asked for.
func (q *queue) tried() int { return q.next }

// answer takes the answer to one row.
func (q *queue) answer(row int, line, last string) {
	words := strings.Split(line, ",")
	y := make([]float64, len(words))
	for i, w := range words {
		v, err := strconv.ParseFloat(strings.TrimSpace(w), 64)
		switch {
		case err != nil && !math.IsInf(v, 0):
			q.losses.row(&loss{noNumber, fmt.Sprintf("it answered %.60q, not numbers with commas between them", line), last})
			return
		case math.IsNaN(v) || math.IsInf(v, 0):
			q.losses.row(&loss{notFinite, fmt.Sprintf("it answered %.60q, not finite numbers", line), last})
			return
		}
		y[i] = v
	}
	switch {
	case q.dimY == 0:
		q.dimY = len(y)
	case q.dimY != len(y):
		q.losses.row(&loss{miscounted, fmt.Sprintf("it answered %s, and %d before", count(len(y), "number"), q.dimY), last})
		return
	}
	q.y[row] = y
	q.came++
}
