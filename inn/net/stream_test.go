package net

import (
	"math"
	"testing"
)

// Streams of neighbouring steps, parts and purposes have nothing to do with each other.
func TestStreams(t *testing.T) {
	s := NewSource()
	seen := map[uint64]bool{}
	var mean float64
	for use := ForStart; use < NumPurposes; use++ {
		for step := range 40 {
			for part := range 10 {
				r := s.At(1, use, step, part)
				v := r.Uint64()
				if seen[v] {
					t.Fatal("two streams begin with the same number")
				}
				seen[v] = true
				mean += r.Float64()
			}
		}
	}
	if mean /= float64(len(seen)); math.Abs(mean-0.5) > 0.02 {
		t.Errorf("second numbers have a mean of %g", mean)
	}
	a := s.At(1, ForData, 2, 3).Uint64()
	if a != s.At(1, ForData, 2, 3).Uint64() || a == s.At(2, ForData, 2, 3).Uint64() {
		t.Error("a stream is not a function of seed, purpose, step and part")
	}
}
