package inn

import (
	"math/rand/v2"
	"slices"

	"innlab/inn/net"
)

// INN is the invertible neural network and its training: a Method. Its methods are not safe for concurrent use; what
// Freeze returns is.
type INN struct {
	training
	flow    *flow
	scaleX  Transform
	scaleY  Transform
	stretch float32 // labels to logits

	batch             *batch
	lattice           *lattice
	passes            [numPasses]*pass
	logdet, slope     []float32 // of the forward run, where a loss looks at its log-determinant: panels×lanes
	mmdZ              *mmd
	mmdBoth, mmdAlone *mmd // L_x with y, and on x alone; the same where the form is fixed
	workers           []*worker

	// Of the step under way:
	passOn   [numPasses]bool // the run is made
	passGrad [numPasses]bool // the run has a gradient
}

// worker is a hand with what the network and its losses need.
type worker struct {
	*hand
	block *blockScratch
	mmd   *mmdScratch
	row   []float32 // one row of the network
}

// Invertible is the kind of the invertible neural network trained by the paper's losses.
var Invertible Kind

func init() { // what a training is refers to its kind
	Invertible = Kind{
		Name: "inn", Title: "INN", Losses: Losses,
		Doc:      "An invertible network x ↔ [y, z], trained both ways at once by L_y, L_z, L_x and reconstruction.",
		Params:   func(d Dims, c *Config) int { return layout(d.X, d.Y, c).params },
		Begin:    func(p *Problem, c Config, l Live) (Learner, error) { return begin(p, c, l), nil },
		Continue: func(p *Problem, c *Checkpoint) (Learner, error) { return c.resume(p) },
		Open:     func(c *Checkpoint) (Estimator, error) { return c.model() },
		Default:  invertibleDefault,
	}
}

// New prepares a training from its first step. Everything wrong with the configuration is reported at once.
func New(p *Problem, c Config, l Live) (*INN, error) {
	if err := Invertible.Validate(p, &c, &l); err != nil {
		return nil, err
	}
	return begin(p, c, l), nil
}

// begin is New for values that are valid.
func begin(p *Problem, c Config, l Live) *INN {
	f := newFlow(p.DimX, p.DimY, &c)
	t := &INN{training: newTraining(&Invertible, p, c, l, f.start(&c)), flow: f, stretch: 1}
	t.scaleX, t.scaleY = newTransforms(p, &c, c.Round)
	if c.Fit == Entropy && p.LogitScale > 0 {
		t.stretch = float32(p.LogitScale)
	}
	t.build()
	return t
}

// build makes the room for steps: everything that follows from problem, configuration and flow.
func (t *INN) build() {
	c, f := &t.config, t.flow
	n := net.Panels(c.Batch)
	for i := range t.passes {
		t.passes[i] = f.newPass(n, true)
	}
	t.logdet, t.slope = make([]float32, n*net.Lanes), make([]float32, n*net.Lanes)
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
	t.hire(func(p phase, h *hand) { t.phase(p, t.workers[h.index]) })
	for _, h := range t.hands {
		h.e = make([]float64, min(f.noise, t.problem.known()))
		w := &worker{hand: h, block: f.blocks[0].scratch()}
		w.mmd = newMMDScratch(max(f.dimX, f.dimZ)+f.dimY, f.dimY, func(panel int) *rand.Rand {
			return w.source.At(c.Seed, net.ForPairs, t.step, panel)
		})
		w.row = make([]float32, max(f.width, f.dimX+f.dimY))
		t.workers = append(t.workers, w)
	}
}

// DimZ is the width of z.
func (t *INN) DimZ() int { return t.flow.dimZ }

// Freeze returns the network as it is now, with averaged weights where the configuration averages, as a *Model.
func (t *INN) Freeze() Estimator { return t.Model() }

// Model is Freeze with its type.
func (t *INN) Model() *Model {
	return newModel(t.flow, slices.Clone(t.weights()), t.scaleX, t.scaleY, t.stretch, &t.config)
}
