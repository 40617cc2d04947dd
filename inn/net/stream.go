package net

import "math/rand/v2"

// Random numbers come from streams that are a function of (seed, purpose, step, part) alone. Nothing about them has
// to be saved, every part of a batch can be drawn by any worker, and runs with different switches see the same data.

// Purpose is what a stream is for.
type Purpose uint64

const (
	ForStart   Purpose = iota + 1 // weights before training
	ForMix                        // permutations or rotations between the blocks
	ForScale                      // draws on which the scaling is measured
	ForData                       // rows of the batch
	ForCross                      // further rows that L_x compares with
	ForNoise                      // noise on y and on the padding
	ForLatent                     // z that L_z compares with
	ForSample                     // z and noise of the inverse passes
	ForLattice                    // shift of the lattice
	ForPairs                      // which rows meet in an MMD
	ForRow                        // what the loss of a row draws
	ForShuffle                    // order of a table of simulations in an epoch
	ForHoldOut                    // which rows of it are held out
	ForHeld                       // what their loss draws
	NumPurposes
)

// Source is a generator that can be set to any stream.
type Source struct {
	pcg rand.PCG
	R   *rand.Rand // stands where At put it
}

// NewSource makes a source that stands nowhere: At must come first.
func NewSource() *Source {
	s := new(Source)
	s.R = rand.New(&s.pcg)
	return s
}

// Seeded sets the source to the beginning of a stream of PCG's own.
func (s *Source) Seeded(seed1, seed2 uint64) *Source {
	s.pcg.Seed(seed1, seed2)
	return s
}

// At sets the source to the beginning of a stream.
func (s *Source) At(seed uint64, use Purpose, step, part int) *rand.Rand {
	a := mix64(seed + uint64(use)*0x9e3779b97f4a7c15)
	b := mix64(a ^ uint64(step))
	s.pcg.Seed(b, mix64(b^uint64(part)))
	return s.R
}

// Mark is where the source stands.
func (s *Source) Mark() rand.PCG { return s.pcg }

// Again fills e with the normal numbers that came from a mark on. The source stays where it is.
func (s *Source) Again(mark rand.PCG, e []float64) {
	here := s.pcg
	s.pcg = mark
	for i := range e {
		e[i] = s.R.NormFloat64()
	}
	s.pcg = here
}

// mix64 is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of x reaches every bit of the result.
func mix64(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
