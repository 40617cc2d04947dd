package inn

import (
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// training is what all trainings by gradient share: parameters, schedule, the goroutines of a step, and its end. A step
// has phases with a barrier after each. Every goroutine takes its share of the batch's panels; gradients meet only in
// the last two phases, summed in the order of the goroutines, so that a seed and a number of workers give the same bits.
type training struct {
	kind    *Kind
	problem *Problem
	config  Config
	live    Live
	kernels *kernel.Table

	params, m, v, average []float32
	paces                 []pace
	step                  int // steps done
	warm                  int // step in which a change of the losses warmed the rate up again, or never
	values                []float64

	deck *deck // of a problem that is a table; nil otherwise
	*team

	exam      *examined // what Examine looked at last
	examining bool      // no step is made: nothing trains

	// Of the step under way:
	on     [NumLosses]bool // the loss is measured
	shrink float32         // factor on the gradient
}

// hand is one goroutine's share of a step and its room.
type hand struct {
	index    int
	source   *net.Source
	grad     []float32 // gradient of the panels it works on
	x, y     []float64 // one row of the problem
	e        []float64 // the noise in it; empty where nobody asks
	value    [NumLosses]float64
	bad      bool               // a gradient was not finite
	wild     bool               // its share of the summed gradient is more than Adam can take
	square   float64            // Σ of the squares of that share
	lane     [net.Lanes]float32 // room for judging that
	from, to int                // its panels
	work     func(phase, *hand)
	order    atomic.Int32 // the phase it shall run, gone or ready
	serve    func()
}

// pace is the factor on the learning rate of the parameters from one place up to another.
type pace struct {
	from, to int
	factor   float32
}

type phase int

const (
	phaseDraw phase = iota // draw the batch
	phaseRun               // run the network both ways
	phaseGrad              // losses, then back through the network
	phaseHeld              // losses of the rows that are held out
	phaseSum               // sum the gradients
	phaseAdam              // move the parameters
)

// newTraining is a training at its first step; params are taken over.
func newTraining(k *Kind, p *Problem, c Config, l Live, params []float32) training {
	best := kernel.Best
	t := training{kind: k, problem: p, config: c.clone(), live: l, kernels: &best, warm: never, team: new(team)}
	t.params, t.average = params, slices.Clone(params)
	t.paces = []pace{{0, len(params), 1}}
	t.m, t.v = make([]float32, len(params)), make([]float32, len(params))
	t.values = make([]float64, NumLosses)
	for i := range t.values {
		t.values[i] = math.NaN()
	}
	if p.Table != nil {
		t.deck = newDeck(p.Table, &c, k.Network != nil)
	}
	return t
}

// hire makes the goroutines' room; work is what one of them does in the phases before the sum.
func (t *training) hire(work func(p phase, h *hand)) {
	n, k := net.Panels(t.config.Batch), t.config.workers()
	for i := range k {
		h := &hand{index: i, source: net.NewSource()}
		h.grad = make([]float32, len(t.params))
		h.x, h.y = make([]float64, t.problem.DimX), make([]float64, t.problem.DimY)
		h.from, h.to = net.Share(n, i, k)
		t.join(h, func(p phase, h *hand) {
			switch p {
			case phaseSum:
				t.sum(h)
			case phaseAdam:
				t.adam(h)
			default:
				work(p, h)
			}
		})
	}
}

// pair draws row i of the step's batch into the hand's x, y and e: from its source or, of a table, the row dealt for it.
func (t *training) pair(h *hand, i int) {
	row := 0
	if t.deck != nil {
		row = int(t.deck.dealt[i])
	}
	t.problem.pairNoise(h.source, row, h.x, h.y, h.e)
}

// deal says which rows of a table make the step's batch.
func (t *training) deal() {
	if t.deck != nil {
		t.deck.deal(t.step)
	}
}

// collect adds up the values of the losses and reports the first that trains and is not finite.
func (t *training) collect() error {
	bad := false
	for _, h := range t.hands {
		bad = bad || h.bad
	}
	for i := range t.values {
		if !t.on[i] {
			continue
		}
		t.values[i] = 0
		for _, h := range t.hands {
			t.values[i] += h.value[i]
		}
	}
	for i, loss := range t.kind.Losses {
		if v := t.values[i]; t.trainsBy(i) && (math.IsNaN(v) || math.IsInf(v, 0)) {
			what := "is not a number"
			if math.IsInf(v, 0) {
				what = "became infinite"
			}
			return fmt.Errorf("%s %s at step %d: %w", loss.Symbol, what, t.step, ErrDiverged)
		}
	}
	if bad {
		return fmt.Errorf("the gradient is not finite at step %d: %w", t.step, ErrDiverged)
	}
	return nil
}

// trainsBy reports whether a loss trains.
func (t *training) trainsBy(loss int) bool {
	return loss < len(t.kind.Losses) && !t.kind.Losses[loss].Measured && t.live.Loss[loss].active()
}

// move ends a step: gradients are summed and the parameters move by them. After an error they stand where they were,
// and forget must follow.
func (t *training) move() error {
	t.parallel(phaseSum)
	if slices.ContainsFunc(t.hands, func(h *hand) bool { return h.wild }) {
		return fmt.Errorf("the gradient became too large at step %d: %w", t.step, ErrDiverged)
	}
	t.shrink = 1
	if most := t.config.ClipNorm; most > 0 {
		var square float64
		for _, h := range t.hands {
			square += h.square
		}
		if length := math.Sqrt(square); length > most {
			t.shrink = float32(most / length)
		}
	}
	t.parallel(phaseAdam)
	return nil
}

// forget clears the gradients of a step that failed.
func (t *training) forget() {
	for _, h := range t.hands {
		clear(h.grad)
	}
}

// Steps counts the steps done.
func (t *training) Steps() int { return t.step }

// Losses are the last measured values in the order of the kind's Losses, before weighting; a loss that is off is
// measured now and then. NaN where not measured yet. The slice is the caller's.
func (t *training) Losses() []float64 { return slices.Clone(t.values) }

// Kind is what is trained.
func (t *training) Kind() *Kind { return t.kind }

// Config returns the configuration.
func (t *training) Config() Config { return t.config.clone() }

// Live returns what may change between steps.
func (t *training) Live() Live { return t.live }

// SetLive changes it for the next step. A loss switched or weighted anew warms the rate up again where the schedule
// has let it fall, so that the change is seen at work. Values that Kind.ValidLive refuses must not get here.
func (t *training) SetLive(l Live) {
	for i, a := range t.live.Loss {
		if a.force() != l.Loss[i].force() && t.config.rewarms(t.step) {
			// The moments remember gradients of other losses: steps would be far too long or too short.
			t.warm = t.step
			clear(t.m)
			clear(t.v)
		}
	}
	t.live = l
}

// Rate is the learning rate of the next step.
func (t *training) Rate() float64 { return t.live.Rate * t.config.rate(t.step, t.warm) }

// Ramp is the share of L_x's weight in force in the next step.
func (t *training) Ramp() float64 { return t.config.ramp(t.step) }

// weights are the parameters that answer: averaged where the configuration averages.
func (t *training) weights() []float32 {
	if t.config.Average == 0 {
		return t.params
	}
	return t.average
}
