package inn

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"innlab/inn/kernel"
)

// Bounds that keep a typing error from asking for all of the machine's memory.
const (
	maxBlocks  = 64
	maxHidden  = 4096
	maxLayers  = 4
	maxWidth   = 4096
	maxBatch   = 65536
	maxKernels = 8
	maxCross   = 16
	maxHoldOut = 0.5
	minSigma   = 1e-3

	maxDropout  = 0.9
	maxNetworks = 16
	maxIAF      = 32

	minRemember = 1 << 15
	maxRemember = 1 << 26
)

// MaxWorkers is the most goroutines of a step.
const MaxWorkers = 64

// LeastWidth is how wide a network must at least be for x and the noise learned with it on the one side, y and z on the other.
func (c *Config) LeastWidth(d Dims) int { return max(2, d.X+c.SimNoise, d.Y+c.DimZ) }

// validate is Kind.Validate for the configuration.
func (c *Config) validate(p *Problem, method string) error {
	v := verdict{method: method, fields: fields}
	v.whole("blocks", c.Blocks, 1, maxBlocks)
	v.check(!v.uses("hidden") || len(c.Hidden) > 0 && len(c.Hidden) <= maxLayers,
		"hidden must name 1 to %d layers, not %d", maxLayers, len(c.Hidden))
	for _, h := range c.Hidden {
		v.whole("hidden", h, 1, maxHidden)
	}
	v.choice("activation", c.Activation, ReLU, SiLU)
	v.whole("dimz", c.DimZ, 1, maxWidth)
	v.whole("simnoise", c.SimNoise, 0, maxWidth)
	if v.uses("width") {
		least := c.LeastWidth(p.Dims())
		v.check(c.Width >= least && c.Width <= maxWidth,
			"width must be a whole number from %d (x has %d columns, y and z have %d) to %d, not %d",
			least, p.DimX+c.SimNoise, p.DimY+c.DimZ, maxWidth, c.Width)
	}
	v.number("clamp", c.Clamp, 1e-3, 20)
	v.choice("mix", c.Mix, Permute, Orthogonal)
	v.choice("init", c.Init, Xavier, Normal)
	if c.Init == Normal {
		v.number("initscale", c.InitScale, 0, 10)
	}
	v.number("lastscale", c.LastScale, 0, 10)
	v.whole("bins", c.Bins, 0, kernel.MaxBins)
	v.check(!v.uses("bins") || c.Bins != 1, "bins must be 0 or at least 2, not 1")
	v.number("bound", c.Bound, 0.5, 100)
	v.number("dropout", c.Dropout, 0, maxDropout)
	v.whole("networks", c.Networks, 1, maxNetworks)

	v.whole("batch", c.Batch, 2, maxBatch)
	v.whole("steps", c.Steps, 1, 1e9)
	v.whole("warmup", c.Warmup, 0, 1e9)
	v.number("floor", c.FloorRate, 0, 1)
	v.number("beta1", c.Beta1, 0, 0.9999)
	v.number("beta2", c.Beta2, 0, 0.99999)
	v.number("eps", c.Eps, 1e-12, 1)
	v.number("decay", c.Decay, 0, 1)
	v.number("clip", c.Clip, 0, 1e9)
	v.number("clipnorm", c.ClipNorm, 0, 1e9)
	v.number("average", c.Average, 0, 0.99999)
	v.number("holdout", c.HoldOut, 0, maxHoldOut)
	v.check(!v.uses("kernels") || len(c.Kernels) > 0 && len(c.Kernels) <= maxKernels,
		"kernels must name 1 to %d bandwidths, not %d", maxKernels, len(c.Kernels))
	for _, a := range c.Kernels {
		v.number("kernels", a, 1e-3, 1e3)
	}
	v.whole("cross", c.Cross, 0, maxCross)
	v.whole("pairs", c.Pairs, 0, maxBatch)
	v.choice("fit", c.Fit, Square, Entropy)
	v.check(!v.uses("fit") || c.Fit != Entropy || p.Labels > 0, "fit=entropy needs a problem whose y is a label; use fit=square")
	v.check(!v.uses("fit") || c.Fit != Entropy || !c.FitPadding, "fitpadding needs fit=square: logits have no padding to fit")
	v.choice("lx", c.Shape, ShapeAuto, ShapeX, ShapeJoint, ShapeNear)
	if c.Shape != ShapeX {
		v.number("lx.y", c.ShapeY, 1e-3, 1e3)
	}
	v.number("rec.padding", c.RecPadding, 0, 1e6)
	v.number("nll.sigma", c.Sigma, minSigma, 10)
	v.whole("latent", c.Latent, 1, maxWidth)
	v.whole("iaf", c.IAF, 0, maxIAF)
	v.number("rate.disc", c.DiscRate, 1e-3, 1e3)
	v.number("penalty", c.Penalty, 0, 1e6)
	v.number("warmkl", c.WarmKL, 0, 1)
	v.choice("accept", c.Accept, AcceptNearest, AcceptQuantile, AcceptTolerance)
	v.whole("nearest", c.Nearest, 1, maxRemember)
	v.number("quantile", c.Quantile, 1e-9, 1)
	v.number("tolerance", c.Tolerance, 0, 1e6)
	v.whole("remember", c.Remember, minRemember, maxRemember)
	bytes := c.Remember * p.SimulationBytes()
	v.check(!v.uses("remember") || bytes <= MostMemory, "remember=%d simulations take about %d GB of memory, more than %d; lower it",
		c.Remember, bytes>>30, MostMemory>>30)
	v.whole("workers", c.Workers, 0, MaxWorkers)
	if v.uses("width") && len(v.errs) == 0 {
		return enough(c.memory(p))
	}
	return v.err()
}

// validate is Kind.Validate for the live values of a method with the losses.
func (l *Live) validate(losses []Loss) error {
	var v verdict
	v.number("rate", l.Rate, 0, 1)
	for i, loss := range losses {
		if !loss.Measured {
			v.number("weight."+loss.Name, l.Loss[i].Weight, 0, 1e6)
		}
	}
	v.number("noise.y", l.YNoise, 0, 10)
	v.number("noise.padding", l.PadNoise, 0, 10)
	v.number("noise.z", l.ZNoise, 0, 10)
	return v.err()
}

// verdict collects what is wrong with the values that a method uses.
type verdict struct {
	method string
	fields []Knob // nil: all are used
	errs   []error
}

// uses reports whether the method has the knob.
func (v *verdict) uses(name string) bool {
	i := slices.IndexFunc(v.fields, func(k Knob) bool { return k.Name == name })
	return i < 0 || v.fields[i].For(v.method)
}

func (v *verdict) check(ok bool, format string, a ...any) {
	if !ok {
		v.errs = append(v.errs, fmt.Errorf(format, a...))
	}
}

func (v *verdict) whole(name string, n, from, to int) {
	v.check(!v.uses(name) || n >= from && n <= to, "%s must be a whole number from %d to %d, not %d", name, from, to, n)
}

func (v *verdict) number(name string, x, from, to float64) {
	v.check(!v.uses(name) || x >= from && x <= to && !math.IsNaN(x),
		"%s must be a number from %g to %g, not %g", name, from, to, x)
}

func (v *verdict) choice(name, got string, choices ...string) {
	v.check(!v.uses(name) || slices.Contains(choices, got),
		"%s must be one of %s, not %q", name, strings.Join(choices, ", "), got)
}

func (v *verdict) err() error { return errors.Join(v.errs...) }
