package inn

import "math"

// lattice is a sequence that fills the unit cube more evenly than independent draws: point i is the fractional part
// of shift + i·(φ⁻¹, φ⁻², …) with φ^(dim+1) = φ + 1 (Roberts 2018; in the plane φ⁻¹ = 0.7549, φ⁻² = 0.5698).
type lattice struct {
	dim  int // of the normal points, made from pairs
	step []float64
}

func newLattice(dim int) *lattice {
	l := &lattice{dim: dim, step: make([]float64, dim+dim%2)}
	phi := 1.5
	for range 64 { // the fixed-point iteration gains a digit or more each time
		phi = math.Pow(1+phi, 1/float64(len(l.step)+1))
	}
	for j := range l.step {
		l.step[j] = math.Pow(phi, -float64(j+1))
	}
	return l
}

// normal writes standard normal point i of the lattice moved by shift into z, by Box and Muller's transform.
func (l *lattice) normal(i int, shift []float64, z []float32) {
	for j := 0; j < len(l.step); j += 2 {
		u, v := l.at(i, j, shift), l.at(i, j+1, shift)
		r := math.Sqrt(-2 * math.Log(1-u))
		s, c := math.Sincos(2 * math.Pi * v)
		z[j] = float32(r * c)
		if j+1 < l.dim {
			z[j+1] = float32(r * s)
		}
	}
}

func (l *lattice) at(i, j int, shift []float64) float64 {
	_, u := math.Modf(shift[j] + float64(i)*l.step[j])
	return u
}
