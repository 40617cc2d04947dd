package inn

import (
	"errors"
	"fmt"
	"slices"
)

// Kind is a method as an entry of a list: its names, its losses and how a training of it begins. A method that the
// Trainer trains gives Network and nothing else; one with a training of its own gives Params, Begin, Continue and Open.
type Kind struct {
	Name  string // as in -method: "inn"
	Title string // as in a legend: "INN"
	Doc   string // what it does, in one sentence
	// Losses are at most NumLosses; their order is that of Live.Loss and of every slice of loss values.
	Losses []Loss
	// Spreads says that whole numbers of x are spread evenly over ±½ in training and rounded in answers, as a density
	// needs.
	Spreads bool
	// Config and Live are sensible values for a problem that has no preset of the method; Workers and Seed are left 0.
	Default func(p *Problem) (Config, Live)
	// Variants are further configurations of which a choice is offered by name, each what it changes in the default.
	Variants []Variant

	// Network lays out the network of a valid configuration. It must not take much memory: only Params is known to be
	// bearable then.
	Network func(d Dims, c *Config) Network

	// Params is the number of parameters, nil for none.
	Params func(d Dims, c *Config) int
	// Begin prepares a training from its first step.
	Begin func(p *Problem, c Config, l Live) (Learner, error)
	// Continue prepares a training that goes on from a checkpoint.
	Continue func(p *Problem, c *Checkpoint) (Learner, error)
	// Open returns what was trained. The error says which parts of the checkpoint do not fit together.
	Open func(c *Checkpoint) (Estimator, error)
}

// Learns says whether a training has parameters; where not, it does nothing but keep simulations.
func (k *Kind) Learns() bool { return k.Network != nil || k.Params != nil }

// Variant is a method configured otherwise than by default.
type Variant struct {
	Name   string // as a preset
	Change func(c *Config, l *Live)
}

// Dims are the dimensions of a problem; Labels as in Problem.
type Dims struct{ X, Y, Labels int }

// Dims are the problem's dimensions.
func (p *Problem) Dims() Dims { return Dims{p.DimX, p.DimY, p.Labels} }

// HeldOut is the loss of the rows that are held out (Config.HoldOut): the last of the Losses of a Network's kind.
var HeldOut = Loss{
	Name: "held", Symbol: "L_h", Words: "held out", Measured: true,
	Doc: "What trains, on simulations that are held out of the training.",
}

// New prepares a training from its first step. Everything wrong with the configuration is reported at once.
func (k *Kind) New(p *Problem, c Config, l Live) (Learner, error) {
	if err := k.Validate(p, &c, &l); err != nil {
		return nil, err
	}
	if k.Begin != nil {
		return k.Begin(p, c, l)
	}
	return newTrainer(k, p, c, l), nil
}

// Resume prepares a training that goes on from a checkpoint of this kind with the same bits. Config.Workers may have been
// changed before.
func (k *Kind) Resume(p *Problem, c *Checkpoint) (Learner, error) {
	if c.Method != k.Name {
		return nil, fmt.Errorf("the model is of method %s, not %s", c.Method, k.Name)
	}
	if p.DimX != c.dims.X || p.DimY != c.dims.Y {
		return nil, fmt.Errorf("the model is for %d columns of x and %d of y, the problem has %d and %d",
			c.dims.X, c.dims.Y, p.DimX, p.DimY)
	}
	if err := k.Validate(p, &c.Config, &c.Live); err != nil {
		return nil, err
	}
	if k.Continue != nil {
		return k.Continue(p, c)
	}
	return resumedTrainer(k, p, c)
}

// Estimator returns what a checkpoint of this kind has learned.
func (k *Kind) Estimator(c *Checkpoint) (Estimator, error) {
	if k.Open != nil {
		return k.Open(c)
	}
	return openNetwork(k, c)
}

// Knobs are the hyper-parameters of the method.
func (k *Kind) Knobs() []Knob {
	var list []Knob
	for _, f := range fields {
		if f.For(k.Name) {
			list = append(list, f)
		}
	}
	return append(list, lossKnobs(k.Losses)...)
}

// Knob is the hyper-parameter of that name, nil where the method has none.
func (k *Kind) Knob(name string) *Knob {
	all := k.Knobs()
	if i := slices.IndexFunc(all, func(k Knob) bool { return k.Name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// Validate reports everything that is wrong with the values that the method uses, for the problem, at once: one plain
// line each, joined; every line begins with the knob's name.
func (k *Kind) Validate(p *Problem, c *Config, l *Live) error {
	if err := errors.Join(c.validate(p, k.Name), l.validate(k.Losses)); err != nil {
		return err
	}
	if c.HoldOut > 0 && p.Table != nil && p.Table.held(c) < 1 {
		return fmt.Errorf("holdout=%g of %d simulations is no row; use more of either", c.HoldOut, p.Table.N)
	}
	if k.Network == nil {
		return nil
	}
	// Parameters with moments, averages and gradients are all that can get out of hand: rows go by panels.
	return enough(4 * float64(k.params(p.Dims(), c)) * float64(5+max(1, c.Workers)))
}

// ValidLive reports whether live values can be trained with.
func (k *Kind) ValidLive(l *Live) bool { return l.validate(k.Losses) == nil }

// params is the number of parameters.
func (k *Kind) params(d Dims, c *Config) int {
	switch {
	case k.Network != nil:
		return k.Network(d, c).Params()
	case k.Params != nil:
		return k.Params(d, c)
	}
	return 0
}
