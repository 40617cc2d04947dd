package inn

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"innlab/inn/kernel"
)

// Knob is one hyper-parameter by name: the command line's -set, the settings sheet and the model file all go
// through this table.
type Knob struct {
	// Methods are those that it is for; nil: all that train a network.
	Methods []string

	Name string // as in -set NAME=VALUE
	Doc  string // one line in plain words, with the unit or the choices
	Live bool   // acts on the next step; otherwise it needs a restart
	Past string // what model files written before this knob mean; empty where every file has it
	Get  func(c *Config, l *Live) string
	// Set parses v; the error is one plain line that says what would be right.
	Set func(c *Config, l *Live, v string) error
}

// Names of methods that train no network, and have no more knobs than they are named in.
const abc = "abc"

// For reports whether the knob is for the method.
func (k *Knob) For(method string) bool {
	if k.Methods == nil {
		return method != abc
	}
	return slices.Contains(k.Methods, method)
}

// Methods of knobs that not all have.
var (
	flowOnly = []string{"inn"}
	flows    = []string{"inn", "cinn"}
	likely   = []string{"cinn"}
	perRow   = []string{"cinn", "cvae", "cvae-iaf", "cgan", "dropout", "nn"} // what the Trainer trains
	coded    = []string{"cvae", "cvae-iaf"}
	latent   = append([]string{"cgan"}, coded...)
	onlyABC  = []string{abc}
	networks = append([]string{"inn"}, perRow...)
	everyone = append([]string{abc}, networks...)
)

// Knobs are all fields of Config and Live by name, with the losses of inn. Kind.Knobs are those of a method.
var Knobs = append(slices.Clip(fields), lossKnobs(Losses)...)

// fields are the knobs of all methods but for their losses.
var fields = []Knob{
	whole("blocks", "coupling blocks", 1, maxBlocks, func(c *Config) *int { return &c.Blocks }).of(flows),
	list("hidden", "widths of a subnet's hidden layers, for example 64,64", 1, maxHidden, maxLayers,
		func(c *Config) *[]int { return &c.Hidden }),
	choice("activation", "of the hidden layers", func(c *Config) *string { return &c.Activation }, ReLU, SiLU),
	whole("width", "width of the network; x and (z, y) are padded with zeros to it", 2, maxWidth,
		func(c *Config) *int { return &c.Width }).of(flowOnly),
	whole("dimz", "width of z", 1, maxWidth, func(c *Config) *int { return &c.DimZ }).of(flowOnly),
	number("clamp", "bound c of the log-scale", 1e-3, 20, func(c *Config, l *Live) *float64 { return &c.Clamp }).of(flows),
	toggle("clampold", "log-scale c·0.636·atan(s) as in the paper's code, instead of c·0.636·atan(s/c)",
		func(c *Config) *bool { return &c.ClampOld }).of(flowOnly),
	choice("mix", "fixed mixing between blocks", func(c *Config) *string { return &c.Mix }, Permute, Orthogonal).of(flows),
	choice("init", "weights at the start", func(c *Config) *string { return &c.Init }, Xavier, Normal),
	number("initscale", "standard deviation of init=normal", 0, 10,
		func(c *Config, l *Live) *float64 { return &c.InitScale }),
	number("lastscale", "factor on the start of a subnet's last layer", 0, 10,
		func(c *Config, l *Live) *float64 { return &c.LastScale }),
	whole("bins", "bins of the spline behind each affine map, 2 to 16; 0: affine alone", 0, kernel.MaxBins,
		func(c *Config) *int { return &c.Bins }).of(likely),
	number("bound", "the spline is the identity beyond ± this, with x scaled", 0.5, 100,
		func(c *Config, l *Live) *float64 { return &c.Bound }).of(likely),
	number("dropout", "probability with which a hidden activation is dropped in training", 0, maxDropout,
		func(c *Config, l *Live) *float64 { return &c.Dropout }).of([]string{"cinn", "dropout"}),
	whole("networks", "networks trained side by side; an answer is drawn from one of them", 1, maxNetworks,
		func(c *Config) *int { return &c.Networks }).of(likely),

	whole("batch", "samples in a step", 2, maxBatch, func(c *Config) *int { return &c.Batch }).of(everyone),
	whole("steps", "length of the schedule; training may go on at the floor rate", 1, 1e9,
		func(c *Config) *int { return &c.Steps }).of(everyone),
	whole("warmup", "steps over which the rate rises at the start", 0, 1e9, func(c *Config) *int { return &c.Warmup }),
	toggle("cosine", "rate falls along a cosine to the floor; otherwise it stays",
		func(c *Config) *bool { return &c.Cosine }),
	number("floor", "rate at the end of the schedule, as a share of the peak", 0, 1,
		func(c *Config, l *Live) *float64 { return &c.FloorRate }),
	number("beta1", "Adam: memory of the gradient", 0, 0.9999, func(c *Config, l *Live) *float64 { return &c.Beta1 }),
	number("beta2", "Adam: memory of its square", 0, 0.99999, func(c *Config, l *Live) *float64 { return &c.Beta2 }),
	number("eps", "Adam: added to the root of the square", 1e-12, 1, func(c *Config, l *Live) *float64 { return &c.Eps }),
	number("decay", "L2 added to the gradient", 0, 1, func(c *Config, l *Live) *float64 { return &c.Decay }),
	number("clip", "each gradient entry is clamped to ± this; 0: off", 0, 1e9,
		func(c *Config, l *Live) *float64 { return &c.Clip }),
	number("clipnorm", "the gradient is shortened to at most this length; 0: off", 0, 1e9,
		func(c *Config, l *Live) *float64 { return &c.ClipNorm }).since("0"),
	number("average", "moving average of the weights for display and sampling; 0: off", 0, 0.99999,
		func(c *Config, l *Live) *float64 { return &c.Average }),
	list("kernels", "bandwidths of the kernels that compare samples, for example 0.05,0.2,0.9", 1e-3, 1e3, maxKernels,
		func(c *Config) *[]float64 { return &c.Kernels }).of(flowOnly),
	toggle("biased", "comparisons count each sample against itself", func(c *Config) *bool { return &c.Biased }).of(flowOnly),
	whole("cross", "L_x compares with this many fresh rows for each of the batch; 0: with the batch itself", 0, maxCross,
		func(c *Config) *int { return &c.Cross }).of(flowOnly),
	whole("pairs", "each sample is compared with so many others, drawn anew in every step; 0: with all", 0, maxBatch,
		func(c *Config) *int { return &c.Pairs }).of(flowOnly).since("0"),
	toggle("lattice", "z for L_x from a lattice over the batch sorted by y, instead of independent draws",
		func(c *Config) *bool { return &c.Lattice }).of(flowOnly),
	choice("fit", "L_y: squared error, or cross-entropy for labels", func(c *Config) *string { return &c.Fit },
		Square, Entropy).of(flowOnly),
	toggle("fitpadding", "L_y includes the output's padding", func(c *Config) *bool { return &c.FitPadding }).of(flowOnly),
	choice("lx", "what L_x compares: auto is joint, or x where L_x trains without L_y and L_z",
		func(c *Config) *string { return &c.Shape }, ShapeAuto, ShapeX, ShapeJoint, ShapeNear).of(flowOnly),
	number("lx.y", "lx=joint: factor on y; lx=near: width of the neighbourhood in y", 1e-3, 1e3,
		func(c *Config, l *Live) *float64 { return &c.ShapeY }).of(flowOnly),
	number("rec.padding", "weight of the padding inside the reconstruction", 0, 1e6,
		func(c *Config, l *Live) *float64 { return &c.RecPadding }).of(flowOnly),
	toggle("rec.zgrad", "reconstruction also trains the forward pass, through z, and starts from a clean y",
		func(c *Config) *bool { return &c.RecZGrad }).of(flowOnly),
	number("nll.sigma", "L_n: standard deviation of y, and of the output's padding, around what is predicted, with y scaled",
		minSigma, 10, func(c *Config, l *Live) *float64 { return &c.Sigma }).of(flowOnly).since("0.05"),
	whole("simnoise", "so many numbers of the simulator's noise are learned with x, in its padding; 0: noise is noise", 0, maxWidth,
		func(c *Config) *int { return &c.SimNoise }).of(flowOnly).since("0"),
	toggle("ramp", "the weight of L_x rises over the schedule", func(c *Config) *bool { return &c.Ramp }).of(flowOnly),
	toggle("scale", "x and y scaled to zero mean and unit spread", func(c *Config) *bool { return &c.Scale }),
	toggle("logit", "x by the logit of the bounds of its prior, so that no answer lies outside",
		func(c *Config) *bool { return &c.Logit }).since("off"),
	toggle("probit", "with logit: x between two bounds by the normal quantile instead, to which an even prior is normal",
		func(c *Config) *bool { return &c.Probit }).of(flowOnly).since("off"),
	toggle("logity", "y by the logit of its bounds, so that what lies near one is told apart",
		func(c *Config) *bool { return &c.LogitY }).since("off"),
	toggle("inside", "answers outside the bounds of the prior are drawn again",
		func(c *Config) *bool { return &c.Inside }).of(networks).since("off"),
	toggle("round", "answers for whole numbers are rounded, which may move what they simulate to",
		func(c *Config) *bool { return &c.Round }).of(flowOnly).since("off"),
	number("holdout", "share of a fixed number of simulations that is held out; the network that does best on it is kept",
		0, maxHoldOut, func(c *Config, l *Live) *float64 { return &c.HoldOut }).of(perRow).since("0"),
	toggle("noise", "the spread of x around what is predicted is predicted too",
		func(c *Config) *bool { return &c.Noise }).of([]string{"dropout"}),
	whole("latent", "width of z", 1, maxWidth, func(c *Config) *int { return &c.Latent }).of(latent),
	whole("iaf", "steps of inverse autoregressive flow behind the encoder", 0, maxIAF,
		func(c *Config) *int { return &c.IAF }).of([]string{"cvae-iaf"}),
	number("rate.disc", "learning rate of the discriminator over that of the generator", 1e-3, 1e3,
		func(c *Config, l *Live) *float64 { return &c.DiscRate }).of([]string{"cgan"}).since("1"),
	number("penalty", "weight of half the discriminator's squared slope at true x, with x scaled; steadies the game", 0, 1e6,
		func(c *Config, l *Live) *float64 { return &c.Penalty }).of([]string{"cgan"}).since("0"),
	number("warmkl", "the weight of L_k rises over this share of the schedule", 0, 1,
		func(c *Config, l *Live) *float64 { return &c.WarmKL }).of(coded),
	choice("accept", "simulations near y: a fixed number, a share, or all within a distance",
		func(c *Config) *string { return &c.Accept }, AcceptNearest, AcceptQuantile, AcceptTolerance).of(onlyABC),
	whole("nearest", "accept=nearest: so many simulations", 1, maxRemember,
		func(c *Config) *int { return &c.Nearest }).of(onlyABC),
	number("quantile", "accept=quantile: this share of the simulations", 1e-9, 1,
		func(c *Config, l *Live) *float64 { return &c.Quantile }).of(onlyABC),
	number("tolerance", "accept=tolerance: what lies within this distance, in units of the spread of y", 0, 1e6,
		func(c *Config, l *Live) *float64 { return &c.Tolerance }).of(onlyABC),
	whole("remember", "so many simulations at most; new ones take the place of the oldest", minRemember, maxRemember,
		func(c *Config) *int { return &c.Remember }).of(onlyABC),
	{Name: "seed", Methods: everyone, Doc: "of everything random; a whole number from 0 up",
		Get: func(c *Config, l *Live) string { return strconv.FormatUint(c.Seed, 10) },
		Set: func(c *Config, l *Live, v string) error {
			n, err := strconv.ParseUint(v, 10, 64)
			if err != nil {
				return fmt.Errorf("seed must be a whole number from 0 up, not %q", v)
			}
			c.Seed = n
			return nil
		}},
	whole("workers", "goroutines of a step; 0: one per processor", 0, MaxWorkers,
		func(c *Config) *int { return &c.Workers }).of(everyone),

	live(number("rate", "peak learning rate", 0, 1, func(c *Config, l *Live) *float64 { return &l.Rate })),
	live(number("noise.y", "noise on y in the batch, standard deviation in the units of y", 0, 10,
		func(c *Config, l *Live) *float64 { return &l.YNoise })),
	live(number("noise.padding", "noise on the padding, standard deviation", 0, 10,
		func(c *Config, l *Live) *float64 { return &l.PadNoise })).of(flowOnly),
	live(number("noise.z", "noise on z in the reconstruction, standard deviation", 0, 10,
		func(c *Config, l *Live) *float64 { return &l.ZNoise })).of(flowOnly),
}

// lossKnobs are a weight and a switch for every loss that trains: weight.ly and on.ly.
func lossKnobs(losses []Loss) (k []Knob) {
	for i, loss := range losses {
		if loss.Measured {
			continue
		}
		k = append(k, live(number("weight."+loss.Name, "weight of "+loss.Symbol, 0, 1e6,
			func(c *Config, l *Live) *float64 { return &l.Loss[i].Weight })).since(loss.past("1")))
	}
	for i, loss := range losses {
		if loss.Measured {
			continue
		}
		on := toggle("on."+loss.Name, "switch of "+loss.Symbol, nil)
		k = append(k, live(Knob{Name: on.Name, Doc: on.Doc,
			Get: func(c *Config, l *Live) string { return onOff(l.Loss[i].On) },
			Set: func(c *Config, l *Live, v string) error { return setOnOff(on.Name, &l.Loss[i].On, v) }}).since(loss.past("off")))
	}
	return k
}

// The constructors below make a knob of a field: at tells where it stands.

func live(k Knob) Knob {
	k.Live = true
	return k
}

// of is the knob for some methods only.
func (k Knob) of(methods []string) Knob {
	k.Methods = methods
	return k
}

// since is a knob that older model files lack, in which it has the value past.
func (k Knob) since(past string) Knob {
	k.Past = past
	return k
}

func whole(name, doc string, from, to int, at func(*Config) *int) Knob {
	return Knob{Name: name, Doc: doc,
		Get: func(c *Config, l *Live) string { return strconv.Itoa(*at(c)) },
		Set: func(c *Config, l *Live, v string) (err error) {
			*at(c), err = parse(name, v, from, to, *at(c))
			return err
		}}
}

func number(name, doc string, from, to float64, at func(*Config, *Live) *float64) Knob {
	return Knob{Name: name, Doc: doc,
		Get: func(c *Config, l *Live) string { return format(*at(c, l)) },
		Set: func(c *Config, l *Live, v string) (err error) {
			*at(c, l), err = parse(name, v, from, to, *at(c, l))
			return err
		}}
}

func list[T int | float64](name, doc string, from, to T, most int, at func(*Config) *[]T) Knob {
	return Knob{Name: name, Doc: doc,
		Get: func(c *Config, l *Live) string {
			var words []string
			for _, v := range *at(c) {
				words = append(words, format(v))
			}
			return strings.Join(words, ",")
		},
		Set: func(c *Config, l *Live, v string) error {
			var values []T
			for _, word := range strings.Split(v, ",") {
				x, err := parse(name, strings.TrimSpace(word), from, to, from)
				if err != nil {
					return err
				}
				values = append(values, x)
			}
			if len(values) > most {
				return fmt.Errorf("%s takes 1 to %d values, not %d", name, most, len(values))
			}
			*at(c) = values
			return nil
		}}
}

func choice(name, doc string, at func(*Config) *string, choices ...string) Knob {
	return Knob{Name: name, Doc: doc + ": " + strings.Join(choices, ", "),
		Get: func(c *Config, l *Live) string { return *at(c) },
		Set: func(c *Config, l *Live, v string) error {
			var d verdict
			d.choice(name, v, choices...)
			if len(d.errs) > 0 {
				return d.errs[0]
			}
			*at(c) = v
			return nil
		}}
}

func toggle(name, doc string, at func(*Config) *bool) Knob {
	return Knob{Name: name, Doc: doc + ": on, off",
		Get: func(c *Config, l *Live) string { return onOff(*at(c)) },
		Set: func(c *Config, l *Live, v string) error { return setOnOff(name, at(c), v) }}
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func setOnOff(name string, at *bool, v string) error {
	switch v {
	case "on", "true", "1":
		*at = true
	case "off", "false", "0":
		*at = false
	default:
		return fmt.Errorf("%s must be on or off, not %q", name, v)
	}
	return nil
}

// format writes a number so that parse reads the same number.
func format[T int | float64](v T) string { return strconv.FormatFloat(float64(v), 'g', -1, 64) }

// parse reads a number within bounds; on an error it returns old.
func parse[T int | float64](name, v string, from, to, old T) (T, error) {
	kind := "number"
	if _, ok := any(old).(int); ok {
		kind = "whole number"
	}
	x, err := strconv.ParseFloat(v, 64)
	if err != nil || !(x >= float64(from) && x <= float64(to)) || kind == "whole number" && x != math.Trunc(x) {
		return old, fmt.Errorf("%s must be a %s from %v to %v, not %q", name, kind, from, to, v)
	}
	return T(x), nil
}
