package kernel

import (
	"fmt"
	"math"
	"testing"
)

// checkDropout compares every element with the definition in whole numbers: all tables make the same bits.
func checkDropout(t *Table, l *lab, s sizes) error {
	seed, at, keep := l.r.Uint32(), l.r.Uint32(), l.r.Float32()
	mask := l.out("mask", s.n)
	t.Dropout(s.n, seed, at, keep, mask.v)
	if err := l.inspect(mask); err != nil {
		return err
	}
	for i, v := range mask.v {
		x := uint64(at+uint32(i))*0x9e3779b1 + uint64(seed)
		x = (x ^ (x&0xffffffff)>>16) * 0x7feb352d
		x = (x ^ (x&0xffffffff)>>15) * 0x846ca68b
		x = (x ^ (x&0xffffffff)>>16) & 0xffffffff
		want := float32(0)
		if float64(x>>8) < float64(keep)*(1<<24) {
			want = 1 / keep
		}
		if v != want {
			return fmt.Errorf("mask[%d] = %g of seed %d at %d, should be %g", i, v, seed, at, want)
		}
	}
	return nil
}

// TestDropoutIsRandom counts what is kept, alone and beside a kept neighbour, for neighbouring seeds and far places: the
// counts stay within 4.5 standard deviations of independent draws.
func TestDropoutIsRandom(t *testing.T) {
	const n, keep = 1 << 16, 0.7
	mask := make([]float32, n)
	within := func(what string, seed, at uint32, count int, p float64, of int) {
		t.Helper()
		if z := (float64(count) - p*float64(of)) / math.Sqrt(p*(1-p)*float64(of)); math.Abs(z) > 4.5 {
			t.Errorf("%s of seed %d at %d: %d of %d, %.1f standard deviations off", what, seed, at, count, of, z)
		}
	}
	var before []float32
	for seed := range uint32(8) {
		for _, at := range []uint32{0, 1 << 20, 1<<32 - n/2} {
			Plain.Dropout(n, seed, at, keep, mask)
			kept, pairs, same := 0, 0, 0
			for i, v := range mask {
				if v == 0 {
					continue
				}
				kept++
				if i+1 < n && mask[i+1] > 0 {
					pairs++
				}
				if before != nil && before[i] > 0 {
					same++
				}
			}
			within("kept", seed, at, kept, keep, n)
			within("kept neighbours", seed, at, pairs, keep, kept)
			if before != nil {
				within("kept again", seed, at, same, keep, kept)
			}
			before = append(before[:0], mask...)
		}
	}
}
