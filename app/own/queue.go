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
	todo    []batch     // rows that are still to be asked for, the next ones last
	asked   int         // behind the last row that was asked for
	running int         // batches
	size    int         // of the next batch
	y       [][]float64 // answers, nil where none came
	dimY    int         // 0: no answer yet
	came    int
	losses  losses
	over    bool      // it is no use going on
	began   time.Time // when the answers of an earlier asking were kept; zero for none
}

// batch is the rows from from to to.
type batch struct{ from, to int }

// take returns rows to ask for; false when there are no more.
func (q *queue) take(ctx context.Context) (batch, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		switch n := len(q.todo); {
		case ctx.Err() != nil || q.over:
			return batch{}, false
		case n > 0:
			b := q.todo[n-1]
			q.todo = q.todo[:n-1]
			if to := b.from + q.size; to < b.to {
				q.todo = append(q.todo, batch{to, b.to})
				b.to = to
			}
			q.asked = max(q.asked, b.to)
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
		q.todo = append(q.todo, b)
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
		q.todo = append(q.todo, batch{b.from + 1, b.to}, batch{b.from, b.from + 1})
	default:
		half := (b.from + b.to) / 2
		q.todo = append(q.todo, batch{half, b.to}, batch{b.from, half})
	}
	q.size = max(1, min(q.size, (b.to-b.from+1)/2))
}

// hopeless reports whether it is no use going on: nothing was ever answered, by several starts or but for words, or fewer
// than one row in twenty of many, or too much time goes into waiting. A simulator that answers half of the prior is of use:
// the rows that came train.
func (q *queue) hopeless() bool {
	const starts, hangs, rows, many, least, patience = 8, 3, 20, 200, 20, 20
	lost := q.losses.rows()
	if q.came == 0 && (q.losses.batches >= starts || q.losses.hung >= hangs || lost-q.losses.kinds[notFinite].rows >= rows) {
		return true
	}
	dealt := q.came + lost
	return q.losses.hung >= patience || dealt >= many && q.came*least < dealt
}

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
