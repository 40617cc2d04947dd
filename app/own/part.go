package own

import (
	"encoding/json"
	"fmt"
	"math"

	"innlab/scenes/simulations"
)

// An asking that is interrupted keeps what came beside the whole answers of others, so that the same asking goes on from
// there: a row of y for every row that was wanted, NaN where nobody was asked yet and infinite where the row was lost, with
// the losses in its notes.

// Interrupted is the end of an asking by its context; it unwraps to the error of that.
type Interrupted struct {
	Came, Of int
	Kept     bool // the same asking goes on from there, also another time
	err      error
}

func (i *Interrupted) Error() string {
	if !i.Kept {
		return "interrupted; no simulations are kept"
	}
	return fmt.Sprintf("interrupted; %d of %d simulations are kept, and the same command goes on from there", i.Came, i.Of)
}

func (i *Interrupted) Unwrap() error { return i.err }

// part is under which words unfinished answers are kept.
func (s *Simulator) part() string { return s.words() + "\nunfinished" }

func (s *Simulator) dropPart() { simulations.Drop(s.part()) }

// lost is what is kept of one kind of loss.
type lost struct {
	Rows       int
	What, Last string
}

// keepPart keeps what has come of a queue, and reports whether there is anything to go on from.
func (s *Simulator) keepPart(q *queue) bool {
	if q.came == 0 {
		return false
	}
	waits := q.waiting()
	t := &simulations.Table{DimX: q.dimX, DimY: q.dimY, X: q.x}
	for i, y := range q.y {
		if y == nil {
			y = make([]float64, q.dimY)
			for k := range y {
				if y[k] = math.Inf(1); waits[i] {
					y[k] = math.NaN()
				}
			}
		}
		t.Y = append(t.Y, y...)
	}
	var told [numTroubles]lost
	for i := range told {
		if k := &q.losses.kinds[i]; k.example != nil {
			told[i] = lost{k.rows, k.example.what, k.example.last}
		}
	}
	notes, err := json.Marshal(told)
	if err != nil {
		panic("own: " + err.Error())
	}
	t.Notes = string(notes)
	return simulations.Save(s.part(), t) == nil
}

// waiting marks the rows that nobody was asked for, or that are to be asked for again.
func (q *queue) waiting() []bool {
	waits := make([]bool, len(q.y))
	for _, b := range q.todo {
		for i := b.from; i < b.to; i++ {
			waits[i] = true
		}
	}
	return waits
}

// goOn has a new queue stand where an interrupted asking for the same stood, if there was one.
func (s *Simulator) goOn(q *queue) {
	if s.Fresh {
		return
	}
	t := simulations.Load(s.part())
	var told [numTroubles]lost
	if t == nil || t.DimX != q.dimX || t.Rows() != len(q.y) || json.Unmarshal([]byte(t.Notes), &told) != nil {
		return
	}
	for i, l := range told {
		if l.What != "" {
			q.losses.kinds[i].rows, q.losses.kinds[i].example = l.Rows, &loss{trouble(i), l.What, l.Last}
		}
	}
	q.dimY, q.began, q.todo = t.DimY, t.Saved, nil
	for i := len(q.y) - 1; i >= 0; i-- { // the first rows are to be the last of todo
		switch y := t.Y[i*t.DimY : (i+1)*t.DimY]; {
		case math.IsInf(y[0], 1):
		case !math.IsNaN(y[0]):
			q.y[i] = y
			q.came++
		case len(q.todo) > 0 && q.todo[len(q.todo)-1].from == i+1:
			q.todo[len(q.todo)-1].from = i
		default:
			q.todo = append(q.todo, batch{i, i + 1})
		}
	}
	q.asked = q.came + q.losses.rows()
}
