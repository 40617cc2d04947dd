package measure

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"innlab/scenes"
)

// Judge measures in the background what takes longer than a frame: C2ST at one y, and calibration. A question that is not
// asked any more is given up; what was found of an estimator is kept while it is asked about.
type Judge struct {
	notify func()
	asked  atomic.Pointer[Ask]
	report atomic.Pointer[Report]
	wake   chan struct{}
	quit   chan struct{}
	ends   sync.WaitGroup
}

// Ask is what is to be measured.
type Ask struct {
	Subjects []Subject
	Y        []float64 // where C2ST and re-simulation are measured; nil: only the calibration is
	Samples  int       // at y
	Tests    int       // pairs of the calibration of each subject; 0: none
	Floor    bool      // what exact samples score at Y is measured, too, as far as drawing them is quick
}

// Report is what is known so far. It never changes.
type Report struct {
	Of         *Ask
	Findings   []Finding // one for each subject
	Floor      Finding   // of exact samples
	Busy       int       // subject that is being measured, the number of subjects for the floor, −1 for none
	Tests      int       // pairs of its calibration so far
	Calibrates bool      // it is its calibration that is being measured
}

// Finding is what is known of a subject.
type Finding struct {
	Posterior   *Posterior    // at Ask.Y; nil: not yet
	Calibration *Calibration  // nil: not yet
	Thousand    time.Duration // that 1000 samples take; 0: not yet
}

// Stages after which a calibration is published; the last is Ask.Tests.
var stages = []int{100, 300, 1000}

// NewJudge starts a judge. Notify is called when there is something new, by a goroutine that must not wait.
func NewJudge(notify func()) *Judge {
	j := &Judge{notify: notify, wake: make(chan struct{}, 1), quit: make(chan struct{})}
	j.report.Store(&Report{Of: &Ask{}, Busy: -1})
	j.ends.Go(j.loop)
	return j
}

// Ask puts a question in the place of the one before; a nil question stops everything, and what was found stays.
func (j *Judge) Ask(a *Ask) {
	if a == nil {
		a = &Ask{}
	}
	if old := j.asked.Load(); old != nil && old.Same(a) {
		return
	}
	j.asked.Store(a)
	select {
	case j.wake <- struct{}{}:
	default:
	}
}

// Report returns the newest state, never nil.
func (j *Judge) Report() *Report { return j.report.Load() }

// Close ends the work under way.
func (j *Judge) Close() {
	close(j.quit)
	j.ends.Wait()
}

// Same reports whether two questions have the same answer.
func (a *Ask) Same(b *Ask) bool {
	return slices.Equal(a.Y, b.Y) && a.Samples == b.Samples && a.Tests == b.Tests && a.Floor == b.Floor && slices.EqualFunc(a.Subjects, b.Subjects, Subject.same)
}

func (s Subject) same(t Subject) bool {
	return s.Estimator == t.Estimator && s.Setup == t.Setup && s.Noise() == t.Noise()
}

func (j *Judge) loop() {
	for {
		select {
		case <-j.quit:
			return
		case <-j.wake:
		}
		if a := j.asked.Load(); a != nil {
			j.answer(a)
		}
	}
}

// answer measures what is not known yet: first all posteriors, then all calibrations.
func (j *Judge) answer(a *Ask) {
	stop := func() bool {
		select {
		case <-j.quit:
			return true
		default:
			return j.asked.Load() != a
		}
	}
	old := j.report.Load()
	if len(a.Subjects) == 0 {
		rest := *old
		rest.Busy = -1
		j.report.Store(&rest)
		j.notify()
		return
	}
	found, floor := known(old, a), Finding{}
	if at := old.Of.Subjects; len(at) > 0 && at[0].Setup == a.Subjects[0].Setup && at[0].Noise() == a.Subjects[0].Noise() {
		floor = old.Floor
		floor.keep(old.Of, a)
	}
	publish := func(busy, tests int, calibrates bool) {
		j.report.Store(&Report{Of: a, Findings: slices.Clone(found), Floor: floor, Busy: busy, Tests: tests, Calibrates: calibrates})
		j.notify()
	}
	for i := range a.Subjects {
		if a.Y != nil && found[i].Posterior == nil {
			publish(i, 0, false)
			if !j.posterior(a, &a.Subjects[i], &found[i], stop) {
				return
			}
		}
	}
	if set := a.Subjects[0].Setup; a.Floor && a.Y != nil && set.Exact != nil && !set.ExactSlow && floor.Posterior == nil {
		exact := a.Subjects[0]
		exact.Estimator = exactly{set, exact.Noise()}
		publish(len(a.Subjects), 0, false)
		if !j.posterior(a, &exact, &floor, stop) {
			return
		}
	}
	for i := range a.Subjects {
		s := &a.Subjects[i]
		tests := a.Tests
		if h := s.Setup.Held; h != nil {
			tests = min(tests, h.N)
		}
		if tests == 0 || !Fresh(s.Setup) || found[i].Calibration != nil && found[i].Calibration.Tests >= tests {
			continue
		}
		c := NewCalibrator(*s, judgeSeed, false)
		const piece = 20
		for done := 0; done < tests; {
			publish(i, done, true)
			n := min(piece, tests-done)
			if !c.Add(n, stop) {
				return
			}
			done += n
			if slices.Contains(stages, done) || done == tests {
				found[i].Calibration = c.Calibration()
			}
		}
	}
	publish(-1, 0, false)
}

// judgeSeed is that of everything random here: the same networks are judged the same.
const judgeSeed = 17

// known are the findings of an old report that hold for a.
func known(old *Report, a *Ask) []Finding {
	found := make([]Finding, len(a.Subjects))
	for i, s := range a.Subjects {
		if k := slices.IndexFunc(old.Of.Subjects, s.same); k >= 0 {
			found[i] = old.Findings[k]
			found[i].keep(old.Of, a)
		}
	}
	return found
}

// keep drops what was found at another y.
func (f *Finding) keep(old, a *Ask) {
	if a.Y == nil || !slices.Equal(a.Y, old.Y) || a.Samples != old.Samples {
		f.Posterior = nil
	}
}

// exactly is the exact posterior of a set-up: what it scores is what chance does.
type exactly struct {
	setup *scenes.Setup
	noise float64
}

func (e exactly) Sample(r *rand.Rand, y, x []float64) {
	if e.setup.Posterior(r, y, e.noise, x) != nil {
		for i := range x {
			x[i] = math.NaN()
		}
	}
}

// posterior measures a subject at y, and how long its samples take.
func (j *Judge) posterior(a *Ask, s *Subject, f *Finding, stop func() bool) bool {
	d := s.Setup.Problem.DimX
	r := rand.New(rand.NewPCG(judgeSeed, 1))
	if f.Thousand == 0 {
		x := make([]float64, 1000*d)
		began := time.Now()
		s.Sample(r, a.Y, x)
		f.Thousand = max(time.Since(began), 1)
	}
	x := make([]float64, a.Samples*d)
	s.Sample(r, a.Y, x)
	q, ok := s.Posterior(a.Y, x, Order{Seed: judgeSeed, C2ST: true, Stop: stop})
	if ok {
		f.Posterior = &q
	}
	return ok
}
