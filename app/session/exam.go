package session

import (
	"math"
	"slices"

	"innlab/inn"
)

// Exam follows a training on rows that it never sees: whether it learns what is behind its rows or the rows themselves.
type Exam struct {
	learner inn.Examiner
	rows    *inn.Table
	every   int // steps
	examined
}

// examined are the curves of an Exam, with a point of each at the same steps: those of the losses that trained since the
// exam before, and those of the rows held out.
type examined struct {
	train, held curve
	sum         [inn.NumLosses]float64 // of the losses that trained since the last exam
	count       [inn.NumLosses]int
	since       [inn.NumLosses]int // step that was told of a loss that overfits; 0 for none
}

// Steps between two exams, of which one costs less than a step: no more than examEvery, and fewer in a short training, so
// that there are some exams in its schedule.
const (
	examEvery = 20
	exams     = 40
)

// NewExam begins to follow a learner whose schedule has so many steps; nil where there are no rows held out, or the method
// has nothing to measure on them.
func NewExam(l any, rows *inn.Table, steps int) *Exam {
	if k, ok := l.(kept); ok {
		l = k.Learner
	}
	e, ok := l.(inn.Examiner)
	if !ok || rows == nil || rows.N == 0 {
		return nil
	}
	return &Exam{learner: e, rows: rows, every: min(max(steps/exams, 1), examEvery)}
}

// After takes the losses of a step that has been made.
func (e *Exam) After(step int, losses []float64) {
	if e == nil {
		return
	}
	for i, v := range losses {
		if !math.IsNaN(v) {
			e.sum[i] += v
			e.count[i]++
		}
	}
	if step%e.every != 0 {
		return
	}
	var mean [inn.NumLosses]float64
	for i := range mean {
		mean[i] = e.sum[i] / float64(e.count[i]) // 0/0 is the NaN of "not measured"
	}
	e.sum, e.count = [inn.NumLosses]float64{}, [inn.NumLosses]int{}
	e.train.add(step, mean[:])
	e.held.add(step, e.learner.Examine(e.rows))
}

// History is the curves of the rows held out; nil where there are none.
func (e *Exam) History() *History {
	if e == nil {
		return nil
	}
	return e.held.history()
}

// Verdict is what an Exam found: the loss whose rows are learned by heart since a step.
type Verdict struct {
	Overfits bool
	Loss     int
	Since    int // step
}

// How much of a curve is averaged before it is judged, and how many points of it there must be.
const (
	examShare  = 8
	examPoints = 16
	examSigmas = 4
)

// Verdict says whether the training overfits by one of the losses that train: since the step at which the loss of
// the rows held out was least, that has risen, while the loss of the rows that train has fallen, both by more than four
// times what chance explains, and the rise is at least a quarter of the fall. Curves are averaged over an eighth of
// their length first, and the rise must go on over the last three of these averages. The step that is told first stays until
// the loss of the rows held out has a new least.
func (e *Exam) Verdict(losses []inn.Loss, live *inn.Live) Verdict {
	if e == nil || len(e.held.h.Step) < examPoints {
		return Verdict{}
	}
	n := len(e.held.h.Step)
	w := max(3, n/examShare)
	for i, l := range losses {
		if l.Measured || !live.Loss[i].On {
			continue
		}
		held, train := moving(e.held.h.Value[i], w), moving(e.train.h.Value[i], w)
		if len(held) == 0 || slices.ContainsFunc(slices.Concat(held, train), math.IsNaN) {
			continue
		}
		best, last := 0, len(held)-1
		for k, v := range held {
			if v < held[best] {
				best = k
			}
		}
		if last-best < w { // the two averages share points
			e.since[i] = 0
			continue
		}
		if last-best < 2*w || held[last] <= held[last-w] || held[last-w] <= held[last-2*w] {
			continue
		}
		chance := func(v, mean []float64) float64 {
			return examSigmas * max(scatter(v[best:])*math.Sqrt(2/float64(w)), wander(mean[best:], w))
		}
		rise, fall := held[last]-held[best], train[best]-train[last]
		if rise > chance(e.held.h.Value[i], held) && fall > chance(e.train.h.Value[i], train) && rise > fall/4 {
			if e.since[i] == 0 {
				e.since[i] = int(e.held.h.Step[best+w-1])
			}
			return Verdict{true, i, e.since[i]}
		}
	}
	return Verdict{}
}

// wander is the standard deviation by which averages over w points differ that do not overlap, when their course is taken out:
// unlike what neighbouring points tell, it has what the network itself drifts by over some examinations. It is that of
// second differences, by the median of their distances from 0, which for normal numbers is 0.674 √3 of it.
func wander(mean []float64, w int) float64 {
	var d []float64
	for k := 0; k+2*w < len(mean); k++ {
		d = append(d, math.Abs(mean[k]-2*mean[k+w]+mean[k+2*w]))
	}
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[len(d)/2] / (0.674 * math.Sqrt(3))
}

// moving is the mean of every w neighbours.
func moving(v []float64, w int) (out []float64) {
	for k := 0; k+w <= len(v); k++ {
		var sum float64
		for _, x := range v[k : k+w] {
			sum += x
		}
		out = append(out, sum/float64(w))
	}
	return out
}

// scatter is the standard deviation of what is left of a curve when its course is taken out: by the median of the
// distances of neighbours, which for normal numbers is 0.954 of it.
func scatter(v []float64) float64 {
	var d []float64
	for i := 1; i < len(v); i++ {
		d = append(d, math.Abs(v[i]-v[i-1]))
	}
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[len(d)/2] / 0.954
}

// fork returns curves that can grow on their own from here.
func (e *Exam) fork() *examined {
	if e == nil {
		return nil
	}
	f := e.examined
	f.train, f.held = f.train.fork(), f.held.fork()
	return &f
}

// take goes on from curves; nil: those that it has.
func (e *Exam) take(m *examined) {
	if e != nil && m != nil {
		e.examined = *m
		e.examined = *e.fork()
	}
}
