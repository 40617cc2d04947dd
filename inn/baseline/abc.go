package baseline

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"innlab/inn"
	"innlab/inn/net"
)

// Approximate Bayesian computation by rejection (Pritchard, Seielstad, Perez-Lezaun, Feldman: Population growth of human Y
// chromosomes, 1999): simulations whose y comes near to the one that is asked for are draws of the posterior, and exact
// ones in the limit of no distance. Nothing is trained: a step adds simulations.

const abcName = "abc"

// rejection is the method abc.
var rejection = inn.Kind{
	Name: abcName, Title: "ABC",
	Doc: "Keeps simulations, and answers with those whose y comes nearest.",
	Losses: []inn.Loss{{
		Name: "radius", Symbol: "ε", Words: "radius", Measured: true,
		Doc: "How far from y the simulations lie that are accepted, in units of the spread of y: median over 16 of them.",
	}},
	Default: rejectionDefault,
	Begin: func(p *inn.Problem, c inn.Config, l inn.Live) (inn.Learner, error) {
		return beginRejection(p, c, l), nil
	},
	Continue: resumeRejection,
	Open: func(c *inn.Checkpoint) (inn.Estimator, error) {
		return openRejection(c)
	},
}

// rejectionDefault accepts the 256 nearest of 10⁵ simulations, or of those that the problem has.
func rejectionDefault(p *inn.Problem) (inn.Config, inn.Live) {
	c := inn.Config{
		Accept: inn.AcceptNearest, Nearest: 256, Quantile: 0.002, Tolerance: 0.1,
		Remember: max(2*chunkRows, min(1<<20, (512<<20)/p.SimulationBytes())),
		Batch:    1000, Steps: 100,
	}
	if p.Table != nil {
		c.Steps = (p.Table.N + c.Batch - 1) / c.Batch
	}
	return c, inn.Live{}
}

// probes is the number of y at which the distance is measured.
const probes = 16

// rejecter is a training of abc.
type rejecter struct {
	problem *inn.Problem
	config  inn.Config
	live    inn.Live
	sims    *simulations
	probes  []float32 // the first y, probes×DimY
	step    int
	radius  float64 // NaN where not measured yet
	// The step in which it was last begun or read from a file, and how many simulations there were: of a file they may be
	// fewer than steps make, where it came of a table.
	begin, begun int
}

// beginRejection draws the first simulations ahead: the spread of y is measured on them.
func beginRejection(p *inn.Problem, c inn.Config, l inn.Live) *rejecter {
	t := &rejecter{problem: p, config: c, live: l, radius: math.NaN()}
	t.sims = &simulations{problem: p, seed: c.Seed, workers: c.Workers, remember: c.Remember}
	t.sims.begin(max(probes, min(scaleRows, t.rows(c.Steps))))
	t.probes = slices.Clone(t.sims.chunks[0].y[:probes*p.DimY])
	return t
}

// scaleRows is the number of simulations on which the spread of y is measured.
const scaleRows = 4096

// rows is the number of simulations after so many steps: a table has no more than it has.
func (t *rejecter) rows(step int) int {
	n := t.begun + (step-t.begin)*t.config.Batch
	if step < t.begin {
		n = min(t.begun, step*t.config.Batch)
	}
	if t.problem.Table != nil {
		n = min(n, t.problem.Table.N)
	}
	return n
}

// Step adds simulations.
func (t *rejecter) Step() error {
	before := t.rows(t.step)
	t.step++
	n := t.rows(t.step)
	t.sims.seek(n)
	// The distance falls slowly: it is measured whenever there are a quarter more.
	if quarters := func(n int) float64 { return math.Floor(math.Log(float64(n)) / math.Log(1.25)) }; quarters(before) != quarters(n) {
		t.radius = t.freeze().radius(t.probes)
	}
	return nil
}

func (t *rejecter) Steps() int            { return t.step }
func (t *rejecter) Kind() *inn.Kind       { k, _ := Find(abcName); return k }
func (t *rejecter) Config() inn.Config    { return t.config }
func (t *rejecter) Live() inn.Live        { return t.live }
func (t *rejecter) SetLive(l inn.Live)    { t.live = l }
func (t *rejecter) Rate() float64         { return 0 }
func (t *rejecter) Ramp() float64         { return 1 }
func (t *rejecter) Freeze() inn.Estimator { return t.freeze() }

// Losses are the distance.
func (t *rejecter) Losses() []float64 {
	values := make([]float64, inn.NumLosses)
	for i := range values {
		values[i] = math.NaN()
	}
	values[0] = t.radius
	return values
}

// State says how many steps were done: simulations are a function of the seed.
func (t *rejecter) State() *inn.State {
	return &inn.State{Step: t.step, Warm: -1, Losses: t.Losses(), Held: math.NaN()}
}

// Restore goes back or on to a state; simulations that are not there any more are made again.
func (t *rejecter) Restore(s *inn.State) error {
	if len(s.Losses) != inn.NumLosses {
		return fmt.Errorf("the state has %d losses, not %d", len(s.Losses), inn.NumLosses)
	}
	t.step, t.radius = s.Step, s.Losses[0]
	t.sims.seek(t.rows(t.step))
	return nil
}

func (t *rejecter) freeze() *accepter {
	n := t.rows(t.step)
	from := t.sims.window(n)
	return &accepter{
		view: t.sims.view(from, n), config: t.config, labels: t.problem.Labels > 0, dims: t.problem.Dims(),
		scale: t.sims.scale,
	}
}

// Checkpoint holds all simulations that are remembered.
func (t *rejecter) Checkpoint() *inn.Checkpoint {
	v, d := t.freeze().view, t.problem.Dims()
	x, y := make([]float64, 0, v.n*d.X), make([]float32, 0, v.n*d.Y)
	for i, c := range v.chunks {
		rows := min(chunkRows, v.n-i*chunkRows)
		x, y = append(x, c.x[:rows*d.X]...), append(y, c.y[:rows*d.Y]...)
	}
	s := t.sims.scale
	return inn.NewCheckpoint(t.Kind(), t.problem, t.config, t.live, t.State(),
		inn.Tensor{Name: "simulations.x", Shape: []int{v.n, d.X}, Data: x},
		inn.Tensor{Name: "simulations.y", Shape: []int{v.n, d.Y}, Data: y},
		inn.Tensor{Name: "simulations.scale", Shape: []int{2, d.Y}, Data: slices.Concat(s.Mean, s.Spread)},
		inn.Tensor{Name: "simulations.count", Shape: []int{1}, Data: []float64{float64(t.rows(t.step))}},
		inn.Tensor{Name: "simulations.probes", Shape: []int{probes, d.Y}, Data: slices.Clone(t.probes)})
}

// openRejection is the estimator of a checkpoint.
func openRejection(c *inn.Checkpoint) (*accepter, error) {
	d := c.Dims()
	x, err := inn.Numbers[float64](c, "simulations.x", -1)
	y, err2 := inn.Numbers[float32](c, "simulations.y", -1)
	scale, err3 := inn.Numbers[float64](c, "simulations.scale", 2*d.Y)
	_, err4 := inn.Numbers[float32](c, "simulations.probes", probes*d.Y)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		return nil, err
	}
	n := len(x) / d.X
	if len(x) != n*d.X || len(y) != n*d.Y {
		return nil, errors.New("the model file's simulations.x and simulations.y do not belong together")
	}
	s := &simulations{dims: d, scale: net.Scaling{Mean: scale[:d.Y:d.Y], Spread: scale[d.Y:]}}
	if slices.ContainsFunc(s.scale.Spread, func(v float64) bool { return v <= 0 }) {
		return nil, errors.New("the model file's simulations.scale has a spread that is not above 0")
	}
	s.fill(x, y)
	return &accepter{view: s.view(0, n), config: c.Config, labels: d.Labels > 0, dims: d, scale: s.scale}, nil
}

// resumeRejection goes on from a checkpoint.
func resumeRejection(p *inn.Problem, c *inn.Checkpoint) (inn.Learner, error) {
	a, err := openRejection(c)
	if err != nil {
		return nil, err
	}
	t := &rejecter{problem: p, config: c.Config, live: c.Live, step: c.State.Step, radius: c.State.Losses[0]}
	t.probes, _ = inn.Numbers[float32](c, "simulations.probes", -1)
	t.sims = &simulations{
		problem: p, dims: p.Dims(), seed: c.Config.Seed, workers: c.Config.Workers, remember: c.Config.Remember, scale: a.scale,
		chunks: a.view.chunks,
	}
	count, err := inn.Numbers[float64](c, "simulations.count", 1)
	if err != nil {
		return nil, err
	}
	t.begin, t.begun = t.step, int(count[0])
	if t.sims.from = t.sims.window(t.begun); t.begun-t.sims.from != a.view.n {
		return nil, fmt.Errorf("the model file holds %d simulations, of %d that it says were made", a.view.n, t.begun)
	}
	t.sims.known = t.begun
	return t, nil
}
