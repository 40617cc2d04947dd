package inn

import "math/rand/v2"

// Network is what a method gives to the Trainer: an estimator's parameters in one flat slice, the loss of a row with its
// gradient, and answers. Rows come in panels (package net) and in the network's units: x mapped by a Transform, y scaled
// or a one-hot. It must not change once it is made; rooms hold what changes.
type Network interface {
	// Params is the number of parameters, a multiple of 8, as layers of package net make it.
	Params() int
	// Start draws the weights w before training.
	Start(r *rand.Rand, w []float32)
	// Room makes what one goroutine needs for losses and gradients.
	Room() Room
	// Answers makes what one caller needs for answers: a RowSampler or a Decoder, which may be a
	// Scorer as well.
	Answers() any
}

// Fixed is a Network with fixed parts beside its parameters, as mixers, that belong into a model file.
type Fixed interface {
	Tensors() []Tensor
	// Take puts the parts of a file in the place of its own. The error says in one plain line what does not fit.
	Take(c *Checkpoint) error
}

// Adversary is a Network whose losses pull against each other: each moves parameters of its own, and its gradient is by those
// alone.
type Adversary interface {
	// Moves says which parameters a loss moves.
	Moves(loss int) (from, to int)
	// Pace is the factor on their learning rate.
	Pace(loss int) float64
}

// Room computes losses and their gradients.
type Room interface {
	// Gradient adds to b.Loss the sums of the losses over the rows of a panel and, unless g is nil, adds to g the gradient
	// of Σ b.Weight[i] × that sum i by the parameters w.
	Gradient(w, g []float32, b *Panel)
}

// Panel is up to net.Lanes rows of a batch.
type Panel struct {
	X, Y   []float32 // DimX×Lanes and DimY×Lanes; zeros behind the last row
	Rows   int
	R      *rand.Rand         // for what the loss draws: a function of seed, step and panel
	Weight [NumLosses]float32 // of the sum over rows; 0 where a loss is off
	Loss   [NumLosses]float64
}

// RowSampler draws x.
type RowSampler interface {
	// Sample draws x (DimX×Lanes) for the first rows lanes of y (DimY×Lanes), from the weights w.
	Sample(w []float32, r *rand.Rand, y []float32, rows int, x []float32)
}

// Decoder makes x of y and a latent z ~ N(0, I).
type Decoder interface {
	DimZ() int
	// Decode computes x (DimX×Lanes) from y (DimY×Lanes) and z (DimZ×Lanes).
	Decode(w, y, z, x []float32)
}

// Scorer is a Decoder that knows the density and the latent.
type Scorer interface {
	Decoder
	// LogDensity computes log q(x | y) (Lanes) of x (DimX×Lanes) and y (DimY×Lanes).
	LogDensity(w, x, y, out []float32)
	// Encode computes the z (DimZ×Lanes) from which Decode makes x.
	Encode(w, x, y, z []float32)
}
