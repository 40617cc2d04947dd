package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Buffers that notice what a kernel must not do: write beside its output, change an input, or read what it should
// overwrite.

// guard is the number of elements before and after each buffer that must stay as they are.
const guard = 40

// guardBits is a NaN that no arithmetic produces.
const guardBits = 0x7fa5a5a5

// buffer is a slice inside guard zones, not aligned to any vector.
type buffer struct {
	name string
	all  []float32
	v    []float32 // what the kernel gets
	old  []float32 // v as it was before
}

// lab makes the buffers of one check and inspects them afterwards.
type lab struct {
	r       *rand.Rand
	regime  regime
	buffers []*buffer
}

// regime is a range of input values.
type regime int

const (
	ordinary regime = iota // around 1
	tiny                   // denormal
	large                  // around 1e8, products up to 1e16
	mixed                  // any of these, and zeros
	regimes
)

func (g regime) String() string { return [...]string{"ordinary", "tiny", "large", "mixed"}[g] }

// value draws one number.
func (l *lab) value() float32 {
	g := l.regime
	if g == mixed {
		if l.r.IntN(5) == 0 {
			return 0
		}
		g = regime(l.r.IntN(int(mixed)))
	}
	v := float32(l.r.NormFloat64())
	switch g {
	case tiny:
		return v * 1e-40
	case large:
		return v * 1e8
	}
	return v
}

// in is an input, full of values.
func (l *lab) in(name string, n int) *buffer {
	b := l.out(name, n)
	for i := range b.v {
		b.v[i] = l.value()
	}
	copy(b.old, b.v)
	return b
}

// positive is an input of absolute values.
func (l *lab) positive(name string, n int) *buffer {
	b := l.in(name, n)
	for i, v := range b.v {
		b.v[i] = max(v, -v)
	}
	copy(b.old, b.v)
	return b
}

// out is an output, poisoned with NaN.
func (l *lab) out(name string, n int) *buffer {
	lead := guard + l.r.IntN(16)
	all := make([]float32, lead+n+guard)
	for i := range all {
		all[i] = math.Float32frombits(guardBits)
	}
	b := &buffer{name: name, all: all, v: all[lead : lead+n : lead+n], old: make([]float32, n)}
	copy(b.old, b.v)
	l.buffers = append(l.buffers, b)
	return b
}

// inspect checks the guard zones of all buffers, and that only the outputs named were changed.
func (l *lab) inspect(outputs ...*buffer) error {
	for _, b := range l.buffers {
		lead := len(b.all) - guard - len(b.v)
		for i, v := range b.all {
			if (i < lead || i >= lead+len(b.v)) && math.Float32bits(v) != guardBits {
				return fmt.Errorf("%s: element %d, outside its %d, was overwritten with %g", b.name, i-lead, len(b.v), v)
			}
		}
		if isOneOf(b, outputs) {
			continue
		}
		for i, v := range b.v {
			if math.Float32bits(v) != math.Float32bits(b.old[i]) {
				return fmt.Errorf("%s: input element %d was changed from %g to %g", b.name, i, b.old[i], v)
			}
		}
	}
	return nil
}

func isOneOf(b *buffer, list []*buffer) bool {
	for _, o := range list {
		if o == b {
			return true
		}
	}
	return false
}

// near checks one result against its reference and bound; a NaN is near nothing.
func (b *buffer) near(i int, want, bound float64) error {
	got := float64(b.v[i])
	if math.Abs(want) > math.MaxFloat32 && math.IsInf(got, int(math.Copysign(1, want))) {
		return nil
	}
	if !(math.Abs(got-want) <= bound) {
		return fmt.Errorf("%s[%d] = %g, should be %g ± %.2g", b.name, i, got, want, bound)
	}
	return nil
}

// eps is the largest relative error of one rounded float32 operation; denormal the largest absolute one near zero.
const (
	eps      = 1.0 / (1 << 24)
	denormal = 1.5e-45
)
