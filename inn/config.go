package inn

import (
	"runtime"
	"slices"

	"innlab/inn/net"
)

// Choices of Config.
const (
	ReLU = "relu" // max(0, x)
	SiLU = "silu" // x·sigmoid(x)

	Permute    = net.Permute    // a permutation of the features
	Orthogonal = net.Orthogonal // a rotation

	Xavier = "xavier"
	Normal = "normal"

	Square  = "square"  // mean squared error
	Entropy = "entropy" // cross-entropy of logits, for labels

	ShapeAuto  = "auto"  // joint, but x alone where L_x trains without L_y and L_z
	ShapeX     = "x"     // x alone: the prior (the paper's L_x)
	ShapeJoint = "joint" // (x, ShapeY·y)
	ShapeNear  = "near"  // x, each pair weighted by exp(−|y−y'|²/2σ²), σ = ShapeY

	AcceptNearest   = "nearest"   // a fixed number of simulations
	AcceptQuantile  = "quantile"  // a share of them
	AcceptTolerance = "tolerance" // all within a distance
)

// Config is everything about a method that needs a restart. The zero value is not valid; presets of scenes are the
// place to start.
type Config struct {
	// Network
	Blocks     int     // coupling blocks
	Hidden     []int   // widths of a subnet's hidden layers
	Activation string  // relu or silu
	Width      int     // D, the width of the network; DimX and DimY+DimZ are padded with zeros to it
	DimZ       int     // width of z
	Clamp      float64 // c of the log-scale
	ClampOld   bool    // log-scale c·0.636·atan(s) as in the paper's code, instead of c·0.636·atan(s/c)
	Mix        string  // between blocks: permute or orthogonal, fixed
	Init       string  // xavier (normal) or normal
	InitScale  float64 // standard deviation of normal
	LastScale  float64 // factor on a subnet's last layer
	Bins       int     // of the spline behind each affine map of cinn; 0: affine alone
	Bound      float64 // the spline is the identity beyond ± this
	Dropout    float64 // probability with which a hidden activation is dropped in training
	Networks   int     // trained side by side; an answer is drawn from one of them

	// Training
	Batch      int
	Steps      int       // length of the schedule; training may go on at the floor rate
	Warmup     int       // steps over which the rate rises linearly
	FloorRate  float64   // fraction of the rate at the schedule's end
	Cosine     bool      // cosine decay to the floor; otherwise the rate stays
	Beta1      float64   // Adam
	Beta2      float64   // Adam
	Eps        float64   // Adam
	Decay      float64   // L2 added to the gradient
	Clip       float64   // each gradient entry is clamped to ±Clip; 0 switches it off
	ClipNorm   float64   // the gradient is shortened to this length; 0 switches it off
	Average    float64   // moving average of the weights for display and sampling; 0 switches it off
	Kernels    []float64 // bandwidths a of the inverse multiquadric kernels a²/(a²+d²)
	Biased     bool      // MMD with the diagonal of the self terms (V-statistic)
	Cross      int       // the cross term of L_x compares with Cross × Batch fresh data rows; 0: with the batch itself
	Pairs      int       // each row meets so many others of either sample, drawn in every step, in the MMDs; 0: all
	Lattice    bool      // z for L_x from a shifted lattice, batch sorted by label, instead of independent draws
	Fit        string    // L_y: square (mean squared error) or entropy (cross-entropy, labels only)
	FitPadding bool      // L_y includes the output's padding
	Shape      string    // what L_x compares: auto, x, joint, near; auto is joint unless L_x trains alone, then x
	ShapeY     float64   // joint: factor on y in (x, ShapeY·y); near: σ of exp(−|y−y'|²/2σ²)
	RecPadding float64   // reconstruction = mean square over x + RecPadding × mean square over the padding
	RecZGrad   bool      // reconstruction lets gradients through the predicted z (and starts from clean y)
	Sigma      float64   // of the noise on y and the output's padding that the likelihood reckons with, in the network's units
	Ramp       bool      // L_x's weight times min(1, 2·0.002^(1−step/Steps))
	SimNoise   int       // so many columns of the padding of x hold numbers of the simulator's noise, where Problem.Noise tells them
	Scale      bool      // x and y (not labels) scaled to zero mean and unit spread, undone on output
	Logit      bool      // x by the logit of the problem's Box
	Probit     bool      // with Logit, x between two bounds by the normal quantile instead: an even prior becomes normal
	LogitY     bool      // y by the logit of the problem's BoxY
	Inside     bool      // answers outside the Box are drawn again; what Inverse gives for a z stays as it is
	Round      bool      // inn: whole numbers are rounded in answers, which may move what they simulate to
	HoldOut    float64   // share of a table of simulations that is held out; what does best on it is kept
	Noise      bool      // dropout: the spread of x around the prediction is predicted too
	Latent     int       // cvae, cvae-iaf, cgan: width of z
	IAF        int       // cvae-iaf: steps of inverse autoregressive flow
	DiscRate   float64   // cgan: learning rate of the discriminator over that of the generator
	Penalty    float64   // cgan: weight of the discriminator's squared slope at true x
	WarmKL     float64   // cvae, cvae-iaf: the weight of L_k rises over this share of the schedule
	Accept     string    // abc: nearest, quantile or tolerance
	Nearest    int       // nearest: so many simulations are accepted
	Quantile   float64   // quantile: this share of the simulations
	Tolerance  float64   // tolerance: what lies within this distance, in units of the spread of y
	Remember   int       // so many simulations are remembered; new ones take the place of the oldest
	Seed       uint64
	Workers    int // goroutines of a training step, 0: one per processor; same seed and workers give the same bits
}

// Loss indices, the order of Losses, Live.Loss and every slice of loss values.
const (
	LossY   = iota // L_y: predict y
	LossZ          // L_z: z normal and independent of y
	LossX          // L_x: the inverse pass reproduces the prior
	LossRec        // reconstruction from a slightly disturbed (y, z), and the input's padding
	LossNLL        // negative log-likelihood of the forward pass
	NumLosses
)

// Live is everything that may change between two steps.
type Live struct {
	Rate     float64 // peak learning rate
	Loss     [NumLosses]Term
	YNoise   float64 // noise on y in the training batch, in the units of y
	PadNoise float64 // noise on the padding in both directions
	ZNoise   float64 // noise on z in the reconstruction
}

// Term is a loss's switch and weight. A loss that is off is still measured.
type Term struct {
	On     bool
	Weight float64
}

// active reports whether the term trains.
func (t Term) active() bool { return t.force() > 0 }

// force is the weight, or 0 where the term is off.
func (t Term) force() float64 {
	if !t.On {
		return 0
	}
	return t.Weight
}

// clone copies the configuration with its slices.
func (c *Config) clone() Config {
	d := *c
	d.Hidden, d.Kernels = slices.Clone(c.Hidden), slices.Clone(c.Kernels)
	return d
}

// workers is the number of goroutines of a step: no more than there are panels to share.
func (c *Config) workers() int {
	n := c.Workers
	if n == 0 {
		n = runtime.NumCPU()
	}
	return max(1, min(n, net.Panels(c.Batch)))
}
