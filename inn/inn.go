package inn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"innlab/inn/net"
)

// INN is the invertible neural network and its training: a Method. Its methods are not safe for concurrent use; what
// Freeze returns is.
type INN struct {
	problem *Problem
	config  Config
	live    Live

	flow           *flow
	scaleX, scaleY net.Scaling
	stretch        float32 // labels to logits

	params, m, v, average []float32
	step                  int // steps done
	warm                  int // step in which a change of the losses warmed the rate up again, or never
	values                []float64

	batch             *batch
	lattice           *lattice
	passes            [numPasses]*pass
	mmdZ              *mmd
	mmdBoth, mmdAlone *mmd // L_x with y, and on x alone; the same where the form is fixed
	workers           []*worker
	barrier           sync.WaitGroup

	// Of the step under way:
	on       [NumLosses]bool // the loss is measured
	passOn   [numPasses]bool // the run is made
	passGrad [numPasses]bool // the run has a gradient
}

// worker is one goroutine's share of a step and its room.
type worker struct {
	index    int
	source   *net.Source
	block    *blockScratch
	mmd      *mmdScratch
	grad     []float32 // gradient of the panels it works on
	x, y     []float64 // one row of the problem
	row      []float32 // one row of the network
	value    [NumLosses]float64
	bad      bool               // a gradient was not finite
	wild     bool               // its share of the summed gradient is more than Adam can take
	lane     [net.Lanes]float32 // room for judging that
	from, to int                // its panels
	jobs     [numPhases]func()
}

// New prepares a training from its first step. Everything wrong with the configuration is reported at once.
func New(p *Problem, c Config, l Live) (*INN, error) {
	if err := c.Validate(p); err != nil {
		return nil, err
	}
	if err := l.Validate(); err != nil {
		return nil, err
	}
	c = c.clone()
	t := &INN{problem: p, config: c, live: l, warm: never, flow: newFlow(p.DimX, p.DimY, &c), stretch: 1}
	t.scaleX, t.scaleY = newScalings(p, &c)
	if c.Fit == Entropy && p.LogitScale > 0 {
		t.stretch = float32(p.LogitScale)
	}
	t.params = t.flow.start(&t.config)
	t.average = slices.Clone(t.params)
	t.m, t.v = make([]float32, t.flow.params), make([]float32, t.flow.params)
	t.build()
	return t, nil
}

// build makes the room for steps: everything that follows from problem, configuration and flow.
func (t *INN) build() {
	c, f := &t.config, t.flow
	t.values = make([]float64, NumLosses)
	for i := range t.values {
		t.values[i] = math.NaN()
	}
	n := net.Panels(c.Batch)
	for i := range t.passes {
		t.passes[i] = f.newPass(n, true)
	}
	t.batch = newBatch(f, c)
	t.lattice = newLattice(f.dimZ)
	t.mmdZ = newMMD(f.k, c.Batch, c.Batch, f.dimZ+f.dimY, c.Kernels, c.Biased, c.Pairs, 0, 0)
	rows := c.Batch * max(1, c.Cross)
	if c.Shape != ShapeX {
		dim, near := f.dimX+f.dimY, 0
		if c.Shape == ShapeNear {
			dim, near = f.dimX, f.dimY
		}
		t.mmdBoth = newMMD(f.k, c.Batch, rows, dim, c.Kernels, c.Biased, c.Pairs, near, c.ShapeY)
	}
	if c.Shape == ShapeX || c.Shape == ShapeAuto {
		t.mmdAlone = newMMD(f.k, c.Batch, rows, f.dimX, c.Kernels, c.Biased, c.Pairs, 0, 0)
	}
	k := c.workers()
	for i := range k {
		w := &worker{index: i, source: net.NewSource(), block: f.blocks[0].scratch()}
		w.mmd = newMMDScratch(max(f.dimX, f.dimZ)+f.dimY, f.dimY, func(panel int) *rand.Rand {
			return w.source.At(c.Seed, net.ForPairs, t.step, panel)
		})
		w.grad = make([]float32, f.params)
		w.x, w.y = make([]float64, f.dimX), make([]float64, f.dimY)
		w.row = make([]float32, max(f.width, f.dimX+f.dimY))
		w.from, w.to = net.Share(n, i, k)
		for p := range w.jobs {
			w.jobs[p] = func() {
				t.phase(phase(p), w)
				t.barrier.Done()
			}
		}
		t.workers = append(t.workers, w)
	}
}

// Steps counts the steps done.
func (t *INN) Steps() int { return t.step }

// Losses are the last measured values in the order of Losses, before weighting; a loss that is off is measured in
// every tenth step. NaN where not measured yet. The slice is the caller's.
func (t *INN) Losses() []float64 { return slices.Clone(t.values) }

// Config returns the configuration.
func (t *INN) Config() Config { return t.config.clone() }

// Live returns what may change between steps.
func (t *INN) Live() Live { return t.live }

// SetLive changes it for the next step. A loss switched or weighted anew warms the rate up again where the schedule
// has let it fall, so that the change is seen at work. Values that Live.Validate refuses must not get here.
func (t *INN) SetLive(l Live) {
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
func (t *INN) Rate() float64 { return t.live.Rate * t.config.rate(t.step, t.warm) }

// Ramp is the share of L_x's weight in force in the next step.
func (t *INN) Ramp() float64 { return t.config.ramp(t.step) }

// DimZ is the width of z.
func (t *INN) DimZ() int { return t.flow.dimZ }

// Freeze returns the network as it is now, with averaged weights where the configuration averages, as a *Model.
func (t *INN) Freeze() Estimator { return t.Model() }

// Model is Freeze with its type.
func (t *INN) Model() *Model {
	w := t.average
	if t.config.Average == 0 {
		w = t.params
	}
	return newModel(t.flow, slices.Clone(w), t.scaleX, t.scaleY, t.stretch)
}
