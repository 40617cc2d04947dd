package inn

import "math/rand/v2"

// Random numbers come from streams that are a function of (seed, purpose, step, part) alone. Nothing about them has
// to be saved, every part of a batch can be drawn by any worker, and runs with different switches see the same data.

type purpose uint64

const (
	forStart   purpose = iota + 1 // weights before training
	forMix                        // permutations or rotations between the blocks
	forScale                      // draws on which the scaling is measured
	forData                       // rows of the batch
	forCross                      // further rows that L_x compares with
	forNoise                      // noise on y and on the padding
	forLatent                     // z that L_z compares with
	forSample                     // z and noise of the inverse passes
	forLattice                    // shift of the lattice
	forPairs                      // which rows meet in an MMD
)

// source is a generator that can be set to any stream.
type source struct {
	pcg rand.PCG
	r   *rand.Rand
}

func newSource() *source {
	s := new(source)
	s.r = rand.New(&s.pcg)
	return s
}

// at sets the source to the beginning of a stream.
func (s *source) at(seed uint64, use purpose, step, part int) *rand.Rand {
	a := mix64(seed + uint64(use)*0x9e3779b97f4a7c15)
	b := mix64(a ^ uint64(step))
	s.pcg.Seed(b, mix64(b^uint64(part)))
	return s.r
}

// mix64 is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of x reaches every bit of the result.
func mix64(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
